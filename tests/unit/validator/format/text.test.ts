import { describe, expect, it } from 'vitest';
import { formatReportText, type ReportColours } from '../../../../src/validator/format/text.js';
import { reportOf } from '../judge.js';

const plain: ReportColours = { bold: same, dim: same, red: same, yellow: same, green: same };

function same(text: string): string {
  return text;
}

describe('a report for people', () => {
  it('begins with the risk line, then says of each finding what, where and what instead', async () => {
    const report = await reportOf('run = eval\nrun("1")\nimport foo\n');

    expect(formatReportText('a.py', report, plain).split('\n')).toEqual([
      'a.py  MEDIUM 31/30  refused: Risk score 31 exceeds maximum 30',
      '',
      '  a.py:1:7 dangerous-builtin +30',
      '    eval runs text as code (and 1 more time)',
      '    | run = eval',
      expect.stringMatching(/^ {4}safer: Write the expression itself/),
      '',
      '  a.py:3:8 unknown-module +1',
      '    Imports foo, which nobody has judged',
      '    | import foo',
      expect.stringMatching(/^ {4}safer: /),
    ]);
  });

  it('is one line for a source without findings', async () => {
    expect(formatReportText('a.py', await reportOf('x = 1\n'), plain)).toBe('a.py  LOW 0/30  passes');
  });

  it('says why a source could not be read', async () => {
    expect(formatReportText('a.py', await reportOf('x = = 1\n'), plain)).toBe(
      'a.py  UNREADABLE  refused: The source is not valid Python: syntax error at line 1',
    );
  });

  it('colours by what is at stake', async () => {
    const marked = {
      ...plain,
      red: (text: string) => `<red>${text}</red>`,
      green: (text: string) => `<green>${text}</green>`,
    };

    expect(formatReportText('a.py', await reportOf('x = 1\n'), marked)).toBe(
      'a.py  <green>LOW 0/30</green>  <green>passes</green>',
    );
  });

  it('lets no source steer the terminal', async () => {
    const report = await reportOf('eval("\u001b[2J\u202e\u200b")\n');

    const text = formatReportText('a\u001b.py', report, plain);

    expect(text).toContain('eval("\\x1b[2J\\u202e\\u200b")');
    for (const character of '\u001b\u202e\u200b') expect(text).not.toContain(character);
  });
});
