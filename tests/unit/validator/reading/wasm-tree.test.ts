import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PythonParser } from '../../../../src/validator/reading/parser.js';
import { type LanguageTables, readLanguageTables } from '../../../../src/validator/reading/wasm-language.js';
import { SAMPLE } from '../../../../src/validator/reading/wasm-tree-sample.js';
import { SourceRefusal } from '../../../../src/validator/refusal.js';
import type { SyntaxTree } from '../../../../src/validator/tree/syntax-tree.js';

vi.mock('../../../../src/validator/reading/wasm-language.js', { spy: true });
const fast = new PythonParser();
const sure = new PythonParser({ reads: 'cursor' });

const FOLDERS = ['../../../../examples/strategies/', '../../../../examples/risky/', '../../../corpus/evasions/'];
const files = FOLDERS.flatMap((folder) => {
  const url = new URL(folder, import.meta.url);
  return readdirSync(url, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .map((name) => new URL(name, url));
});

describe('a tree that is read straight from memory', () => {
  it('is read in that way, and not with the cursor', async () => {
    expect(await fast.readsBy()).toBe('memory');
    expect(await sure.readsBy()).toBe('cursor');
  });

  it.each(files.map((url) => url.pathname.split('/').slice(-2).join('/')))(
    'is the one the cursor sees: %s',
    async (name) => {
      const url = files.find(({ pathname }) => pathname.endsWith(name)) as URL;
      await expectSame(readFileSync(url, 'utf8'));
    },
  );

  it.each([
    ['an empty source', ''],
    ['comments alone', '# a\n\n  # b\n'],
    ['a sample of every shape', SAMPLE],
    ['wide characters', 'é = "\u{1f600}" + ü\nif é: ｅｖａｌ(é)\n'],
    ['a leaf of a megabyte', `x = "${'y'.repeat(1_000_000)}"\n`],
    ['far padding', `x = 1${' '.repeat(70_000)}# c\n${'\n'.repeat(70_000)}y\n`],
    ['a list of many thousands', `x = [${'(a, -1), '.repeat(20_000)}]\n`],
    ['many statements', 'a.b(c=d)[e]\n'.repeat(20_000)],
    ['brackets within brackets', `x = ${'['.repeat(150)}${']'.repeat(150)}\n`],
    ['a chain of operators', `x = ${'a + '.repeat(400)}a\n`],
    ['a chain of attributes and calls', `x${'.a()'.repeat(200)}\n`],
  ])('is the one the cursor sees: %s', async (_, source) => {
    await expectSame(source);
  });

  it.each([
    ['too deep', `x = ${'['.repeat(2_000)}${']'.repeat(2_000)}\n`],
    ['a chain that is too deep', `x${'.a'.repeat(2_000)}\n`],
  ])('is refused where the cursor refuses it: %s', async (_, source) => {
    const refusal = await refusalOf(sure, source);

    expect(await refusalOf(fast, source)).toEqual(refusal);
    expect(refusal).toMatchObject({ reason: 'too-deep' });
  });

  it('is the one the cursor sees, whatever is written', async () => {
    let trees = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 8 }), async (lines) => {
        if ((await expectSame(`${lines.join('\n')}\n`)) === 'tree') trees += 1;
      }),
      { numRuns: 500 },
    );

    expect(trees).toBeGreaterThan(50);
  });
});

describe('a library that lays out its memory in another way', () => {
  afterEach(() => void vi.mocked(readLanguageTables).mockReset());

  it.each<[string, (real: LanguageTables) => LanguageTables]>([
    ['with other fields', (real) => ({ ...real, children: real.children.map((child) => (child === 1 ? 2 : child)) })],
    ['with no aliases', (real) => ({ ...real, children: real.children.map((child) => child & 0xff) })],
    ['with other symbols', (real) => ({ ...real, publicSymbols: real.publicSymbols.map((symbol) => symbol + 1) })],
  ])('is found out at load, and read with the cursor: %s', async (_, changed) => {
    const { readLanguageTables: readReally } = await vi.importActual<
      typeof import('../../../../src/validator/reading/wasm-language.js')
    >('../../../../src/validator/reading/wasm-language.js');
    vi.mocked(readLanguageTables).mockImplementationOnce((memory, address) => changed(readReally(memory, address)));
    const parser = new PythonParser();

    expect(await parser.readsBy()).toBe('cursor');
    expect(shapeOf(await parser.parse('x = f(y)\n'))).toEqual(shapeOf(await sure.parse('x = f(y)\n')));
  });

  it('is read with the cursor where reading it fails', async () => {
    vi.mocked(readLanguageTables).mockImplementationOnce(() => {
      throw new RangeError('out of memory');
    });

    expect(await new PythonParser().readsBy()).toBe('cursor');
  });
});

async function expectSame(source: string): Promise<'tree' | 'refusal'> {
  const seen = await treeOrRefusal(sure, source);
  const read = await treeOrRefusal(fast, source);

  expect(read).toEqual(seen);
  return typeof seen === 'string' ? 'tree' : 'refusal';
}

async function treeOrRefusal(parser: PythonParser, source: string): Promise<unknown> {
  try {
    return shapeOf(await parser.parse(source));
  } catch (error) {
    if (error instanceof SourceRefusal) return error.unreadable;
    throw error;
  }
}

async function refusalOf(parser: PythonParser, source: string): Promise<unknown> {
  return parser.parse(source).then(
    () => undefined,
    (error: SourceRefusal) => error.unreadable,
  );
}

function shapeOf(tree: SyntaxTree): string {
  const lines: string[] = [];
  for (let node = 0; node < tree.size; node++) {
    const place = [tree.start(node), tree.end(node), tree.parent(node), tree.after(node)];
    lines.push(`${tree.kind(node)} ${tree.field(node)} ${place.join(' ')}`);
  }
  return lines.join('\n');
}

/** Sources that are Python more often than not. */
const { statement } = fc.letrec<{ expression: string; statement: string }>((tie) => {
  const e = tie('expression');
  const joined = (...parts: (string | fc.Arbitrary<string>)[]) =>
    fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(''));
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom('a', 'é', '1', '1.5', 'None', '"s"', "b'\\x00'", 'f"{a!r:>{b}}"', '...', '"a" \'b\'', '()', '[]'),
      joined('(', e, ')'),
      joined(e, fc.constantFrom(' + ', ' and ', ' not in ', ' is not ', ' < ', ' ** ', ' @ ', ' or \\\n '), e),
      joined(fc.constantFrom('not ', '-', '~', 'await ', 'lambda a, *b: ', 'lambda: '), e),
      joined(e, '.b'),
      joined(e, '[', e, fc.constantFrom('', ':', '::', ', '), e, ']'),
      joined(e, '(', e, ', *', e, ', k=', e, ', **', e, ')'),
      joined('[', e, ' for a, (b, *c) in ', e, ' if ', e, ']'),
      joined('{', e, ': ', e, ', **', e, '}'),
      joined('{', e, ', # c\n *', e, '}'),
      joined(e, ' if ', e, ' else ', e),
      joined('(a := ', e, ')'),
      joined('f"{', e, '}"'),
    ) as fc.Arbitrary<string>,
    statement: fc.oneof(
      e,
      joined('a, b = c = ', e),
      joined('a: ', e, ' = ', e),
      joined('a += ', e, '; del a, b'),
      joined('if ', e, ':\n  ', e, '\nelif ', e, ': pass\nelse:\n  return ', e),
      joined('@', e, '\ndef f(a, b: int = ', e, ', *, c=1, **d) -> ', e, ':\n    ', e, '\n    # c'),
      joined('class A(', e, ', metaclass=b):\n  x: int\n  def m(self): yield ', e),
      joined('for a in ', e, ':\n  break\nelse: continue'),
      joined('with ', e, ' as a, b: pass'),
      joined('try:\n  ', e, '\nexcept (', e, ') as a:\n  raise a from ', e, '\nfinally: pass'),
      joined('match ', e, ':\n  case {"a": [1, *_], **r} | C(x=1) if ', e, ':\n    ', e),
      fc.constantFrom(
        'import a.b as c, d',
        'from . import a',
        'from .a import (b as c, d)',
        'from a import *',
        '# c',
        '',
      ),
      fc.constantFrom('global a', 'type T[K] = list[K]', 'print >> a, b', 'assert a, b', 'while 1: pass', 'a[b'),
    ) as fc.Arbitrary<string>,
  };
});
