import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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

test.each([
  ['private', 0o600],
  ['shared by a group', 0o664],
  ["for a group's eyes", 0o640],
])('a file that is %s stays so', async (_, mode) => {
  writeFileSync(target, 'old');
  chmodSync(target, mode);
  await Draft.beside(target).become(target, 'new');
  expect(statSync(target).mode & 0o7777).toBe(mode);
});

test('nothing of a private file can be read by others while it is written', async () => {
  writeFileSync(target, 'old', { mode: 0o600 });
  const written = Draft.beside(target).become(target, 'new');
  expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual([0, 0]);
  await written;
});

test('what is written in place of a program is none', async () => {
  writeFileSync(target, '#!/bin/sh', { mode: 0o700 });
  await Draft.beside(target).become(target, 'new');
  expect(statSync(target).mode & 0o7777).toBe(0o600);
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
