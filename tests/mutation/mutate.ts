import { SourceRefusal } from '../../src/validator/refusal.js';
import { MUTATORS } from './mutators.js';
import { Program } from './program.js';
import { Chance } from './random.js';

/** One mutator as it was applied. */
export interface Step {
  readonly mutator: string;
  readonly seed: number;
}

const NAMES = [...MUTATORS.keys()];
const MOST_STEPS = 3;
const LONGEST = 40_000;

/** One to three steps for a seed. */
export function stepsFor(seed: number): Step[] {
  const chance = new Chance(seed);
  const count = 1 + chance.below(MOST_STEPS);
  return Array.from({ length: count }, () => ({ mutator: chance.of(NAMES), seed: chance.below(2 ** 31) }));
}

/** A source after some steps; those that find nothing to change, or leave what cannot be read, are left out. */
export async function mutated(
  source: string,
  steps: readonly Step[],
): Promise<{ text: string; steps: readonly Step[] }> {
  let program = await Program.read(source);
  const taken: Step[] = [];
  for (const step of steps) {
    const text = MUTATORS.get(step.mutator)!(program, new Chance(step.seed));
    const next = text === undefined || text.length > LONGEST ? undefined : await readable(text);
    if (next === undefined) continue;
    program = next;
    taken.push(step);
  }
  return { text: program.text, steps: taken };
}

async function readable(text: string): Promise<Program | undefined> {
  try {
    return await Program.read(text);
  } catch (error) {
    if (error instanceof SourceRefusal) return undefined;
    throw error;
  }
}

/** The fewest of some steps after which a source still passes. */
export async function smallest(
  source: string,
  steps: readonly Step[],
  passes: (text: string) => Promise<boolean>,
): Promise<{ text: string; steps: readonly Step[] }> {
  for (const step of steps.length > 1 ? steps : []) {
    const fewer = steps.filter((other) => other !== step);
    if (await passes((await mutated(source, fewer)).text)) return smallest(source, fewer, passes);
  }
  return mutated(source, steps);
}
