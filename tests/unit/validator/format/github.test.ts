import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../src/core/report.js';
import { formatReportsGithub } from '../../../../src/validator/format/github.js';
import { reportOf } from '../judge.js';

async function annotations(source: string, path = 'a.py'): Promise<readonly string[]> {
  return formatReportsGithub([{ path, report: await reportOf(source) }], '/srv/repo');
}

/** What the runner reads in a line: https://github.com/actions/runner, src/Runner.Common/ActionCommand.cs. */
function asRunnerReads(line: string) {
  const [, command, settings = '', data = ''] = /^::(\S+) ([^:]*)::(.*)$/s.exec(line)!;
  const back = (text: string) =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const properties = Object.fromEntries(settings.split(',').map((pair) => pair.split(/=(.*)/s).slice(0, 2).map(back)));
  return { command, properties, data: back(data) };
}

describe('annotations for GitHub', () => {
  it('are errors where a source is refused: first why, then each finding at its place', async () => {
    expect((await annotations('x = 1\nif x:\n    y = eval("2")\n')).map(asRunnerReads)).toEqual([
      {
        command: 'error',
        properties: { file: 'a.py', line: '1', title: 'quantine refuses this strategy: MEDIUM risk' },
        data: 'Risk score 30 exceeds maximum 30',
      },
      {
        command: 'error',
        properties: {
          file: 'a.py',
          line: '3',
          endLine: '3',
          col: '9',
          endColumn: '13',
          title: 'dangerous-builtin +30',
        },
        data: expect.stringMatching(/^eval runs text as code\nwhy: .*\nsafer: Write the expression itself.*\.$/),
      },
    ]);
  });

  it('are one for a finding and its repeats', async () => {
    const lines = await annotations('import sched\nimport sched\n');

    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(
      '::Imports sched, a module of the standard library that is not on the list of safe ones; its uses are judged by themselves (also line 2)%0A',
    );
    expect(lines[0]).toMatch(/^::notice file=a\.py,line=1,endLine=1,col=8,endColumn=13,title=unknown-module \+1::/);
  });

  it('say of every file that it is refused before what was found in any, the gravest first', async () => {
    const refused = await reportOf('import sched\neval("2")\n');
    const passed = await reportOf('import sched\n');
    const checked = [
      { path: 'a.py', report: refused },
      { path: 'b.py', report: passed },
      { path: 'c.py', report: refused },
    ];

    expect(
      formatReportsGithub(checked, '/srv/repo')
        .map(asRunnerReads)
        .map(({ command, properties: { file, title } }) => [command, file, title]),
    ).toEqual([
      ['error', 'a.py', 'quantine refuses this strategy: MEDIUM risk'],
      ['error', 'c.py', 'quantine refuses this strategy: MEDIUM risk'],
      ['error', 'a.py', 'dangerous-builtin +30'],
      ['error', 'c.py', 'dangerous-builtin +30'],
      ['notice', 'a.py', 'unknown-module +1'],
      ['notice', 'b.py', 'unknown-module +1'],
      ['notice', 'c.py', 'unknown-module +1'],
    ]);
  });

  it.each([
    [9, false, 'notice'],
    [10, false, 'warning'],
    [29, false, 'warning'],
    [30, false, 'error'],
    [30, true, 'warning'],
    [9, true, 'notice'],
  ])('tell a finding of %i points, in a source that passes: %s, as %s', async (points, isValid, command) => {
    const report = await reportOf('import sched\n');
    const violations = report.violations.map((found) => ({ ...found, points }));
    const lines = formatReportsGithub([{ path: 'a.py', report: { ...report, isValid, violations } }], '/srv/repo');

    expect(asRunnerReads(lines.at(-1)!).command).toBe(command);
  });

  it('tell the gravest finding first, because only ten are shown', async () => {
    const lines = await annotations('import sched\neval("2")\n');

    expect(lines.slice(1).map((line) => asRunnerReads(line).properties.title)).toEqual([
      'dangerous-builtin +30',
      'unknown-module +1',
    ]);
  });

  it('are one where nobody knows a module and the image does not have it', async () => {
    const lines = await annotations('import torch\nimport sched\n');

    expect(lines.map((line) => asRunnerReads(line).properties.title)).toEqual([
      'unknown-module +1, and will not run',
      'unknown-module +1',
    ]);
    expect(lines[0]).toContain('%0Atorch is not in the image python313%0A');
  });

  it('are one where a module is dangerous and not in the image either', async () => {
    const lines = await annotations('import requests\n');

    expect(lines.map((line) => asRunnerReads(line).properties.title)).toEqual([
      'blacklisted-module +5, and will not run',
    ]);
  });

  it('name who approved, in a notice', async () => {
    const approval = { by: 'Ada', reason: 'read it', at: '2026-11-21T12:00:00Z' };
    const report: Report = { ...(await reportOf('x = 1\n')), approval };

    expect(formatReportsGithub([{ path: 'a.py', report }], '/srv/repo').map(asRunnerReads)).toEqual([
      {
        command: 'notice',
        properties: { file: 'a.py', line: '1', title: 'approved by Ada on 2026-11-21' },
        data: 'read it',
      },
    ]);
  });

  it('are none where there is nothing to say', async () => {
    expect(await annotations('x = 1\n')).toEqual([]);
  });

  it('give no columns for a range of several lines, which the runner does not take', async () => {
    expect(await annotations('while True:\n    x = 1\n')).toEqual([
      expect.stringMatching(/^::notice file=a\.py,line=1,endLine=2,title=infinite-loop \+5 \(robustness\)::/),
    ]);
  });

  it('say where a source cannot be read', async () => {
    expect((await annotations('x = 1\nx = = 1\n')).map(asRunnerReads)).toMatchObject([
      { command: 'error', properties: { line: '2', col: '5', title: 'quantine refuses this strategy: UNREADABLE' } },
    ]);
  });

  it('are notices for what will not run and for what was allowed', async () => {
    const report = await reportOf('import foo\n');
    const found = report.violations[0]!;
    const pardon = { by: 'comment', reason: 'reviewed' } as const;
    const changed: Report = {
      ...report,
      violations: [],
      pardoned: [{ ...found, pardon }],
      compatibility: [{ ...found, qualifiedName: 'numpy.NaN', message: 'numpy has no NaN: write np.nan' }],
    };

    expect(formatReportsGithub([{ path: 'a.py', report: changed }], '/srv/repo').map(asRunnerReads)).toMatchObject([
      {
        command: 'notice',
        properties: { title: 'unknown-module allowed by comment' },
        data: expect.stringMatching(/\nreviewed$/),
      },
      { command: 'notice', properties: { title: 'will not run: numpy.NaN' }, data: 'numpy has no NaN: write np.nan' },
    ]);
  });

  it('name a file from the root of the checkout', async () => {
    expect((await annotations('import foo\n', '/srv/repo/sub/a.py'))[0]).toContain(' file=sub/a.py,');
    expect((await annotations('import foo\n', './sub/a.py'))[0]).toContain(' file=sub/a.py,');
    expect((await annotations('import foo\n', '/elsewhere/a.py'))[0]).toContain(' file=/elsewhere/a.py,');
  });

  const injection = 'x\n::stop-commands::y\r\n##[add-mask]z,title=a:b%0A::set-output name=c::\u2028\u001b[2J';

  it('let no name begin a command of its own', async () => {
    const report = await reportOf('import foo\n');
    const found = {
      ...report.violations[0]!,
      rule: 'other',
      message: injection,
      qualifiedName: injection,
      via: [injection],
    };
    const parts = [{ ...found, does: injection }];
    const changed: Report = {
      ...report,
      isValid: false,
      refusal: injection,
      violations: [{ ...found, parts }],
      pardoned: [{ ...found, pardon: { by: 'comment', reason: injection } }],
      compatibility: [found],
      approval: { by: injection, reason: injection, at: injection },
    };

    const lines = formatReportsGithub([{ path: `/srv/repo/${injection}`, report: changed }], '/srv/repo');

    expect(lines).toHaveLength(5);
    for (const line of lines) {
      expect(line).toMatch(/^::(?:error|notice) file=/);
      expect(line).not.toMatch(/\p{Cc}|\u2028/u);
      const { properties } = asRunnerReads(line);
      expect(line).not.toContain('##[');
      const shown = injection.replace('\u2028', '\\u2028').replace('\u001b', '\\x1b').replace('##[', '##\\x5b');
      expect(properties.file).toBe(shown);
      expect(Object.keys(properties).every((name) => /^(?:file|line|endLine|col|endColumn|title)$/.test(name))).toBe(
        true,
      );
    }
  });
});
