import { stat } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { StrategyFile } from '../strategy-files.js';

/** Up to this the parser is done before a better compiled one would be there. */
const SMALL_BYTES = 128 * 1024;

/**
 * Has WebAssembly compiled in one quick pass where all that is to be read is one small file. The second pass, which makes
 * it twice as fast, takes more of the processor than such a file does. Holds for the rest of the process.
 */
export async function compileQuicklyFor(files: readonly StrategyFile[]): Promise<void> {
  const [only] = files;
  if (only === undefined || files.length > 1) return;
  const found = await stat(only.path).catch(() => null);
  if (found !== null && found.size <= SMALL_BYTES) setFlagsFromString('--liftoff-only');
}
