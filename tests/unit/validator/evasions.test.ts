import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SAID_OF_EVASIONS } from './evasion-findings.js';
import { reportOf } from './judge.js';

const evasions = new URL('../../corpus/evasions/', import.meta.url);
const neighbours = new URL('../../corpus/neighbours/', import.meta.url);
const filesIn = (folder: URL) => readdirSync(folder).filter((name) => name.endsWith('.py'));
const files = filesIn(evasions);

/** What a neighbour may cost: it imports a module that may do harm, or that nobody knows, and does none. */
const MOST_POINTS = 6;

describe('an evasion', () => {
  it.each(Object.entries(SAID_OF_EVASIONS))('does not pass: %s, which is %j', async (name, said) => {
    const { isValid, violations, unreadable } = await reportOf(readFileSync(new URL(name, evasions)));

    expect(isValid).toBe(false);
    const found = unreadable === undefined ? violations.map(({ rule }) => rule) : [`unreadable: ${unreadable.reason}`];
    expect(found).toEqual(expect.arrayContaining([...said]));
  });

  it.each(files)('has an honest neighbour, which passes: %s', async (name) => {
    const report = await reportOf(readFileSync(new URL(name, neighbours)));

    expect(report.unreadable).toBeUndefined();
    expect(report.riskScore, JSON.stringify(report.violations, null, 1)).toBeLessThanOrEqual(MOST_POINTS);
  });

  it('of every class is there, and no neighbour is alone', () => {
    expect(Object.keys(SAID_OF_EVASIONS).toSorted()).toEqual(files.toSorted());
    expect(Object.entries(SAID_OF_EVASIONS).filter(([, said]) => said.length === 0)).toEqual([]);
    expect(new Set(files.map((name) => name.slice(0, 1)))).toEqual(new Set('ABCDEFGHI'));
    expect(filesIn(neighbours).toSorted()).toEqual(files.toSorted());
  });
});
