/**
 * Milliseconds from one moment to the next, however the time of day is set between. Node loads modules for `performance`
 * that nothing else here needs, which a single file would wait for.
 */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
