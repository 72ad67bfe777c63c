import { describe, expect, it } from 'vitest';
import { FIXED, READING } from '../../../../src/config/limits.js';
import { PythonParser } from '../../../../src/validator/reading/parser.js';
import { findingsOf, reportOf } from '../judge.js';

// Megabytes are read here, perhaps on a busy machine.
const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from([part]))));

async function refusalOf(source: string | Uint8Array) {
  const report = await reportOf(source);
  expect(report).toMatchObject({ isValid: false, riskScore: null, riskLevel: null, violations: [] });
  expect(report.refusal).toBe(report.unreadable?.message);
  return report.unreadable;
}

describe('a chain over several lines', () => {
  it.each([
    'x = (frame\n  .close\n  [0]\n  (1))\n',
    'x = [a, b\n  [0]]\n',
    'x = f(a\n  .b, c\n  [0])\n',
    'x = a[b\n  [0]]\n',
    'x = {a: b\n  [0]}\n',
    'with (a as b, c\n  [0]):\n    pass\n',
    'x = a, b \\\n  [0]\n',
    'x = a, b\n[y] = [2]\n',
    'if x: # (\n\n    # c\n    y = 1\n',
    'if (a\n    and b): c = 1\n',
    'x = \'\'\'a ( \n\'\'\' + f"""{1\n}"""\n',
    'def f(\n    x: int, # c )\n) -> int:\n    return x\n',
    'match x:\n    case [1,\n          2]:\n        y = 1\n',
    'x = {\n    "a": 1, # }\n}[\n    "a"\n]\n',
    '@f(\n)\nclass A: x = 1\n',
  ])('is read where CPython reads one too: %j', async (source) => {
    expect(await reportOf(source)).toMatchObject({ isValid: true });
  });
});

describe('what belongs in a function', () => {
  it.each([
    'def f():\n    try:\n        return 1\n    finally:\n        pass\n',
    'try:\n    pass\nexcept* ValueError:\n    pass\n',
    'def f(xs):\n    for x in xs:\n        yield x\n',
    'f = lambda: (yield)\n',
    'class A:\n    @staticmethod\n    async def f(x):\n        return [await y async for y in x]\n',
    'async def f():\n    def g(x: await a = await b) -> await c: pass\n',
    'async def f():\n    return lambda x=await y, z=(lambda a=await b: a): x\n',
    'async def f():\n    class A(await b, c=await d): pass\n',
    'async def f():\n    @(await a)\n    def g(x=(i for i in await y)): pass\n',
    'def f():\n    class A((yield)): pass\n    def g(x=(yield)): pass\n',
  ])('is read where it stands in one: %j', async (source) => {
    expect(await reportOf(source)).toMatchObject({ isValid: true });
  });
});

describe('what stands where it may', () => {
  it.each([
    'def f(a, /, b: int, c=1, *d: int, e, g=2, **h): pass\n',
    'def f(a=1, /, *, b, c=2, d): pass\n',
    'lambda a, b=1, *c, d, **e: 0\n',
    'lambda: (lambda *, a: 0)\n',
    'f(a, *b, c, d=1, *e, f=2, **g, h=3, **i)\n',
    'f(a=1, # c\n  *b.c())\n',
    'if x := f(y := 1, [z := 2]): pass\n',
    'x = (y := 1)\nassert (z := x)\nf(a=(b := 1))\n',
    '(x): int = 1\ny.z: A[1:2:3] = 2\ndef f(x: A[1:2]) -> B[3:4]: pass\n',
    '*a, b = c\n[*d] = e = f\n',
    'from math import (sin,\n  cos,)\n',
    'raise (X, Y)\n',
    '[x for x in (1, 2) if x for y in x]\n',
    'def f(n):\n    return (i for i in n if await i)\n',
    'def f(n):\n    return ([await j for j in i] for i in n)\n',
    'async def f(n):\n    return (i for i in await(n))\n',
    'async_ = a.await_ = "await"\n',
  ])('is read: %j', async (source) => {
    expect((await reportOf(source)).unreadable).toBeUndefined();
  });
});

const UNREADABLE: readonly (readonly [why: string, source: string | Uint8Array, reason: string])[] = [
  ['invalid UTF-8', bytes('x = "', 0xff, '"\n'), 'encoding'],
  ['UTF-16', bytes(0xff, 0xfe, 'x', 0), 'encoding'],
  ['half a surrogate pair', 'x = "\ud800"\n', 'encoding'],
  ['a NUL', 'x = 1\0\n', 'nul'],
  ['a NUL in a comment', '# \0\neval("1")\n', 'nul'],
  [
    'code that a person sees in another order',
    'level = "user\u202e \u2066# only admins\u2069 \u2066"\n',
    'hidden-order',
  ],
  ['a comment that a person sees as code', '# \u2067 return\nx = 1\n', 'hidden-order'],
  ['a cookie for utf-7', '# coding: utf_7\n#+AAo-R=eval("1")\n', 'cookie'],
  ['a cookie in line 2', '#!/usr/bin/x\n# -*- coding: unicode_escape -*-\n', 'cookie'],
  ['a cookie for latin-1', '# vim: set fileencoding=latin-1 :\n', 'cookie'],
  ['a cookie behind a lone CR', '# x\r# coding: utf-7\n', 'cookie'],
  ['a cookie behind several lone CRs', '#\r#\r# coding: utf-7\n', 'cookie'],
  ['a cookie in the second line of CR alone', '\r\f # coding: gbk\r', 'cookie'],
  ['an open bracket', 'x = (1,\n', 'syntax'],
  ['a block that is missing', 'if x:\npass\n', 'indentation'],
  ['an unexpected indent', 'x = 1\n    y = 2\n', 'indentation'],
  ['an unexpected indent in a block', 'if x:\n    y = 1\n      # c\n      z = 2\n', 'indentation'],
  ['an assignment of nothing', 'x =\ny = 2\n', 'syntax'],
  ['a dot before the end of its line', 'x = y.\nz = 2\n', 'syntax'],
  ['a head whose colon stands in the next line', 'if x\n    : pass\n', 'syntax'],
  ['a word that needs another after it', 'x = not\ny\n', 'syntax'],
  ['a decorator over two lines', '@a.\nb\ndef f(): pass\n', 'syntax'],
  ['a try that was cut off', 'try:\n    x = 1\n', 'syntax'],
  ['a return outside of a function', 'x = 1\nreturn x\n', 'syntax'],
  ['a return in a class', 'class A:\n    return 1\n', 'syntax'],
  ['a yield outside of a function', 'for x in y:\n    yield x\n', 'syntax'],
  ['an await in a plain function', 'def f():\n    await g()\n', 'syntax'],
  ['an await in what a generator begins with', 'def f():\n    return (x for x in await y)\n', 'syntax'],
  ['an await in a list of a plain function', 'def f():\n    return [await x for x in y]\n', 'syntax'],
  ['an await in a default within a plain function', 'def f():\n    async def g(x=await y): pass\n', 'syntax'],
  ['an await in what a coroutine returns', 'def f():\n    async def g() -> await y: pass\n', 'syntax'],
  ['a yield in a default within a class', 'class A:\n    def f(self, x=(yield)): pass\n', 'syntax'],
  ['async as the name of an argument', 'f(async=True)\n', 'syntax'],
  ['await as a name', 'await = 1\n', 'syntax'],
  ['an assignment expression alone', 'x := 1\n', 'syntax'],
  ['an assignment expression that is assigned', 'x = y := 1\n', 'syntax'],
  ['an assignment expression as a named argument', 'f(a=b := 1)\n', 'syntax'],
  ['two annotations', 'x: int: str = 1\n', 'syntax'],
  ['two annotations of a parameter', 'def f(x: int: str): pass\n', 'syntax'],
  ['an annotation among several targets', 'x: int = y = 1\n', 'syntax'],
  ['an annotation of the last of several targets', 'x = y: int = 1\n', 'syntax'],
  ['a target that is only a splat', '*a = b\n', 'syntax'],
  ['an import that ends with a comma', 'from t import x,\n', 'syntax'],
  ['an argument after a named one', 'f(a=1, b)\n', 'syntax'],
  ['a splat after named arguments of a mapping', 'f(**a, *b)\n', 'syntax'],
  ['a comprehension of a list without brackets', '[x for x in 1, 2]\n', 'syntax'],
  ['a parameter without a default after one with it', 'def f(a=1, b): pass\n', 'syntax'],
  ['such a parameter of a lambda', 'lambda a=1, b: 0\n', 'syntax'],
  ['a parameter after all others', 'def f(**a, b): pass\n', 'syntax'],
  ['two splats among parameters', 'def f(*a, *b: int): pass\n', 'syntax'],
  ['a star alone', 'def f(*): pass\n', 'syntax'],
  ['a star before none but a mapping', 'def f(*, **a): pass\n', 'syntax'],
  ['a slash that stands first', 'def f(/, a): pass\n', 'syntax'],
  ['a raise with a comma', 'raise X, "y"\n', 'python2'],
  ['a parameter in parentheses', 'def f((a, b)): pass\n', 'python2'],
  ["a lambda's parameter in parentheses", 'lambda (a, b): 0\n', 'python2'],
  ['a print statement', 'print "x"\n', 'python2'],
  ['an exec statement', 'exec "x"\n', 'python2'],
  ['backticks', 'x = `y`\n', 'python2'],
  ['an old octal number', 'x = 0777\n', 'python2'],
  ['an old operator', 'x <> y\n', 'python2'],
  ['a space before a tab', 'if 0:\n        pass\n \teval("1")\n', 'indentation'],
  ['seven spaces before a tab', 'if 0:\n       \teval("1")\n', 'indentation'],
  ['a form feed among spaces', 'if 1:\n    pass\n    \feval("1")\n', 'indentation'],
  ['a line that is only a backslash', 'if 1:\n    pass\n    \\\neval("1")\n', 'indentation'],
  ['a block that begins with such a line', 'if 1:\n    \\\neval("1")\n', 'indentation'],
  ['brackets nested without end', `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}`, 'too-deep'],
  ['lambdas nested without end', `${'lambda: '.repeat(2000)}eval`, 'too-deep'],
  ['attributes chained without end', `x = a${'.b'.repeat(50_000)}`, 'too-deep'],
  ['comments without end', '# c\n'.repeat(READING.commentRunLines + 1), 'comment-run'],
  ['comments and blank lines without end', '# c\n\n'.repeat(READING.commentRunLines + 1), 'comment-run'],
  ['continued lines without end', `x = 1${' \\\n'.repeat(READING.continuationRunLines + 1)}`, 'continuation-run'],
  ['blanks in continued lines without end', `x = 1${`${' '.repeat(2000)}\\\n`.repeat(400)}`, 'continuation-run'],
  [
    'one name for many modules',
    `${Array.from({ length: 99 }, (_, i) => `import m${i} as x`).join('\n')}\nx`,
    'too-tangled',
  ],
  ['aliases that lead on without end', `${backwardAliases(200)}\nimport os as a200`, 'too-tangled'],
];
/** A line that is not read before it is read in other words. */
const REPAIRABLE = 'a = b, 1\n[c] = d\n';

describe('a source that cannot be read', () => {
  it.each(UNREADABLE)('is refused: %s', async (_, source, reason) => {
    expect(await refusalOf(source)).toMatchObject({ code: 'SOURCE_UNREADABLE', reason });
  });

  it.each(UNREADABLE.filter(([, , reason]) => reason !== 'cookie'))(
    'is refused after a line that has to be read in other words: %s',
    async (_, source) => {
      await refusalOf(typeof source === 'string' ? REPAIRABLE + source : bytes(REPAIRABLE, ...source));
    },
  );

  it('is refused past the largest size, to the byte', async () => {
    const source = Buffer.alloc(FIXED.maxSourceBytes + 1, '#');

    expect(await refusalOf(source)).toMatchObject({ reason: 'too-large' });
    expect((await reportOf(source.subarray(1))).unreadable).toBeUndefined();
  });

  it('names the line of a syntax error', async () => {
    expect(await refusalOf('x = 1\ny = 2\nz = = 3\n')).toMatchObject({
      line: 3,
      message: expect.stringContaining('line 3'),
    });
  });

  it('names the line of an error deep within', async () => {
    expect(await refusalOf('import a\nclass B:\n    def f(self):\n        x = 1\n        y = = 2\n')).toMatchObject({
      line: 5,
    });
  });

  it('names the line of a NUL', async () => {
    expect(await refusalOf('a\r\nb\rc\0')).toMatchObject({ line: 3, column: 2 });
  });
});

function backwardAliases(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index} = a${index + 1}`).join('\n');
}

describe('a source that only looks unreadable', () => {
  it.each([
    ['a byte order mark', '\ufeffx = 1\n'],
    ['a cookie for UTF-8', '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n'],
    ['a cookie for UTF-8 by another name', '# coding=UTF8\n'],
    ['a cookie of an editor', '# -*- coding: utf-8-unix -*-\n'],
    ['a word like coding in line 3', 'x = 1\ny = 2\n# coding: latin-1\n'],
    ['a form feed between functions', 'x = 1\n\f\ndef f():\n    pass\n'],
    ['tabs', 'if 1:\n\tx = 1\n\tif x:\n\t\ty = 2\n'],
    ['comments anywhere', 'if x: # c\n# c\n    y = 1\n  # c\n    z = 2\n      # c\n'],
    ['blocks on one line', 'if x: y = 1; z = 2\nelse: y = 2\nclass A: pass\n'],
    ['CRLF', 'if 1:\r\n    x = 1\r\n'],
    ['eight spaces before a tab', 'if x:\n        y = 1\n        if y:\n        \tz = 2\n'],
    ['a space before a tab in a string', 's = """\n \tx\n"""\n'],
    ['a space before a tab in a continued line', 'f(1,\n \t2)\n'],
    ['a print to another place', 'print >> x\n'],
    ['a subscript of print', 'print [*a, 1]\n'],
    ['zeros', 'x = 00 + 0_0 + 0o17 + 0.5 + 1_000\n'],
    ['a long run of comments', '# c\n'.repeat(232)],
    ['two hundred brackets', `x = ${'('.repeat(199)}1${')'.repeat(199)}\n`],
  ])('is read: %s', async (_, source) => {
    expect((await reportOf(source)).unreadable).toBeUndefined();
  });

  it('hides nothing behind a lone CR', async () => {
    expect(await findingsOf('# harmless\reval("1")\n')).toEqual(['dangerous-builtin builtins.eval 30']);
  });

  it.each([
    '( # c\n  eval)("1")',
    'f = [ # c\n  eval][0]',
    '(1 # c\n if 0 # c\n else eval)("1")',
    'import builtins # c\nbuiltins. \\\n eval',
  ])('hides nothing behind a comment: %j', async (source) => {
    expect(await findingsOf(source)).toContain('dangerous-builtin builtins.eval 30');
  });

  it('hides nothing behind a continued line', async () => {
    expect(await findingsOf('import os as \\\n  o\no.getpid()\n')).toContain('blacklisted-module os 30');
  });
});

describe('the parser', () => {
  it('refuses what takes longer than its budget, and reads the next source from its start', async () => {
    const parser = new PythonParser();
    await expect(parser.parse('x = 1\n'.repeat(10_000), 0)).rejects.toMatchObject({
      unreadable: { reason: 'too-slow' },
    });

    const next = await parser.parse('y\n');

    expect(next.text).toBe('y\n');
    expect(next.size).toBe(3);
  });

  it('gives its memory back after a large source', async () => {
    const parser = new PythonParser({ recycleMiB: 40 });
    await parser.parse('x = f(1, 2)\n'.repeat(60_000));

    expect(parser.isLoaded).toBe(false);
    expect((await parser.parse('x')).size).toBe(3);
    expect(parser.isLoaded).toBe(true);
  });
});
