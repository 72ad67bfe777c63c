// Times several ways of doing the same thing, in turns, so that a noisy machine is noisy to all of them.

/** Medians in milliseconds of each way, over `rounds` rounds in turns, after one that warms up. */
export async function medians(rounds, ways) {
  return mediansInSlices(rounds, [undefined], ways);
}

/**
 * The same of work on many things, of which each way is given a slice and then the next way the same one: what slows the
 * machine down for a second or two slows all ways down.
 */
export async function mediansInSlices(rounds, slices, ways) {
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    process.stderr.write(round === 0 ? `${Object.keys(ways).join(', ')} ` : '.');
    const sums = Object.fromEntries(Object.keys(ways).map((name) => [name, 0]));
    for (const slice of slices) {
      for (const [name, work] of Object.entries(ways)) sums[name] += await timeOf(() => work(slice));
    }
    if (round > 0) for (const [name, sum] of Object.entries(sums)) times[name].push(sum);
  }
  process.stderr.write('\n');
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

/** Medians in milliseconds of both ways, and their ratio, over `rounds` alternating rounds after one that warms up. */
export async function sideBySide(rounds, ours, theirs) {
  const times = await medians(rounds, { ours, theirs });
  return { ...times, ratio: times.ours / times.theirs };
}

/** One line of a report. */
export function line(name, { ours, theirs, ratio }, oursName, theirsName) {
  return `${name}: ${oursName} ${ours.toFixed(1)} ms, ${theirsName} ${theirs.toFixed(1)} ms, ratio ${ratio.toFixed(2)}`;
}

async function timeOf(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values) {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}
