import { describe, expect, it } from 'vitest';
import { PythonParser } from '../../../../../src/validator/reading/parser.js';
import { AnnotationNames } from '../../../../../src/validator/reading/repairs/annotation-names.js';
import type { Repair } from '../../../../../src/validator/reading/repairs/edits.js';
import type { Finder } from '../../../../../src/validator/reading/repairs/finder.js';
import { FormatNames } from '../../../../../src/validator/reading/repairs/format-names.js';
import { LoneBackslashes } from '../../../../../src/validator/reading/repairs/lone-backslashes.js';
import { LowContinuations } from '../../../../../src/validator/reading/repairs/low-continuations.js';
import { SplatAnnotations } from '../../../../../src/validator/reading/repairs/splat-annotations.js';
import { SplatLists } from '../../../../../src/validator/reading/repairs/splat-lists.js';
import { StatementEnds } from '../../../../../src/validator/reading/repairs/statement-ends.js';
import { tokensOf } from '../../../../../src/validator/reading/repairs/tokens.js';
import { TypeDefaults } from '../../../../../src/validator/reading/repairs/type-defaults.js';

const parser = new PythonParser();

/**
 * What is said of each repair that is found with the tokens of another text of the same length.
 * @param source that is read without them: where they were put into it, its tree would be the same
 */
async function held(Kind: new (text: string) => Finder, source: string, seenAs: string): Promise<readonly boolean[]> {
  return heldOf(Kind, source, seenAs, source);
}

/** The same of a finder that reads yet another text. */
async function heldOf(
  Kind: new (text: string) => Finder,
  source: string,
  seenAs: string,
  text: string,
): Promise<readonly boolean[]> {
  expect(seenAs).toHaveLength(source.length);
  const repairs: Repair[] = [];
  const finder = new Kind(text);
  for (const token of tokensOf(seenAs)) finder.see(token, (repair) => repairs.push(repair));
  const tree = await parser.parse(source);
  return repairs.map((repair) => repair.holds(tree));
}

describe('a repair', () => {
  it.each([
    ['a name in a string', AnnotationNames, 'x = ":a[b]or"\n', 'x =  :a[b]or \n'],
    ['a name that has no parentheses', AnnotationNames, 'x: a[b]\n(e)\n', 'x: a[b] (e)\n'],
    ['a list in a string', SplatLists, 'x = "=a,*[1];"\n', 'x =  =a,*[1]; \n'],
    ['a list in a comment', SplatLists, 'x = 1 #a,*[1]\n', 'x = 1 =a,*[1]\n'],
    ['what is no list', SplatLists, 'x = f(a,*[1])\n', 'x = f_a,*[1]_\n'],
    ['the end of a line in a string', StatementEnds, 'x = """a,\n[b]"""\n', 'x =    a,\n[b]   \n'],
    ['the end of a line in brackets', StatementEnds, 'x = (a,\n[b])\n', 'x =  a,\n[b] \n'],
    ['the end of a line that goes on', StatementEnds, 'x = a, \\\n[b]\n', 'x = a,  \n[b]\n'],
    ['a sign in a string', TypeDefaults, 'x = "type A[T=1]"\n', 'x =  type A[T=1] \n'],
    ['a sign in a string that is a bound', TypeDefaults, 'class A[T: "=x"]: pass\n', 'class A[T   =x ]: pass\n'],
    ['a sign in a comment', TypeDefaults, 'x = 1 #type A[T=1]\n', 'x = 1; type A[T=1]\n'],
    ['a name in a text without a format', FormatNames, 'x = "" "\\N{DIGIT ONE}"\n', 'x = f"{:\\N{DIGIT ONE}"\n'],
    ['a name in a raw format', FormatNames, 'x = rf"{a:\\N{b}}"\n', 'x =  f"{a:\\N{b}}"\n'],
    ['a name after a backslash', FormatNames, 'x = f"{a:\\\\N{b}}"\n', 'x = f"{a:x\\N{b}}"\n'],
    ['lines in a string', LowContinuations, 'if x:\n  """\na"""\n', 'if x:\n  ((+\na)))\n'],
    ['lines in a comment', LowContinuations, 'if x:\n  (#+\n1)\n', 'if x:\n  ( +\n1)\n'],
    ['lines beside brackets', LowContinuations, 'if x:\n  a()\nb;\n', 'if x:\n  a(+\nb)\n'],
    ['a splat in a string', SplatAnnotations, 'x = "(*a:*b,"\n', 'x =  (*a:*b, \n'],
    ['a splat in a comment', SplatAnnotations, 'x = 1 #(*a:*b,)\n', 'x = 1  (*a:*b,)\n'],
    ['a backslash in a string', LoneBackslashes, 'x = """\n\\\na"""\n', 'x =    \n\\\na   \n'],
    ['a backslash in brackets', LoneBackslashes, 'f(\n\\\n1)\n', 'f \n\\\n1 \n'],
    ['a backslash within a line', LoneBackslashes, 'x = 1 + \\\n\\\n2\n', 'x = 1    \n\\\n2\n'],
  ])('does not hold of %s', async (_, Kind, source, seenAs) => {
    expect(await held(Kind, source, seenAs)).toEqual([false]);
  });

  it.each([
    ['a parameter that has no star', 'def f( x:(*b,)): pass\n', 'def f(*x:*bbbb): pass\n', false],
    ['the default of one behind a star', '(lambda *a,b=(*c,):0)\n', '(         *a:*cccc,0)\n', false],
    ['the annotation of a starred one', 'def f(*x:(*b,)): pass\n', 'def f(*x:*bbbb): pass\n', true],
  ])('of a splat asks whether the tuple that was made is %s', async (_, source, asGuessed, isHeld) => {
    expect(await heldOf(SplatAnnotations, source, asGuessed, asGuessed)).toEqual([isHeld]);
  });

  it.each([
    ['goes on', 'if a: x = 1; \\\n \ny = 2\n', false],
    ['ends', 'if a: x = 1;  \n \ny = 2\n', true],
  ])('of a lone backslash asks whether the line before it %s', async (_, source, isHeld) => {
    const asGuessed = 'if a: x = 1;  \n\\\ny = 2\n';
    expect(await heldOf(LoneBackslashes, source, asGuessed, asGuessed)).toEqual([isHeld]);
  });
});
