import { describe, expect, it, vi } from 'vitest';
import { tokensOf } from '../../../../../src/validator/reading/repairs/tokens.js';
import { findingsOf, reportOf } from '../../judge.js';

// What no source is known to do to the tokenizer is done to it here: it sees another text than the one that is judged.
vi.mock(import('../../../../../src/validator/reading/repairs/tokens.js'), async (load) => {
  const { tokensOf: tokens } = await load();
  return { tokensOf: vi.fn(tokens) };
});

/** A line that is not read without an edit, so that all others are looked through for what to edit. */
const REPAIRABLE = 'a = b, 1\n[c] = d\n';

async function ledAstray<Answer>(judge: (source: string) => Promise<Answer>, source: string, seenAs: string) {
  expect(seenAs).toHaveLength(source.length);
  const { tokensOf: tokens } = await vi.importActual<{ tokensOf: typeof tokensOf }>(
    '../../../../../src/validator/reading/repairs/tokens.js',
  );
  vi.mocked(tokensOf).mockImplementationOnce(() => tokens(REPAIRABLE + seenAs));
  return judge(REPAIRABLE + source);
}

describe('a tokenizer that is led astray', () => {
  it.each([
    [
      'blanks in a string',
      'def f():\n    x = (1, "#", eval("x"),\n"+ 3)#")\n',
      'def f():\n    x = (1, 2#", eval("x"),\n2+ 3)#")\n',
    ],
    [
      'blanks in a comment',
      'def f():\n    x = (0, "#", # z\neval("x"),\n    2)\n',
      'def f():\n    x = (0, "#",   z\neval("x"),\n    2)\n',
    ],
    ['letters for a field', 'f"{1:\\\\N{eval}}"\n', 'f"{1:x\\N{eval}}"\n'],
    ['letters for a field of a raw text', 'rf"{1:\\N{eval}}"\n', ' f"{1:\\N{eval}}"\n'],
  ])('hides nothing behind %s', async (_, source, seenAs) => {
    const findings = await findingsOf(source);

    expect(findings).not.toEqual([]);
    expect(await ledAstray(findingsOf, source, seenAs)).toEqual(findings);
  });

  it.each([
    ['blanks after a colon', 'def f():\n    if x:\ny = 1\n', 'def f():\n    if(x:\ny = 1\n'],
    ['a semicolon within a line', 'x = 1 {y}\n', 'x = 1\n{y}\n'],
    ['a colon in a subscript', 'type: y[T = int] = 1\n', 'type  y[T = int] = 1\n'],
  ])('makes nothing Python by %s', async (_, source, seenAs) => {
    const { unreadable } = await ledAstray(reportOf, source, seenAs);

    expect(unreadable).toMatchObject({ reason: 'syntax' });
  });
});
