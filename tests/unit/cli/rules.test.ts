import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { buildProgram } from '../../../src/cli/program.js';
import { loadSettings } from '../../../src/config/load.js';
import { RULES } from '../../../src/validator/registry.js';
import { type FakeIo, fakeIo } from './fake-io.js';

let io: FakeIo;
beforeEach(() => {
  io = fakeIo();
});

async function quantine(...args: string[]): Promise<string> {
  const program = buildProgram({ settings: loadSettings({}), io, setExitCode: () => {} });
  await program.parseAsync(args, { from: 'user' });
  return io.written.out;
}

test('rules lists every rule with its points and its channel, the gravest first', async () => {
  const lines = (await quantine('rules')).split('\n');
  const listed = lines.slice(0, RULES.length);
  const points = listed.map((line) => Number(/\+(\d+)/.exec(line)?.[1]));

  expect(listed.map((line) => line.split(' ')[0]).toSorted()).toEqual(RULES.map(({ meta }) => meta.id).toSorted());
  expect(points).toEqual(points.toSorted((one, other) => other - one));
  expect(lines).toContainEqual(expect.stringMatching(/^infinite-loop +\+5 +robustness {2}A loop that never ends/));
});

test('rules as JSON has all that the pages have, and the pages', async () => {
  const { rules } = JSON.parse(await quantine('rules', '--format', 'json'));

  expect(rules).toHaveLength(RULES.length);
  expect(rules).toContainEqual({
    ...RULES.find(({ meta }) => meta.id === 'dangerous-call')!.meta,
    channel: 'security',
    page: 'docs/rules/dangerous-call.md',
  });
});

test('explain says what, why, what is refused, what is not, and what instead', async () => {
  const text = await quantine('explain', 'dynamic-lambda');

  expect(text.split('\n').filter((line) => /^\S/.test(line))).toEqual([
    'dynamic-lambda  +25  security',
    'What',
    'Why',
    'Example',
    'Accepted',
    'Safer way',
    expect.stringMatching(/^page: .*dynamic-lambda\.md$/),
  ]);
  expect(text).toContain('\nWhat\n  A lambda that holds eval or exec.\n\nWhy\n');
});

test('explain names the page where it lies on this machine', async () => {
  const [, page = ''] = /^page: (.*)$/m.exec(await quantine('explain', 'dynamic-lambda')) ?? [];

  expect(readFileSync(page, 'utf8')).toContain('# dynamic-lambda');
});

test.each([
  ['will-not-run', 'do not have, or a strategy that has nothing to be called.'],
  ['has no effect', 'A statement that changes nothing'],
  ['gives no result', 'Give the function that should be called the name run'],
  ['LOW', 'scores less than 30.'],
  ['MEDIUM', 'scores 30 to 69.'],
  ['HIGH', 'scores 70 to 90.'],
  ['CRITICAL', 'scores more than 90.'],
  ['UNREADABLE', 'What cannot be read cannot be judged'],
  ['comment ignored', 'A comment that asks for a pardon'],
  ['robustness', 'may not end'],
  ['security', 'beyond what a strategy is given'],
  ['pardon-not-heard', 'A comment that asks for a pardon'],
  ['markdown', 'Keep what stands between the lines of three backticks'],
  ['syntax', 'It is not valid Python 3. Mend the line that the message names.'],
])('explain tells of %s, which is no rule and stands in reports', async (word, told) => {
  const text = await quantine('explain', word);
  expect(text).toContain(told);
  expect(text.split('\n')[0]).toBe(word.replaceAll(' ', '-'));
});

test('explain of a rule that is not there is a wrong call, which names the nearest', async () => {
  await expect(quantine('explain', 'dangerous-cal')).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: 'there is no rule "dangerous-cal": did you mean dangerous-call?',
  });
  expect(io.written.both).toBe('');
});

test.each([
  ['os', 'os is judged by blacklisted-module'],
  ['open', 'open is judged by dangerous-builtin'],
  ['os.system', 'os.system is judged by dangerous-call'],
  ['__subclasses__', '__subclasses__ is judged by dangerous-attribute'],
  ['dangerous-cal', 'did you mean dangerous-call?'],
])('explain leads from %s to a rule', async (name, told) => {
  await expect(quantine('explain', name)).rejects.toThrow(told);
});

test('explain repeats no name that nobody would read to its end', async () => {
  const message: string = await quantine('explain', 'x'.repeat(100_000)).catch((error) => error.message);
  expect(message.length).toBeLessThan(3000);
});

test('explain makes no rule up for what nothing is said of', async () => {
  await expect(quantine('explain', 'numpy')).rejects.toThrow(/there is no rule "numpy"$/);
});
