import type { BuildProgress } from '../engine/image-build.js';
import type { CliIo } from './context.js';
import { printable } from './render/printable.js';

const INSTRUCTION_CHARACTERS = 90;

/** Tells a build on standard error: its notices and steps, and with `verbose` every line of it. */
export function buildProgress(io: CliIo, verbose: boolean): (progress: BuildProgress) => void {
  const { dim } = io.errColours;
  return (progress) => {
    if (progress.kind === 'notice') io.err(`quantine: ${printable(progress.text)}\n`);
    if (progress.kind === 'step') io.err(`  ${stepText(progress)}\n`);
    if (progress.kind === 'output' && verbose) io.err(`${dim(`    ${printable(progress.text)}`)}\n`);
  };
}

function stepText({ step, of, instruction }: Extract<BuildProgress, { kind: 'step' }>): string {
  const text = printable(instruction).replace(/\s+/g, ' ');
  const cut = text.length > INSTRUCTION_CHARACTERS ? `${text.slice(0, INSTRUCTION_CHARACTERS - 4)} ...` : text;
  return `step ${String(step).padStart(String(of).length)}/${of}  ${cut}`;
}
