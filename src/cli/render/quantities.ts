const UNITS = ['B', 'KiB', 'MiB', 'GiB'] as const;

/** `512 B`, `1.5 KiB`, `143 MiB`: three digits are what an eye compares. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  const amount = bytes / 1024 ** step;
  const digits = step === 0 || amount >= 100 ? 0 : 1;
  return `${trimmed(amount.toFixed(digits))} ${UNITS[step]}`;
}

/** `350 ms`, `1.24 s`, `2 min 5 s`. */
export function formatSeconds(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  if (milliseconds < 1000) return `${milliseconds} ms`;
  if (milliseconds < 59_995) return `${trimmed(seconds.toFixed(2))} s`;
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return rest === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${rest} s`;
}

/** `1 file`, `2 files`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function trimmed(decimal: string): string {
  return decimal.replace(/\.0+$/, '');
}
