import type { CliContext } from '../context.js';
import type { Check } from './check.js';
import type { Diagnosis } from './diagnose.js';

/** For people: one line a check, and what to do below each that is not ok. */
export function formatDiagnosis({ checks }: Diagnosis, { colours }: CliContext['io']): string {
  const marks = { ok: colours.green('ok     '), warning: colours.yellow('warning'), failed: colours.red('failed ') };
  const width = Math.max(...checks.map((check) => check.name.length));
  const line = (check: Check) => {
    const first = `${marks[check.status]}  ${check.name.padEnd(width)}  ${check.found}\n`;
    return check.status === 'ok' ? first : `${first}${' '.repeat(width + 11)}${colours.bold(check.nextStep)}\n`;
  };
  return checks.map(line).join('');
}
