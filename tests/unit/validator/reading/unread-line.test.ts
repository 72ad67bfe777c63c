import { describe, expect, it } from 'vitest';
import { reportOf } from '../judge.js';

const unreadable = async (source: string) => (await reportOf(source)).unreadable;

describe('what cannot be read', () => {
  it.each([
    ['def f(data)\n    return 1\n', { reason: 'syntax', line: 1, snippet: 'def f(data)' }],
    ['x = 1\r\n  y = 2\r\n', { reason: 'indentation', line: 2, snippet: 'y = 2' }],
    ['# a\nprint 1\n', { reason: 'python2', line: 2, column: 1, snippet: 'print 1', snippetColumn: 1 }],
    ['# coding: latin-1\n', { reason: 'cookie', line: 1, snippet: '# coding: latin-1' }],
    ['if x:\n    y = \0\n', { reason: 'nul', line: 2, column: 9, snippetColumn: 5 }],
  ])('is shown with its line: %j', async (source, expected) => {
    expect(await unreadable(source)).toMatchObject(expected);
  });

  it.each([
    ['```python\nx = 1\n```\n', 1],
    ['Sure, here it is:\n\n```python\nx = 1\n```\n', 3],
    ['x = 1\n```\n', 2],
    ['x = """\n```\n"""\n```\n', 4],
  ])('is told to be Markdown where it is fenced: %j', async (source, line) => {
    const message = `The source is fenced as Markdown at line ${line}`;
    expect(await unreadable(source)).toMatchObject({ reason: 'markdown', message, line, column: 1 });
  });

  it('is not told to be Markdown for a fence in a text', async () => {
    expect(await unreadable('x = """\n```\n"""\ny = (\n')).toMatchObject({ reason: 'syntax' });
    expect(await reportOf('x = """\n```\n"""\n')).toMatchObject({ isValid: true });
  });
});
