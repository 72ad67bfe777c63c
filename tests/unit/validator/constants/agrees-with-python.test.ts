import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldedText } from '../folded.js';

/** Expressions and what CPython says of each (`repr`): made by `node scripts/make-constant-golden.mjs`. */
const golden: readonly (readonly [expression: string, says: string])[] = JSON.parse(
  readFileSync(new URL('./golden/expressions.json', import.meta.url), 'utf8'),
);

describe('folding', () => {
  it('says of an expression what Python says, or nothing', async () => {
    const wrong: string[] = [];
    for (const [expression, says] of golden) {
      const folded = await foldedText(expression);
      if (folded !== undefined && folded !== says) wrong.push(`${expression}\n  Python ${says}\n  folded ${folded}`);
    }
    expect(wrong).toEqual([]);
  });

  it('says something of nearly all of them', async () => {
    const folded = await Promise.all(golden.map(([expression]) => foldedText(expression)));

    expect(folded.filter((text) => text !== undefined).length / golden.length).toBeGreaterThan(0.9);
  });
});
