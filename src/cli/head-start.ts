import { readFileSync, type Stats, statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { grammarWasmFile, libraryWasmFile } from '../validator/reading/wasm-files.js';

/** Up to this the parser is done before a better compiled one would be there. */
const SMALL_BYTES = 128 * 1024;
/** Later versions of V8 count another way, and complain of the flag. */
const OF_NODE_20 = '11.3.';

/** Has the parser compiled on another thread while this one still loads the command, if it is one that reads strategies. */
export function giveHeadStart([command, ...operands]: readonly string[]): void {
  if (command !== 'check') return;
  if (isLittle(operands)) tuneForShortRun();
  // Node keeps what it compiled, and gives it to whoever asks for the same bytes again. An error is for them to tell.
  for (const file of [libraryWasmFile(), grammarWasmFile()]) {
    try {
      WebAssembly.compile(readFileSync(file)).catch(() => {});
    } catch {}
  }
}

/** Whether all that is to be read is small files. A word that names none is a flag, its value, or a mistake to tell later. */
function isLittle(operands: readonly string[]): boolean {
  if (operands.some((operand) => operand === '-' || operand.startsWith('--files-from'))) return false;
  let bytes = 0;
  for (const operand of operands) {
    const found = statOf(operand);
    if (found?.isFile() === false) return false;
    bytes += found?.size ?? 0;
  }
  return bytes <= SMALL_BYTES;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * What makes code fast takes more of the processor than a small file does: WebAssembly is compiled in one pass, and what
 * of ours runs often only once it ran three times as often as by default. Holds for the rest of the process.
 */
function tuneForShortRun(): void {
  setFlagsFromString('--liftoff-only');
  if (process.versions.v8.startsWith(OF_NODE_20)) setFlagsFromString('--interrupt-budget=400000');
}
