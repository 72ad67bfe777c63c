import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IMAGE_NAMES, type ImageName } from '../../src/config/image-names.js';
import { IMAGE_TEMPLATES } from '../../src/engine/image-templates.js';
import { executeCodeInSandbox } from '../../src/executor.js';
import { safeDepthOf } from '../differential/our-facts.js';
import {
  OWNERS,
  PRELUDE,
  type ReadingStatement,
  statementsOfFunction,
  statementsOfMethod,
  statementsWithoutCall,
  VALUES,
} from '../differential/reading-statements.js';
import { currentImage, ourEngine } from '../helpers/image-files.js';

const read = (name: string) => readFileSync(new URL(`../differential/${name}`, import.meta.url));
const NAMES = read('names_of_image.py');
const MEASUREMENT = read('let_out.py');

describe.each(IMAGE_NAMES)('what we say is only read, in the image %s', (image) => {
  it('is let out to nobody', async () => {
    await currentImage(await ourEngine(), IMAGE_TEMPLATES[image]);
    const { methods, functions } = await ran<{ methods: string[]; functions: string[] }>(image, NAMES, {});
    const claims: Claim[] = [];
    for (const method of methods) claims.push(...(await claimedOfMethod(method)));
    claims.push(...(await claimed(functions.flatMap(statementsOfFunction))));
    claims.push(...(await claimed(statementsWithoutCall())));

    expect(claims.length).toBeGreaterThan(4_000);
    expect(await wrong(image, claims)).toEqual([]);
  });
});

interface Claim extends ReadingStatement {
  /** How deep in `q` the first thing lies that we say is let out. */
  readonly safeDepth: number;
}

/** The statements of which we say that they keep `q` to themselves. */
async function claimed(statements: readonly ReadingStatement[]): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const each of statements) {
    const source = `${PRELUDE}o = ${OWNERS[each.owner][0]}\nq = ['a']\n${each.statement}\n`;
    const safeDepth = await safeDepthOf(source, 'q');
    if (safeDepth > 0) claims.push({ ...each, safeDepth });
  }
  return claims;
}

// There are a hundred thousand ways to give something to some method: most methods are believed in none.
async function claimedOfMethod(method: string): Promise<Claim[]> {
  const { plainest, others } = statementsOfMethod(method);
  const claims = await claimed(plainest);
  return claims.length === 0 ? [] : [...claims, ...(await claimed(others))];
}

/** Those of the claims that do not hold in the image, each with an example. */
async function wrong(image: ImageName, claims: readonly Claim[]): Promise<string[]> {
  type Measured = readonly [letsOut: number, value: string, owner: string];
  const statements = claims.map(({ statement, owner }) => [statement, owner]);
  const params = { prelude: PRELUDE, statements, owners: OWNERS, values: VALUES };
  const measured = await ran<readonly Measured[]>(image, MEASUREMENT, params);
  return claims.flatMap(({ statement, safeDepth }, index) => {
    const [letsOut = 2, value, owner] = measured[index] ?? [];
    return 2 - letsOut < Math.min(safeDepth, 2) ? [`o = ${owner}; q = ${value}; ${statement}`] : [];
  });
}

async function ran<Value>(image: ImageName, program: Uint8Array, params: Record<string, unknown>): Promise<Value> {
  const outcome = await executeCodeInSandbox(program, {
    image,
    params,
    validateCode: false,
    memoryMiB: 2048,
    timeoutSeconds: 600,
  });
  if (outcome.status === 'completed') return outcome.value as Value;
  throw new Error(JSON.stringify('error' in outcome ? outcome.error : outcome.status));
}
