import { expect, test, vi } from 'vitest';
import { reportOn } from '../../../src/cli/report-on.js';
import { strategyFiles } from '../../../src/cli/strategy-files.js';
import { definePolicy } from '../../../src/validator/policy/define-policy.js';
import { CodeValidator } from '../../../src/validator/validate.js';

/** What the system answers to whoever opens a file or looks into a folder. */
const answer = vi.hoisted(() => ({ code: '' }));
const refuse = vi.hoisted(() => () => {
  throw Object.assign(new Error(answer.code), { code: answer.code });
});
vi.mock('node:fs', async (original) => ({ ...(await original<object>()), openSync: refuse }));
vi.mock('node:fs/promises', async (original) => ({ ...(await original<object>()), readdir: refuse }));

const here = import.meta.filename;
const report = () => reportOn({ path: here }, new CodeValidator(), definePolicy({}));
const walk = () => strategyFiles([import.meta.dirname]);

test.each(['EMFILE', 'ENFILE'])(
  'no file and no folder answers for %s, which is the trouble of the process',
  async (code) => {
    answer.code = code;
    await expect(report()).rejects.toThrow('too many files are open');
    await expect(walk()).rejects.toThrow(code);
  },
);

test.each(['EACCES', 'EIO'])('each file and each folder answers for %s, which is its own', async (code) => {
  answer.code = code;
  expect((await report()).unreadable).toMatchObject({ reason: 'unopened' });
  expect((await walk()).files).toMatchObject([{ problem: expect.stringContaining('The folder cannot be read') }]);
});
