import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../../src/validator/registry.js';
import { scoredBy } from './judge.js';

const namesIn = (folder: string, ending: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .map((name) => name.replace(ending, ''))
    .toSorted();
const ids = RULES.map(({ meta }) => meta.id);

describe('the registry', () => {
  it('holds every rule that has a file, under the name of the file', () => {
    expect(namesIn('../../../src/validator/rules/', '.ts')).toEqual(ids.toSorted());
  });

  it('holds no rule without a test', () => {
    expect(namesIn('./rules/', '.test.ts')).toEqual(ids.toSorted());
  });
});

describe.each(RULES.map(({ meta }) => meta))('$id', ({ id, example, accepted, points, channel, ...texts }) => {
  it('finds something in its own example, for its own points', async () => {
    expect(await scoredBy(id, example)).not.toEqual([]);
    expect(points).toBeGreaterThan(0);
    expect([undefined, 'robustness']).toContain(channel);
  });

  it('finds nothing in the honest neighbour', async () => {
    expect(await scoredBy(id, accepted)).toEqual([]);
  });

  it('explains itself in whole sentences', () => {
    for (const text of Object.values(texts)) expect(text).toMatch(/^[A-Zg].*\.$/s);
  });

  it('has a name that reads well after "allow"', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(id).not.toMatch(/^no-/);
    expect(existsSync(new URL(`../../../src/validator/rules/${id}.ts`, import.meta.url))).toBe(true);
  });
});
