import { describe, expect, test } from 'vitest';
import { CodeValidator } from '../../../src/validator/validate.js';

const lenient = new CodeValidator({ allowInline: true });
const strict = new CodeValidator();

/** What is pardoned, as `rule line points reason`. */
async function pardonedIn(source: string): Promise<readonly string[]> {
  const { pardoned } = await lenient.validate(source);
  return pardoned.map(({ rule, line, points, pardon }) => `${rule} ${line} ${points} ${pardon.reason}`);
}

async function ignoredIn(source: string): Promise<readonly string[]> {
  const { ignoredPardons } = await lenient.validate(source);
  return ignoredPardons.map(({ line, column, cause }) => `${line}:${column} ${cause}`);
}

describe('a comment pardons a finding', () => {
  test.each([
    ['on its line', 'open("x")  # quantine: allow dangerous-builtin -- reads the desk\'s file\n'],
    ['alone on the line above', '# quantine: allow dangerous-builtin -- reads the desk\'s file\nopen("x")\n'],
    [
      'above others that stand alone',
      '# quantine: allow dangerous-builtin -- reads the desk\'s file\n# quantine: allow reflection -- x\nopen("x")\n',
    ],
    ['after another comment', 'open("x")  # noqa # quantine: allow dangerous-builtin -- reads the desk\'s file\n'],
    ['among other rules', 'open("x")  #quantine:allow reflection , dangerous-builtin -- reads the desk\'s file\n'],
    [
      'after a string that looks like it',
      's = "# quantine: allow"; open("x")  # quantine: allow dangerous-builtin -- reads the desk\'s file\n',
    ],
  ])('%s', async (_, source) => {
    const report = await lenient.validate(source);
    expect(report).toMatchObject({ isValid: true, riskScore: 0, violations: [], counts: { violations: 0 } });
    expect(report.pardoned).toMatchObject([
      { rule: 'dangerous-builtin', points: 30, pardon: { by: 'comment', reason: "reads the desk's file" } },
    ]);
  });
});

describe('a comment pardons nothing', () => {
  test.each([
    ['in a string', 's = "# quantine: allow dangerous-builtin -- x"; open("x")\n'],
    ['in a docstring above', '"""\n# quantine: allow dangerous-builtin -- x"""\nopen("x")\n'],
    ['in a string of several lines', 's = """\n# quantine: allow dangerous-builtin -- x\n""" + open("x")\n'],
    ['in a field of an f-string', 'f"{open(\'x\')  # quantine: allow dangerous-builtin -- x"\n'],
    ['in the text of an f-string', 'f"{open(\'x\')} # quantine: allow dangerous-builtin -- x"\n'],
    ['below the finding', 'open("x")\n# quantine: allow dangerous-builtin -- x\n'],
    ['two lines above', '# quantine: allow dangerous-builtin -- x\n\nopen("x")\n'],
    ['on the line above beside code', 'x = 1  # quantine: allow dangerous-builtin -- x\nopen("x")\n'],
    ['for another rule', 'open("x")  # quantine: allow reflection -- x\n'],
    ['for all rules', 'open("x")  # quantine: allow * -- x\n'],
    ['without a reason', 'open("x")  # quantine: allow dangerous-builtin\n'],
    ['with a reason that says nothing', 'open("x")  # quantine: allow dangerous-builtin -- ...\n'],
    ['in another spelling', 'open("x")  # quantine: permit dangerous-builtin -- x\n'],
  ])('%s', async (_, source) => {
    expect((await lenient.validate(source)).isValid).toBe(false);
    expect(await pardonedIn(source)).toEqual([]);
  });

  test('of a source that cannot be read', async () => {
    expect(await lenient.validate('def (:  # quantine: allow dangerous-builtin -- x\n')).toMatchObject({
      riskScore: null,
      ignoredPardons: [],
    });
  });
});

test('the next mention of what is pardoned has its points', async () => {
  const source = 'open("a")  # quantine: allow dangerous-builtin -- x\nopen("b")\nopen("c")\n';
  const { riskScore, violations } = await lenient.validate(source);
  expect(riskScore).toBe(30);
  expect(violations.map(({ line, points }) => [line, points])).toEqual([
    [2, 30],
    [3, 0],
  ]);
});

test('any number of pardons leaves what comes after them in the score', async () => {
  const pardoned = Array.from(
    { length: 6000 },
    (_, index) => `import m${index}  # quantine: allow unknown-module -- x`,
  );
  const { riskScore, pardoned: listed } = await lenient.validate(`${pardoned.join('\n')}\nopen("x")\nimport foo\n`);
  expect(riskScore).toBe(31);
  expect(listed).toHaveLength(5000);
});

describe('what is not heard is told', () => {
  test('each comment, where none may pardon', async () => {
    const source = 'x = 1\nopen("x")  # quantine: allow dangerous-builtin -- x\n';
    expect(await strict.validate(source)).toMatchObject({
      riskScore: 30,
      pardoned: [],
      ignoredPardons: [
        { line: 2, column: 12, cause: 'not-allowed', message: expect.stringContaining('--allow-inline') },
      ],
    });
  });

  test.each([
    ['open("x")  # quantine: allow dangerous-builtin\n', ['1:12 no-reason']],
    ['x = 1  # quantine: ignore dangerous-builtin -- x\n', ['1:8 malformed']],
    ['x = 1  # quantine: allow file-oi -- x\n', ['1:8 unknown-rule']],
    ['x = 1  # quantine: allow dangerous-builtin -- x\n', ['1:8 unused']],
    ['open("x")  # quantine: allow dangerous-builtin, , evil -- x\n', ['1:12 unknown-rule', '1:12 unknown-rule']],
    ['# a file for quantine: see its README\nx = 1\n', []],
  ])('%j', async (source, causes) => {
    expect(await ignoredIn(source)).toEqual(causes);
  });

  test('a thousand times at most', async () => {
    const source = 'x = 1  # quantine: allow\n'.repeat(3000);
    expect((await strict.validate(source)).ignoredPardons).toHaveLength(1000);
  });
});

// A pattern that tries again at each place would read here for hours.
test('comments made to take time are read, and what asks in vain is told', async () => {
  const source = [
    `x = 1  # quantine: allow${' '.repeat(300)}a${' '.repeat(80)}\n`.repeat(20_000),
    `y = 2  ${'# quantine: allow '.repeat(50_000)}\n`,
    `z = 3  ${'# '.repeat(500_000)}\n`,
  ].join('');
  const { unreadable, ignoredPardons } = await lenient.validate(source);
  expect(unreadable).toBeUndefined();
  expect(ignoredPardons).toHaveLength(1000);
}, 60_000);

test('what the policy pardons is reported with the points that it forgives', async () => {
  const source = 'import foo\nopen("x")\n';
  const off = new CodeValidator({
    policy: { off: ['dangerous-builtin'], points: { 'unknown-module': 0 }, path: 'desk.toml' },
  });
  const report = await off.validate(source);
  expect(report).toMatchObject({ isValid: true, riskScore: 0, violations: [] });
  expect(report.pardoned).toMatchObject([
    { rule: 'unknown-module', points: 1, pardon: { by: 'policy', reason: '0 points in desk.toml' } },
    { rule: 'dangerous-builtin', points: 30, pardon: { by: 'policy', reason: 'off in desk.toml' } },
  ]);
});

test('points that the policy changes are shown beside those of the rule', async () => {
  const policy = { points: { 'dangerous-builtin': 10 } };
  const { violations } = await new CodeValidator({ policy }).validate('open("x")\n');
  expect(violations).toMatchObject([{ points: 10, pointsOfRule: 30 }]);
  expect((await strict.validate('open("x")\n')).violations[0]).not.toHaveProperty('pointsOfRule');
});
