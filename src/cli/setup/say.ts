import type { CliIo } from '../context.js';

/** One step of set-up, told before it begins, on standard error, as scripts/quantine tells its own. */
export function say(io: CliIo, step: string): void {
  io.err(`quantine: ${step}\n`);
}

/** What a step says while it works. */
export function sayDetail(io: CliIo, line: string): void {
  io.err(`  ${line}\n`);
}
