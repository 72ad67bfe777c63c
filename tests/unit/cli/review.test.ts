import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ExitCode } from '../../../src/cli/context.js';
import { buildProgram } from '../../../src/cli/program.js';
import { loadSettings } from '../../../src/config/load.js';
import { type FakeIo, fakeIo } from './fake-io.js';

const MEDIUM = 'open("notes.txt")\n';
const HIGH = 'import os\nos.system("x")\nopen("y")\n';

let folder: string;
let io: FakeIo;
let strategy: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-'));
  io = fakeIo();
  strategy = join(folder, 'desk/notes.py');
  await mkdir(join(folder, 'desk'));
  await writeFile(strategy, MEDIUM);
  await writeFile(join(folder, 'quantine.toml'), '');
});
afterEach(() => rm(folder, { recursive: true }));

async function quantine(...args: string[]): Promise<ExitCode | undefined> {
  let exitCode: ExitCode | undefined = 0;
  const setExitCode = (code: ExitCode) => {
    exitCode = code;
  };
  io = fakeIo();
  const settings = { ...loadSettings({}), userName: 'grace' };
  await buildProgram({ settings, io, setExitCode }).parseAsync(args, { from: 'user' });
  return exitCode;
}

const check = (...args: string[]) => quantine('check', strategy, ...args);
const approve = (...args: string[]) => quantine('review', 'approve', strategy, '--reason', 'its own notes', ...args);
const refuse = (...args: string[]) => quantine('review', 'refuse', strategy, '--reason', 'no use', ...args);

async function written() {
  return JSON.parse(await readFile(join(folder, 'quantine-approvals.json'), 'utf8')) as { entries: object[] };
}

async function listed(...args: string[]) {
  await quantine('review', 'list', folder, '--json', ...args);
  return JSON.parse(io.written.out) as { files: { path: string; state: string }[]; stale: { why: string }[] };
}

describe('approving', () => {
  test('lets check pass, beside the policy file, in the name of who is logged in', async () => {
    expect(await check()).toBe(1);
    expect(await approve()).toBe(0);
    expect((await written()).entries).toMatchObject([
      { path: 'desk/notes.py', decision: 'approved', by: 'grace', riskScore: 30, riskLevel: 'MEDIUM' },
    ]);
    expect(await check()).toBe(0);
    expect(io.written.out).toMatch(/MEDIUM 30\/30 {2}passes\n.*\n {2}approved by grace on .*: its own notes\n/);
  });

  test('counts no more once a byte is changed, or the policy', async () => {
    await approve();
    expect(await check('--max-risk', '29')).toBe(1);
    await writeFile(strategy, `${MEDIUM}#`);
    expect(await check()).toBe(1);
  });

  test('of what is HIGH, CRITICAL or unreadable is refused in clear words', async () => {
    await writeFile(strategy, HIGH);
    expect(await approve()).toBe(1);
    expect(io.written.err).toContain('its risk is HIGH (90), and only what is at most MEDIUM can be approved');
    await writeFile(strategy, 'def (:\n');
    expect(await approve()).toBe(1);
    expect(io.written.err).toContain('what cannot be read cannot be approved');
    await expect(written()).rejects.toThrow('ENOENT');
  });

  test('of what passes is not needed, and nothing is written', async () => {
    await writeFile(strategy, 'x = 1\n');
    expect(await approve()).toBe(0);
    expect(io.written.out).toContain('it scores 0 of 30, passes, and needs no approval');
    await expect(written()).rejects.toThrow('ENOENT');
  });

  test('is only of the bytes that were reviewed, where the hash is given', async () => {
    await quantine('review', 'show', strategy);
    const [, hash = ''] = /--sha256 ([0-9a-f]{12})/.exec(io.written.out) ?? [];
    await writeFile(strategy, `${MEDIUM}# changed meanwhile\n`);
    await expect(approve('--sha256', hash)).rejects.toThrow('is not what was reviewed');
    await writeFile(strategy, MEDIUM);
    expect(await approve('--sha256', hash)).toBe(0);
  });

  test('in a file of its own counts where check is given that file, and the one of the tree does not', async () => {
    const base = join(folder, 'base.json');
    await writeFile(base, '{"version": 1, "entries": []}');
    await approve();
    expect(await check('--approvals', base)).toBe(1);
    await approve('--approvals', base);
    expect(await check('--approvals', base)).toBe(0);
    expect(await check('--approvals', base, '--isolated')).toBe(0);
    expect(await check('--isolated')).toBe(1);
  });

  test.each([
    [['--by', ' '], '--by takes words'],
    [['--by', 'a\nb'], '--by takes words on one line'],
    [['--sha256', 'abc'], '--sha256 takes 12 to 64 hexadecimal digits'],
    [['--isolated'], 'name their file with --approvals'],
  ])('with %j is a wrong call', async (args, message) => {
    await expect(approve(...args)).rejects.toThrow(message);
  });

  test('without a reason is a wrong call', async () => {
    await expect(quantine('review', 'approve', strategy)).rejects.toThrow("required option '--reason <text>'");
    await expect(quantine('review', 'approve', strategy, '--reason', '')).rejects.toThrow('--reason takes words');
  });
});

describe('a refusal by the score', () => {
  test('ends in the command that shows it to a reviewer, with the flags by which it was judged', async () => {
    await check();
    expect(io.written.out).toMatch(/\n\n {2}to approve it: quantine review show \S+notes\.py\n$/);
    await check('--max-risk', '20', '--image', 'python311');
    expect(io.written.out).toMatch(/show \S+notes\.py --max-risk 20 --image python311\n$/);
  });

  test('names the approval that counts no more, and why', async () => {
    await approve();
    await check('--max-risk', '29');
    expect(io.written.out).toMatch(
      /approved by grace on [\d-]+ \(.+\), which counts no longer: it was approved under another policy\n/,
    );
    await quantine('review', 'show', strategy, '--max-risk', '29');
    expect(io.written.out).toMatch(
      /approved by grace on [\d-]+ \(its own notes\), which counts no longer: it was .+\npending: /,
    );
    await quantine('review', 'show', strategy);
    expect(io.written.out).not.toContain('counts no longer');
    await writeFile(strategy, `${MEDIUM}#`);
    await check();
    expect(io.written.out).toMatch(
      /approved by grace on [\d-]+ \(.+\), which counts no longer: its bytes have changed since\n/,
    );
  });

  test('names the image that something was approved for, where the image alone is another', async () => {
    await approve('--image', 'python311');
    await check();
    expect(io.written.out).toContain('which counts no longer: it was approved for the image python311\n');
  });

  test('tells that no approval counts where all are left aside, and not where their file is named', async () => {
    await check('--isolated');
    expect(io.written.out).toMatch(
      /\n\n {2}--isolated leaves approvals aside: to approve it, check without it, or name/,
    );
    const base = join(folder, 'base.json');
    await writeFile(base, '{"version": 1, "entries": []}');
    await check('--isolated', '--approvals', base);
    expect(io.written.out).toMatch(/to approve it: quantine review show \S+notes\.py --approvals \S+ --isolated\n$/);
  });

  test('says beside the way to an approval that it will not run all the same', async () => {
    await writeFile(strategy, `${MEDIUM}\nimport numpy\nnumpy.NaN\n`);
    await check();
    expect(io.written.out).toMatch(
      /to approve it, though it will not run as it is: quantine review show \S+notes\.py\n$/,
    );
  });

  test('offers no approval where there can be none: what is HIGH, passes or was refused by a person', async () => {
    await writeFile(strategy, HIGH);
    await check();
    expect(io.written.out).not.toContain('to approve it');
    await writeFile(strategy, MEDIUM);
    await approve();
    await check();
    expect(io.written.out).not.toContain('to approve it');
    await refuse();
    await check();
    expect(io.written.out).not.toContain('to approve it');
  });

  test('says the same where it is to be run', async () => {
    expect(await quantine('run', strategy)).toBe(1);
    expect(io.written.out).toMatch(/\n\n {2}to approve it: quantine review show \S+notes\.py\n$/);
    await quantine('run', strategy, '--json');
    expect(JSON.parse(io.written.out)).toMatchObject({ status: 'rejected' });
  });
});

describe('refusing', () => {
  test('makes check refuse what passes by its score, and an approval takes it back', async () => {
    await writeFile(strategy, 'x = 1\n');
    expect(await refuse()).toBe(0);
    expect(await check()).toBe(1);
    expect(io.written.out).toMatch(/refused: grace refused it on \d{4}-\d\d-\d\d: no use/);
    expect(await approve()).toBe(0);
    expect(await check()).toBe(0);
  });

  test.each(['github', 'sarif'])(
    'is told as an error in the format %s, though no rule finds anything',
    async (format) => {
      await writeFile(strategy, 'x = 1\n');
      await refuse();
      expect(await check('--format', format)).toBe(1);
      expect(io.written.out).toMatch(/grace refused it on \d{4}-\d\d-\d\d: no use/);
    },
  );

  test('takes an approval back', async () => {
    await approve();
    await refuse();
    expect((await written()).entries).toMatchObject([{ decision: 'refused' }]);
    expect(await check()).toBe(1);
  });

  test('and approving name what they take the place of, and nothing where there was nothing', async () => {
    await refuse('--by', 'Boss');
    expect(io.written.out).not.toContain('in place of');
    await approve('--by', 'Intern');
    expect(io.written.out).toMatch(/ {2}in place of: refused by Boss on \d{4}-\d\d-\d\d: no use\n$/);
    await approve('--by', 'Intern', '--image', 'python311');
    expect(io.written.out).not.toContain('in place of');
    await refuse('--by', 'Boss');
    expect(io.written.out.match(/in place of: approved by Intern on .+: its own notes\n/g)).toHaveLength(2);
  });

  test('of a file that cannot be opened is told', async () => {
    await rm(strategy);
    await symlink('notes.py', strategy);
    expect(await refuse()).toBe(1);
    expect(io.written.err).toContain('no bytes that could be refused');
  });
});

describe('the list', () => {
  test('tells what waits, what was decided and what cannot be approved', async () => {
    await approve();
    await writeFile(join(folder, 'high.py'), HIGH);
    await writeFile(join(folder, 'low.py'), 'x = 1\n');
    await writeFile(join(folder, 'waits.py'), 'open("x")\n');
    expect((await listed()).files.map(({ state }) => state)).toEqual(['approved', 'unapprovable', 'passes', 'pending']);
    await quantine('review', 'list', folder);
    expect(io.written.out).toContain('4 files: 1 pending, 1 approved, 0 refused, 1 cannot be approved, 1 pass\n');
    expect(io.written.out).not.toContain('low.py');
  });

  test('tells decisions that count no more: other bytes, another policy, a file that is gone', async () => {
    await approve();
    expect((await listed()).stale).toEqual([]);
    expect((await listed('--max-risk', '29')).stale).toMatchObject([{ why: 'it was approved under another policy' }]);
    await writeFile(strategy, 'x = 1\n');
    expect((await listed()).stale).toMatchObject([{ why: 'its bytes have changed since' }]);
    await rm(strategy);
    await writeFile(join(folder, 'other.py'), 'x = 1\n');
    expect((await listed()).stale).toMatchObject([{ why: 'there is no such file any more' }]);
  });

  test('counts a file that was renamed as approved', async () => {
    await approve();
    await writeFile(join(folder, 'renamed.py'), MEDIUM);
    await rm(strategy);
    expect(await listed()).toMatchObject({ files: [{ state: 'approved' }], stale: [] });
  });
});

test.each([['show'], ['approve', '--reason', 'read'], ['refuse', '--reason', 'read']])(
  '%s of what is not there, or is a folder, is a wrong call',
  async (verb, ...args) => {
    await expect(quantine('review', verb, join(folder, 'no.py'), ...args)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: `there is no ${join(folder, 'no.py')}`,
    });
    await expect(quantine('review', verb, folder, ...args)).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: `${folder} is a folder, and people decide on one file at a time`,
    });
    expect(io.written.both).toBe('');
  },
);

describe('a file of approvals that is named and not there', () => {
  const fresh = () => join(folder, 'new.json');

  test('is made by the first decision, which needs no other file', async () => {
    await quantine('review', 'show', strategy, '--approvals', fresh(), '--isolated');
    expect(io.written.out).toContain('\npending: ');
    expect(await approve('--approvals', fresh(), '--isolated')).toBe(0);
    expect(await check('--approvals', fresh(), '--isolated')).toBe(0);
  });

  test('is a wrong call for whoever only reads it', async () => {
    await expect(check('--approvals', fresh())).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(quantine('review', 'list', folder, '--approvals', fresh())).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

describe('the command that show prints', () => {
  async function printed(path: string, ...flags: string[]): Promise<readonly string[]> {
    await quantine('review', 'show', path, ...flags);
    const [, command = ''] = /^\w+: quantine (.*)$/m.exec(io.written.out) ?? [];
    const words = execFileSync('bash', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' }).split('\0');
    return words.slice(0, -1);
  }

  test('works when it is pasted, with every flag by which the file was judged', async () => {
    const policy = join(folder, 'my policy.toml');
    const approvals = join(folder, 'our approvals.json');
    await writeFile(policy, '');
    const flags = ['--max-risk', '20', '--config', policy, '--approvals', approvals, '--allow-inline'];
    const command = await printed(strategy, ...flags, '--image', 'python311');
    expect(await quantine(...command)).toBe(0);
    expect(await check(...flags, '--image', 'python311')).toBe(0);
    expect(await check(...flags)).toBe(1);
  });

  test.each(['sp ace.py', `q'uo"te$(id).py`])('works for a file that is called %s', async (name) => {
    const before = process.cwd();
    await writeFile(join(folder, name), MEDIUM);
    process.chdir(folder);
    try {
      await quantine(...(await printed(join(folder, name))));
      expect((await written()).entries).toMatchObject([{ path: name }]);
    } finally {
      process.chdir(before);
    }
  });
});

test('a signal while a decision waits for its turn ends with 130, and lets the lock be removed', async () => {
  await writeFile(join(folder, 'quantine-approvals.json.lock'), '');
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const listening = process.listenerCount('SIGINT');
  const approving = approve();
  await vi.waitUntil(() => process.listenerCount('SIGINT') > listening, { interval: 1 });
  process.emit('SIGINT', 'SIGINT');
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  expect(io.written.err).toContain('cancelled: nothing is written down');
  exit.mockRestore();
  await rm(join(folder, 'quantine-approvals.json.lock'));
  expect(await approving).toBe(0);
  await vi.waitUntil(() => process.listenerCount('SIGINT') <= listening, { interval: 1 });
});

test('a decision that has no folder to go to says what to do, by the path as it would be typed', async () => {
  const nowhere = join(folder, 'gone/approvals.json');
  const shown = relative(process.cwd(), nowhere);
  await expect(approve('--approvals', nowhere)).rejects.toMatchObject({
    message: `${shown} cannot be written: there is no folder ${dirname(shown)}`,
    nextStep: 'See that its folder is there and you may write to it, or name another file with --approvals.',
  });
});

test('show ends in what a reviewer can do', async () => {
  await quantine('review', 'show', strategy);
  expect(io.written.out).toMatch(/\nsha256: [0-9a-f]{64}\npolicy: [0-9a-f]{64}\nkept in: .*quantine-approvals\.json\n/);
  expect(io.written.out).toMatch(/\npending: quantine review approve .* --sha256 [0-9a-f]{12} --reason "\.\.\."\n$/);
});

test('a damaged file of approvals stops the check: half of the decisions are worse than none', async () => {
  await writeFile(join(folder, 'quantine-approvals.json'), '{"version": 1, "entries": [');
  await expect(check()).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
