import { describe, expect, it, vi } from 'vitest';
import { mutated, type Step, smallest, stepsFor } from '../../mutation/mutate.js';
import { MUTATORS } from '../../mutation/mutators.js';
import { dangerousSeeds } from '../../mutation/seeds.js';
import { reportOf } from './judge.js';

// Thousands of sources are read here, perhaps on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const VARIANTS_OF_EACH = 25;

const passes = async (source: string) => (await reportOf(source)).isValid;

const ONLY_ROBUSTNESS = 'it harms nobody but its own run: robustness alone, below the limit';
const GRADED = 'one finding of its kind alone stays below the limit';
/** Seeds that are not mutated, each with the reason why. */
const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ...['cookie-second-line', 'cookie-unicode_escape', 'cookie-utf7', 'form-feed-indent'].map(
    (name) => [`A_${name}.py`, 'refused as unreadable: a mutant would be a text that nobody can hide in'] as const,
  ),
  ['hidden_in_a_comment.py', 'refused as unreadable, by its cookie'],
  ...['endless_loop', 'fill_the_output', 'memory_bomb', 'slow_callbacks', 'stdout_flood'].map(
    (name) => [`${name}.py`, 'the sandbox bounds it, the validator lets it pass'] as const,
  ),
  ...['dangerous-attribute', 'reflection', 'builtin-override', 'unknown-module'].map(
    (rule) => [`the example of ${rule}`, GRADED] as const,
  ),
  ...['unbounded-growth', 'endless-recursion', 'infinite-loop', 'catastrophic-regex'].map(
    (rule) => [`the example of ${rule}`, ONLY_ROBUSTNESS] as const,
  ),
]);

const isRefused = async (source: string) => {
  const { isValid, unreadable } = await reportOf(source);
  return !isValid && unreadable === undefined;
};

async function namesOfSeeds(isTaken: (source: string) => Promise<boolean>): Promise<string[]> {
  const names: string[] = [];
  for (const { name, source } of dangerousSeeds()) if (await isTaken(source)) names.push(name);
  return names;
}

describe('a dangerous source that is written in another way', () => {
  it('is left out only where it is not refused for what it does', async () => {
    const others = await namesOfSeeds(async (source) => !(await isRefused(source)));

    expect(others.toSorted()).toEqual([...LEFT_OUT.keys()].toSorted());
  });

  it('is refused as well', async () => {
    const seeds = dangerousSeeds().filter(({ name }) => !LEFT_OUT.has(name));
    const survivors: string[] = [];
    let varied = 0;
    for (const [index, { name, source }] of seeds.entries()) {
      for (let variant = 0; variant < VARIANTS_OF_EACH; variant++) {
        const { text, steps } = await mutated(source, stepsFor(index * VARIANTS_OF_EACH + variant));
        if (text === source) continue;
        varied += 1;
        if (await passes(text)) survivors.push(await minimalCase(name, source, steps));
      }
    }

    expect(seeds.length).toBeGreaterThan(100);
    expect(varied).toBeGreaterThan(2000);
    expect([...new Set(survivors)].join('\n\n')).toBe('');
  });

  it('is refused after each mutator alone', async () => {
    const source = 'import os\nos.system("id")\n';
    for (const mutator of MUTATORS.keys()) {
      const { text } = await mutated(source, [{ mutator, seed: 1 }]);

      expect(await passes(text), `${mutator}:\n${text}`).toBe(false);
    }
  });
});

async function minimalCase(name: string, source: string, steps: readonly Step[]): Promise<string> {
  const { text, steps: needed } = await smallest(source, steps, passes);
  return `${name} survives ${needed.map(({ mutator }) => JSON.stringify(mutator)).join(', then ')}:\n${text}`;
}
