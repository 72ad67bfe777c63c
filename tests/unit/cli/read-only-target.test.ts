import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { changeApprovals } from '../../../src/review/approvals-file.js';
import { fakeIo } from './fake-io.js';
import { quantine } from './in-process.js';

// The administrator may write everything, and tests are often run by one: answers as to anybody else.
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<object>()),
  access: async (path: string) => {
    if ((statSync(path).mode & 0o200) === 0) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
  },
}));

let folder: string;
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantine-'));
  writeFileSync(at('honest.py'), 'result = 6 * 7\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(['--output', '--sarif'])('a report of %s does not replace a file that is read-only', async (flag) => {
  writeFileSync(at('report'), 'kept', { mode: 0o444 });
  const check = () => quantine(fakeIo(), ['check', at('honest.py'), '--no-cache', flag, at('report')]);

  await expect(check()).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: `${flag} ${at('report')} cannot be written to: permission denied`,
  });
  expect(readFileSync(at('report'), 'utf8')).toBe('kept');

  chmodSync(at('report'), 0o600);
  await check();
  expect(readFileSync(at('report'), 'utf8')).not.toBe('kept');
});

test('a decision does not replace a file of approvals that is read-only', async () => {
  const file = at('quantine-approvals.json');
  const text = '{"version": 1, "entries": []}';
  writeFileSync(file, text, { mode: 0o444 });
  const change = () => changeApprovals(file, (before) => before);

  await expect(change()).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: `${file} cannot be written: permission denied`,
  });
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(readdirSync(folder).toSorted()).toEqual(['honest.py', 'quantine-approvals.json']);

  chmodSync(file, 0o664);
  await change();
  expect(statSync(file).mode & 0o777).toBe(0o664);
});
