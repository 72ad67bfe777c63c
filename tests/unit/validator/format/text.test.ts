import { describe, expect, it } from 'vitest';
import type { Report, Violation } from '../../../../src/core/report.js';
import { formatReportText, type ReportColours } from '../../../../src/validator/format/text.js';
import { widthOfAnyText } from '../../../../src/validator/format/text-width.js';
import { CodeValidator } from '../../../../src/validator/validate.js';
import { reportOf } from '../judge.js';

const stringWidth = await widthOfAnyText();
const plain: ReportColours = { bold: same, dim: same, red: same, yellow: same, green: same };

function same(text: string): string {
  return text;
}

/** The lines about the first finding, without those that say why and what instead. */
async function placeOf(source: string): Promise<readonly string[]> {
  const text = formatReportText('a.py', await reportOf(source), plain, stringWidth);
  const [, first = ''] = text.split('\n\n');
  return first.split('\n').filter((line) => !/^ {4}(?:why|safer): /.test(line));
}

const violation: Violation = {
  rule: 'dangerous-call',
  channel: 'security',
  message: 'os.system starts a program',
  points: 30,
  snippet: 'random._os.system("x")',
  snippetColumn: 1,
  qualifiedName: 'os.system',
  why: 'It reaches the host.',
  saferWay: 'Compute.',
  line: 7,
  column: 1,
  endLine: 7,
  endColumn: 18,
};

/** The text of a report that says what no rule says yet. */
async function textWith(changes: Partial<Report>): Promise<string> {
  return formatReportText('a.py', { ...(await reportOf('x = 1\n')), ...changes }, plain, stringWidth);
}

describe('a report for people', () => {
  it('begins with the risk line, then says of each finding what, where, why and what instead', async () => {
    const report = await reportOf('run = eval\nrun("1")\nimport sched\n');

    expect(formatReportText('a.py', report, plain, stringWidth).split('\n')).toEqual([
      'a.py  MEDIUM 31/30  refused: Risk score 31 exceeds maximum 30',
      '',
      '  a.py:1:7 dangerous-builtin +30',
      '    eval runs text as code (also line 2)',
      '    |',
      '  1 | run = eval',
      '    |       ^^^^',
      expect.stringMatching(/^ {4}why: Text that becomes code/),
      expect.stringMatching(/^ {4}safer: Write the expression itself/),
      '',
      '  a.py:3:8 unknown-module +1',
      '    Imports sched, a module of the standard library that is not on the list of safe ones; its uses are judged by themselves',
      '    |',
      '  3 | import sched',
      '    |        ^^^^^',
      expect.stringMatching(/^ {4}why: /),
      expect.stringMatching(/^ {4}safer: /),
    ]);
  });

  it('tells once of a module that nobody knows and that is not in the image', async () => {
    const text = formatReportText('a.py', await reportOf('import torch\n'), plain, stringWidth);

    expect(text.split('\n').slice(2, 5)).toEqual([
      '  a.py:1:8 unknown-module +1 and will not run',
      '    Imports torch, which is neither on the list of safe modules nor of dangerous ones',
      '    torch is not in the image python313',
    ]);
    expect(text).not.toContain('will not run torch');
  });

  it('tells once of a module that is dangerous and not in the image either, and of what else is missing apart', async () => {
    const source = 'import requests\nimport numpy as np\nresult = np.NaN\n';
    const text = formatReportText('a.py', await reportOf(source), plain, stringWidth);

    expect(text.split('\n').slice(2, 5)).toEqual([
      '  a.py:1:8 blacklisted-module +5 and will not run',
      expect.stringMatching(/^ {4}\S.*requests/),
      '    requests is not in the image python313',
    ]);
    expect(text.match(/will not run \S+$/gm)).toEqual(['will not run numpy.NaN']);
  });

  it('names the lines of a finding that is there again, the first five of them', async () => {
    const at = (...lines: number[]) => lines.map((line) => ({ ...violation, line }));

    expect(await textWith({ violations: at(7, 9, 9, 11) })).toContain(`${violation.message} (also lines 9, 11)\n`);
    expect(await textWith({ violations: at(7, 7, 7) })).toContain(`${violation.message} (and 2 more times)\n`);
    expect(await textWith({ violations: at(1, 2, 3, 4, 5, 6, 7, 8) })).toContain(
      '(also lines 2, 3, 4, 5, 6 and 2 more)',
    );
  });

  it('says why and what instead at the first finding of a rule, and again only where it is another', async () => {
    const other = { ...violation, line: 9, message: 'os.popen starts a program' };
    const text = await textWith({ violations: [violation, { ...other, qualifiedName: 'os.popen' }] });

    expect(text.match(/why: It reaches the host\./g)).toHaveLength(1);
    expect(text.match(/safer: Compute\./g)).toHaveLength(1);

    const differing = { ...other, qualifiedName: 'os.popen', why: 'It starts programs.' };
    const both = await textWith({ violations: [violation, differing] });

    expect(both).toContain('why: It starts programs.\n    safer: Compute.');
  });

  it('is one line for a source without findings', async () => {
    expect(formatReportText('a.py', await reportOf('x = 1\n'), plain, stringWidth)).toBe('a.py  LOW 0/30  passes');
  });

  it('says why a source could not be read, and shows where', async () => {
    expect(formatReportText('a.py', await reportOf('x = = 1\n'), plain, stringWidth)).toBe(
      [
        'a.py  UNREADABLE  refused: The source is not valid Python: syntax error at line 1',
        '',
        '  a.py:1:5 syntax',
        '    |',
        '  1 | x = = 1',
        '    |     ^',
      ].join('\n'),
    );
  });

  it('says what to do about a source that could not be read', async () => {
    expect(formatReportText('a.py', await reportOf('```python\nx = 1\n```\n'), plain, stringWidth)).toBe(
      [
        'a.py  UNREADABLE  refused: The source is fenced as Markdown at line 1',
        '',
        '  a.py:1:1 markdown',
        '    |',
        '  1 | ```python',
        '    | ^^^',
        '    what to do: It is an answer in Markdown with Python in it. Keep what stands between the lines of three backticks, and nothing else.',
      ].join('\n'),
    );
  });

  it('colours by what is at stake', async () => {
    const marked = {
      ...plain,
      red: (text: string) => `<red>${text}</red>`,
      green: (text: string) => `<green>${text}</green>`,
    };

    expect(formatReportText('a.py', await reportOf('x = 1\n'), marked, stringWidth)).toBe(
      'a.py  <green>LOW 0/30</green>  <green>passes</green>',
    );
  });

  it('says that a finding is about robustness', async () => {
    expect(await placeOf('while True:\n    x = 1\n')).toContain('  a.py:1:1 infinite-loop +5 (robustness)');
  });

  it('tells in one line of a finding that adds nothing, but where a policy says so', async () => {
    const free = { ...violation, points: 0 };
    expect(await textWith({ violations: [free] })).toMatch(
      / a\.py:7:1 dangerous-call \+0 os\.system starts a program$/,
    );
    expect(await textWith({ violations: [{ ...free, pointsOfRule: 30 }] })).toContain('why: It reaches the host.');
  });

  it('says by which names a thing was reached', async () => {
    const via = ['random', 'random._os', 'os.system'];

    expect(await textWith({ violations: [{ ...violation, via }] })).toContain(
      '    reached by: random -> random._os -> os.system\n    why: It reaches the host.\n',
    );
  });

  it('names each part of what is only wrong together', async () => {
    const part = {
      qualifiedName: 'base64.b64decode',
      does: 'decodes text',
      line: 3,
      column: 5,
      endLine: 3,
      endColumn: 9,
    };

    expect(await textWith({ violations: [{ ...violation, parts: [part] }] })).toContain(
      '    | ^^^^^^^^^^^^^^^^^\n    a.py:3:5 base64.b64decode decodes text\n    why: ',
    );
  });

  it('tells the points that were forgiven, of each finding and in the first line', async () => {
    const pardon = { by: 'policy', reason: 'off in quantine.toml' } as const;
    const again = { ...violation, line: 9, points: 0, pardon };
    const text = await textWith({ pardoned: [{ ...violation, pardon }, again] });

    expect(text).toMatch(/^a\.py {2}LOW 0\/30 {2}passes \(30 points forgiven\)\n/);
    expect(text).toContain('  a.py:7:1 dangerous-call allowed by policy (+30 forgiven): off in quantine.toml\n');
    expect(text).toContain('  a.py:9:1 dangerous-call allowed by policy: off in quantine.toml\n');
    expect(await textWith({})).toBe('a.py  LOW 0/30  passes');
  });

  it('tells what was allowed, by whom and why', async () => {
    const pardon = { by: 'comment', reason: 'reviewed in March' } as const;

    expect(await textWith({ pardoned: [{ ...violation, pardon }] })).toContain(
      '  a.py:7:1 dangerous-call allowed by comment (+30 forgiven): reviewed in March\n    os.system starts a program\n',
    );
  });

  it('tells what will not run in a block of its own, without points', async () => {
    const { rule: _, why: __, ...place } = violation;
    const note = { ...place, qualifiedName: 'numpy.NaN', message: 'numpy has no NaN: write np.nan' };

    expect(await textWith({ compatibility: [note] })).toContain(
      '\n\n  a.py:7:1 will not run numpy.NaN\n    numpy has no NaN: write np.nan\n    |\n',
    );
    expect(await textWith({ compatibility: [{ ...note, furtherPlaces: 2 }] })).toContain(
      'numpy has no NaN: write np.nan (and 2 more places)\n',
    );
  });

  it('says which comments asked for a pardon in vain', async () => {
    const ignored = { line: 3, column: 8, cause: 'not-allowed', message: 'it needs --allow-inline' } as const;
    expect(await textWith({ ignoredPardons: [ignored] })).toContain(
      '\n\n  a.py:3:8 comment ignored: it needs --allow-inline',
    );
  });

  it('shows the points of the rule where the policy gives others', async () => {
    expect(await textWith({ violations: [{ ...violation, points: 5, pointsOfRule: 30 }] })).toContain(
      'dangerous-call +5 (instead of +30, by policy)\n',
    );
  });

  it('keeps what the policy says of the points apart from what will not run', async () => {
    const { violations, ...report } = await reportOf('import torch\n');
    const changed = violations.map((found) => ({ ...found, points: 40, pointsOfRule: 1 }));

    expect(formatReportText('a.py', { ...report, violations: changed }, plain, stringWidth)).toContain(
      'unknown-module +40 (instead of +1, by policy) and will not run\n',
    );
  });

  it('names who approved, and the policy where it is built-in, changed by options', async () => {
    const approval = { by: 'Ada', reason: 'read it', at: '2026-11-21T12:00:00Z' };
    const policy = { path: 'quantine.toml', sha256: 'ab'.repeat(32) };

    expect((await textWith({ approval, policy })).split('\n')).toEqual([
      'a.py  LOW 0/30  passes',
      '  policy: quantine.toml (abababababab)',
      '  approved by Ada on 2026-11-21: read it',
    ]);
  });

  it('does not name the built-in policy because of another maximum', async () => {
    const validator = new CodeValidator({ maxRiskScore: 60 });

    expect(formatReportText('a.py', await validator.validate('x = 1\n'), plain, stringWidth)).toBe(
      'a.py  LOW 0/60  passes',
    );
  });

  it.each([
    ['what was indented', 'if x:\n    y = eval("1")\n', ['  2 | y = eval("1")', '    |     ^^^^']],
    ['what follows a tab', 'x = 1;\teval("1")\n', ['  1 | x = 1;    eval("1")', '    |           ^^^^']],
    [
      'what follows wide characters',
      's = "日本"; eval("1")\n',
      ['  1 | s = "日本"; eval("1")', '    |             ^^^^'],
    ],
    [
      'what follows an escaped character',
      's = "\u200b"; eval("1")\n',
      ['  1 | s = "\\u200b"; eval("1")', '    |               ^^^^'],
    ],
    ['the first of several lines', 'while True:\n    x = 1\n', ['  1 | while True:', '    | ^^^^^^^^^^^']],
  ])('marks %s', async (_, source, lines) => {
    expect((await placeOf(source)).slice(-2)).toEqual(lines);
  });

  it('lets no source steer the terminal', async () => {
    const steering = '\u001b[2J\u202e\u200b';
    const part = { qualifiedName: steering, does: steering, line: 3, column: 5, endLine: 3, endColumn: 9 };
    const names = { message: steering, snippet: steering, qualifiedName: steering, via: [steering], parts: [part] };
    const found = { ...violation, ...names };

    const text = formatReportText(
      'a\u001b.py',
      {
        ...(await reportOf('x = 1\n')),
        violations: [found],
        pardoned: [{ ...found, pardon: { by: 'comment', reason: steering } }],
        compatibility: [found],
        policy: { sha256: '', path: steering },
        approval: { by: steering, reason: steering, at: steering },
        refusal: steering,
      },
      plain,
      stringWidth,
    );

    expect(text).toContain('\\x1b[2J\\u202e\\u200b');
    for (const character of '\u001b\u202e\u200b') expect(text).not.toContain(character);
  });
});
