// A folder for what a benchmark lays out, gone when the benchmark ends, on an interrupt too.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** By signal, the status of what it ended. */
const ENDINGS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

export function scratchFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'quantine-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [signal, status] of Object.entries(ENDINGS)) process.once(signal, () => process.exit(status));
  return folder;
}
