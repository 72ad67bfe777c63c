import { describe, expect, it, vi } from 'vitest';
import { mutated, type Step, smallest, stepsFor } from '../../mutation/mutate.js';
import { MUTATORS } from '../../mutation/mutators.js';
import { dangerousSeeds } from '../../mutation/seeds.js';
import { reportOf } from './judge.js';

// Thousands of sources are read here, perhaps on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const VARIANTS_OF_EACH = 25;

const passes = async (source: string) => (await reportOf(source)).isValid;

/** What is refused as it stands and can be read: there is nothing to hide in the rest. */
async function refusedSeeds() {
  const seeds = await Promise.all(
    dangerousSeeds().map(async (seed) => ({ ...seed, report: await reportOf(seed.source) })),
  );
  return seeds.filter(({ report }) => !report.isValid && report.unreadable === undefined);
}

describe('a dangerous source that is written in another way', () => {
  it('is refused as well', async () => {
    const seeds = await refusedSeeds();
    const survivors: string[] = [];
    for (const [index, { name, source }] of seeds.entries()) {
      for (let variant = 0; variant < VARIANTS_OF_EACH; variant++) {
        const { text, steps } = await mutated(source, stepsFor(index * VARIANTS_OF_EACH + variant));
        if (steps.length > 0 && (await passes(text))) survivors.push(await minimalCase(name, source, steps));
      }
    }

    expect(seeds.length).toBeGreaterThan(100);
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
