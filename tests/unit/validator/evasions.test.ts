import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reportOf } from './judge.js';

const folder = new URL('../../corpus/evasions/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.py'));

describe('an evasion', () => {
  it.each(files)('does not pass: %s', async (name) => {
    expect(await reportOf(readFileSync(new URL(name, folder)))).toMatchObject({ isValid: false });
  });

  it('of every class is there', () => {
    expect(new Set(files.map((name) => name.slice(0, 1)))).toEqual(new Set('ABCDEFGHI'));
  });
});
