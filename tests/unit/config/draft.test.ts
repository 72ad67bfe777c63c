import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Draft } from '../../../src/config/draft.js';

let folder: string;
let target: string;
let listening: readonly unknown[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantine-'));
  target = join(folder, 'report.json');
  listening = process.listeners('exit');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a process that exits now would call on behalf of drafts. */
const removers = () => process.listeners('exit').filter((listener) => !listening.includes(listener));

test.each(['become', 'becomeAtOnce'] as const)('%s leaves the file and nothing beside it', async (become) => {
  writeFileSync(target, 'what was there, and longer');
  await Draft.beside(target)[become](target, 'new');
  expect(readFileSync(target, 'utf8')).toBe('new');
  expect(readdirSync(folder)).toEqual(['report.json']);
  expect(removers()).toEqual([]);
});

test.each(['become', 'becomeAtOnce'] as const)('where %s fails, nothing is left', async (become) => {
  await expect(async () => await Draft.beside(target)[become](folder, 'new')).rejects.toMatchObject({
    code: expect.stringMatching(/EISDIR|ENOTEMPTY|EEXIST|EINVAL/),
  });
  expect(readdirSync(folder)).toEqual([]);
  expect(removers()).toEqual([]);
});

test('a process that exits meanwhile leaves no draft', () => {
  const draft = Draft.beside(target);
  expect(readdirSync(folder)).toHaveLength(1);
  for (const remove of removers()) remove(0);
  expect(readdirSync(folder)).toEqual([]);
  draft.drop();
});

test('dropped twice, it removes nothing of somebody else', () => {
  const draft = Draft.at(`${target}.lock`);
  draft.drop();
  writeFileSync(`${target}.lock`, 'of somebody else');
  draft.drop();
  expect(readdirSync(folder)).toEqual(['report.json.lock']);
});

test('one that is there already is not taken, and a link in its place is not followed', () => {
  symlinkSync(target, `${target}.lock`);
  expect(() => Draft.at(`${target}.lock`)).toThrow('EEXIST');
  expect(readdirSync(folder)).toEqual(['report.json.lock']);
});
