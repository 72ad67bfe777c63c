import { printable } from '../core/printable.js';
import type { BuildProgress } from '../engine/image-build.js';
import type { CliIo } from './context.js';

type BuildStep = Extract<BuildProgress, { kind: 'step' }>;

const INSTRUCTION_CHARACTERS = 90;

/**
 * Tells a build on standard error: its notices and what takes time in it, each once, although the builder goes through
 * the first steps of every stage again. With `verbose`, every line of it.
 */
export function buildProgress(io: CliIo, verbose: boolean): (progress: BuildProgress) => void {
  const told = new Set<string>();
  return (progress) => {
    if (progress.kind === 'notice') return io.err(`quantine: ${printable(progress.text)}\n`);
    if (progress.kind === 'output') return verbose ? io.err(outputLine(io, progress.text)) : undefined;
    const isNews = progress.instruction.startsWith('RUN ') && !told.has(progress.instruction);
    if (!isNews && !verbose) return;
    told.add(progress.instruction);
    io.err(`  ${stepText(progress)}\n`);
  };
}

function outputLine(io: CliIo, text: string): string {
  return `${io.errColours.dim(`    ${printable(text)}`)}\n`;
}

function stepText({ step, of, instruction }: BuildStep): string {
  const text = printable(instruction).replace(/\s+/g, ' ');
  const cut = text.length > INSTRUCTION_CHARACTERS ? `${text.slice(0, INSTRUCTION_CHARACTERS - 4)} ...` : text;
  return `step ${String(step).padStart(String(of).length)} of ${of}: ${cut}`;
}
