import { readFileSync, type Stats, statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { grammarWasmFile, libraryWasmFile } from '../validator/reading/wasm-files.js';

/** Up to this the parser is done before a better compiled one would be there. */
const SMALL_BYTES = 128 * 1024;

/** Has the parser compiled on another thread while this one still loads the command, if it is one that reads strategies. */
export function giveHeadStart([command, ...operands]: readonly string[]): void {
  if (command !== 'check') return;
  if (isLittle(operands)) compileInOnePass();
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
 * The second pass, which makes WebAssembly twice as fast, takes more of the processor than a small file does. Holds for the
 * rest of the process.
 */
function compileInOnePass(): void {
  setFlagsFromString('--liftoff-only');
}
