import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IMAGE_TEMPLATES } from '../../src/engine/image-templates.js';
import { SandboxExecutor } from '../../src/executor.js';
import { PythonGenerator } from '../differential/generated-python.js';
import { missedFacts, ourFactsOf, type SeenFacts } from '../differential/our-facts.js';
import { currentImage, ourEngine } from '../helpers/image-files.js';
import { mutated, stepsFor } from '../mutation/mutate.js';
import { dangerousSeeds } from '../mutation/seeds.js';

const executor = new SandboxExecutor({ validateCode: false, memoryMiB: 1024, timeoutSeconds: 60 });
beforeAll(async () => void (await currentImage(await ourEngine(), IMAGE_TEMPLATES.python313)));
afterAll(() => executor.cleanup());

const program = readFileSync(new URL('../differential/cpython_facts.py', import.meta.url));
const GENERATED = 600;

/** What we refuse though CPython runs it: by our reason, and where the source has one of these. */
const KNOWN_REFUSALS: readonly (readonly [reason: string, source: RegExp, why: string])[] = [
  ['cookie', /coding/, 'a foreign cookie hides what runs'],
  ['indentation', / \t|\t\f|\f\t| \f|\f | {4}\\\n/, 'such a layout is read in two ways'],
  ['too-deep', /[([{]{90}/, 'deeper than anybody writes'],
];

/** What CPython's parser in the image sees in each source; null where it refuses it. */
async function cpythonFactsOf(sources: readonly string[]): Promise<readonly (SeenFacts | null)[]> {
  const outcome = await executor.execute(program, { params: { sources } });
  if (outcome.status !== 'completed') throw new Error(JSON.stringify(outcome));
  return outcome.value as readonly (SeenFacts | null)[];
}

/** The sources in which we miss something, each with what that is. */
async function differencesIn(sources: readonly string[]): Promise<string[]> {
  const seen = await cpythonFactsOf(sources);
  const differences: string[] = [];
  for (const [index, source] of sources.entries()) {
    const theirs = seen[index] ?? null;
    if (theirs === null) continue;
    const ours = await ourFactsOf(source);
    const missed = typeof ours === 'string' ? refusalOf(source, ours) : missedFacts(theirs, ours);
    if (missed.length > 0) differences.push(`${missed.join(', ')}\n${source}`);
  }
  return differences;
}

function refusalOf(source: string, reason: string): string[] {
  const isKnown = KNOWN_REFUSALS.some(([known, pattern]) => known === reason && pattern.test(source));
  return isKnown ? [] : [`refused: ${reason}`];
}

function filesIn(folder: string): string[] {
  const url = new URL(folder, import.meta.url);
  const names = readdirSync(url).filter((name) => name.endsWith('.py'));
  return names.map((name) => readFileSync(new URL(name, url), 'utf8'));
}

describe('every import, call, attribute and name that CPython sees, we see', () => {
  it('in the examples', async () => {
    expect(
      await differencesIn([...filesIn('../../examples/strategies/'), ...filesIn('../../examples/risky/')]),
    ).toEqual([]);
  });

  it('in the evasions', async () => {
    expect(await differencesIn(filesIn('../corpus/evasions/'))).toEqual([]);
  });

  it('in generated programs, of which CPython takes most', async () => {
    const sources = Array.from({ length: GENERATED }, (_, seed) => new PythonGenerator(seed).module());

    expect((await cpythonFactsOf(sources)).filter((facts) => facts !== null).length).toBeGreaterThan(GENERATED / 2);
    expect((await differencesIn(sources)).slice(0, 5)).toEqual([]);
  });

  it('in mutants of dangerous sources', async () => {
    const seeds = dangerousSeeds().filter(({ source }) => !source.includes('coding') && source.length < 5_000);
    const sources: string[] = [];
    for (const [index, { source }] of seeds.entries()) {
      if (typeof (await ourFactsOf(source)) === 'string') continue;
      for (let variant = 0; variant < 3; variant++)
        sources.push((await mutated(source, stepsFor(index * 7 + variant))).text);
    }

    expect(sources.length).toBeGreaterThan(200);
    expect((await differencesIn(sources)).slice(0, 5)).toEqual([]);
  });
});
