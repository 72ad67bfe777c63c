import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Language, Parser } from 'web-tree-sitter';
import { PythonParser } from '../../../../src/validator/reading/parser.js';
import { ParserInput } from '../../../../src/validator/reading/parser-input.js';
import { grammarWasmFile } from '../../../../src/validator/reading/wasm-files.js';

/** Units that the library takes at a time. */
const AT_ONCE = 5119;
const handed = new PythonParser();
let plain: Parser;

beforeAll(async () => {
  await Parser.init();
  plain = new Parser().setLanguage(await Language.load(readFileSync(grammarWasmFile())));
});

describe('a text that is handed to the parser', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['as much as fits', `x = "${'a'.repeat(AT_ONCE - 7)}"\n`],
    ['one more than fits', `x = "${'a'.repeat(AT_ONCE - 6)}"\n`],
    ['many times as much', 'value = other + 1\n'.repeat(3000)],
    ['one token of many times as much', `x = "${'y'.repeat(50_000)}"\nz = 1\n`],
    ['wide characters', 'é = "ü" + ｅ\n'.repeat(2000)],
    ...[-1, 0, 1].map((by): [string, string] => [
      `half a character at the end (${by})`,
      `${'#'.repeat(AT_ONCE + by)}\u{1f600}\nx = 1\n`,
    ]),
    ['a comment before code', `${'# c\n\n'.repeat(1500)}if x:\n    y = [1,\n 2]\n`],
  ])('is read as the library reads it: %s', async (_, source) => {
    const tree = await handed.parse(source);
    const places: string[] = [];
    for (let node = 0; node < tree.size; node++)
      places.push(`${tree.kind(node)} ${tree.start(node)} ${tree.end(node)}`);

    expect(places.filter(isNamed)).toEqual(namedIn(source));
  });

  it('is read after one that was no Python, and beside others', async () => {
    await expect(handed.parse('x = (\n')).rejects.toThrow('syntax error');
    const trees = await Promise.all(['a = 1\n', 'b = 22\n', 'c = 333\n'].map((source) => handed.parse(source)));

    expect(trees.map((tree) => tree.end(0))).toEqual([6, 7, 8]);
  });
});

describe('a library that sees another text than it is handed', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('is found out at load, and copies the text itself', async () => {
    const { during: really } = ParserInput.prototype;
    const during = vi.spyOn(ParserInput.prototype, 'during');
    during.mockImplementation(function (this: ParserInput, text, parse) {
      return really.call(this, text.replaceAll('a', '('), parse) as ReturnType<typeof parse>;
    });
    const tree = await new PythonParser().parse('a = b(a)\n');
    const kinds = Array.from({ length: tree.size }, (_, node) => tree.kind(node));

    expect(kinds).toContain('call');
    expect(during).toHaveBeenCalledTimes(1);
  });
});

function isNamed(place: string): boolean {
  return /^(?:module|identifier|string|integer|assignment|binary_operator|if_statement|list) /.test(place);
}

function namedIn(source: string): string[] {
  const tree = plain.parse(source);
  const places: string[] = [];
  const cursor = tree?.walk();
  for (let goesOn = cursor !== undefined; goesOn && cursor !== undefined; ) {
    const place = `${cursor.nodeType} ${cursor.startIndex} ${cursor.endIndex}`;
    if (cursor.nodeIsNamed && isNamed(place)) places.push(place);
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling() && goesOn) goesOn = cursor.gotoParent();
  }
  cursor?.delete();
  tree?.delete();
  return places;
}
