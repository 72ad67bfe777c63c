import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IMAGE_NAMES, type ImageName } from '../../src/config/image-names.js';
import { IMAGE_TEMPLATES } from '../../src/engine/image-templates.js';
import { executeCodeInSandbox } from '../../src/executor.js';
import { CodeValidator } from '../../src/validator/validate.js';
import { PATH_EVASIONS } from '../differential/path-evasions.js';
import { FILES, PathProgram, withHostileText } from '../differential/path-programs.js';
import { currentImage, ourEngine } from '../helpers/image-files.js';

const RUNNER = readFileSync(new URL('../differential/paths_read.py', import.meta.url));
const PROGRAMS = 4_000;
const NEIGHBOURS = 4;
/** More would be longer than params may be. */
const AT_ONCE = 1_000;
const FIRST_SEED = 20_261_121;

/** What a program did: how often it read, and the paths outside that it read. */
type Measured = readonly [reads: number, outside: readonly string[]];

describe.each(IMAGE_NAMES)('programs that read a path, in the image %s', (image) => {
  it('read nothing outside what a run is given where we do not accuse them', async () => {
    const programs = Array.from({ length: PROGRAMS }, (_, index) => new PathProgram(FIRST_SEED + index).source());
    const believed = await believedAmong(programs);
    const hostile = believed.flatMap((source, index) =>
      Array.from({ length: NEIGHBOURS }, (_, more) => withHostileText(source, index * NEIGHBOURS + more)),
    );
    believed.push(...(await believedAmong(hostile)));

    const measured = await ran(image, believed);

    expect(measured.filter(([reads]) => reads > 0).length).toBeGreaterThan(1_000);
    expect(believed.filter((_, index) => measured[index]?.[1].length !== 0)).toEqual([]);
  });

  it('lead out by every way that we hold to lead out', async () => {
    const sources = PATH_EVASIONS.map(([, source]) => source);

    const measured = await ran(image, sources);

    expect(sources.filter((_, index) => measured[index]?.[1].length === 0)).toEqual([]);
  });
});

async function believedAmong(sources: readonly string[]): Promise<string[]> {
  const validator = new CodeValidator();
  const believed: string[] = [];
  for (const source of sources) {
    const { violations, riskScore } = await validator.validate(source);
    const isAccused = violations.some(({ rule, points }) => rule === 'file-io' && points > 0);
    if (riskScore !== null && !isAccused) believed.push(source);
  }
  return believed;
}

async function ran(image: ImageName, sources: readonly string[]): Promise<readonly Measured[]> {
  await currentImage(await ourEngine(), IMAGE_TEMPLATES[image]);
  const measured: Measured[] = [];
  for (let first = 0; first < sources.length; first += AT_ONCE) {
    const params = { sources: sources.slice(first, first + AT_ONCE), files: FILES };
    const outcome = await executeCodeInSandbox(RUNNER, { image, params, validateCode: false, timeoutSeconds: 600 });
    if (outcome.status !== 'completed')
      throw new Error(JSON.stringify('error' in outcome ? outcome.error : outcome.status));
    measured.push(...(outcome.value as readonly Measured[]));
  }
  return measured;
}
