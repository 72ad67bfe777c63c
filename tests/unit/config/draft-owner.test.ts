import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Draft } from '../../../src/config/draft.js';

/** Whether the system lets us hand a file over, and to whom it was. */
const system = vi.hoisted(() => ({ answer: (_uid: number) => {}, handedTo: [] as [number, number][] }));
vi.mock('node:fs', async (original) => ({
  ...(await original<object>()),
  fchownSync: (_file: number, uid: number, gid: number) => {
    system.answer(uid);
    system.handedTo.push([uid, gid]);
  },
}));

const refuse = () => {
  throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
};

let folder: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantine-'));
  target = join(folder, 'report.json');
  writeFileSync(target, 'old');
  system.handedTo = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

async function replaced(mode: number): Promise<number> {
  chmodSync(target, mode);
  await Draft.beside(target).become(target, 'new');
  return statSync(target).mode & 0o777;
}

test('a file stays with its owner and its group', async () => {
  const { uid, gid } = statSync(target);
  system.answer = () => {};
  expect(await replaced(0o660)).toBe(0o660);
  expect(system.handedTo).toEqual([[uid, gid]]);
});

test.each([
  [0o660, 0o600],
  [0o664, 0o644],
  [0o646, 0o666],
])('where it cannot stay with its group, ours is a stranger: of mode %i it has %i', async (before, after) => {
  system.answer = refuse;
  expect(await replaced(before)).toBe(after);
});
