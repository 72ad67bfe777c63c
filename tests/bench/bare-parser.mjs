// Parsing with nothing around it: what every reader of syntax trees pays.
import { readFileSync } from 'node:fs';
import { Language, Parser } from 'web-tree-sitter';

const GRAMMAR = new URL('../../dist/validator/tree-sitter-python.wasm', import.meta.url);

/** Functions that parse a text, and that go through its tree besides with a cursor, looking at each node's kind. */
export async function bareParser() {
  await Parser.init();
  const parser = new Parser().setLanguage(await Language.load(readFileSync(GRAMMAR)));
  return {
    parse: (text) => parser.parse(text).delete(),
    parseAndWalk: (text) => {
      const tree = parser.parse(text);
      const cursor = tree.walk();
      const nodes = walk(cursor);
      cursor.delete();
      tree.delete();
      return nodes;
    },
  };
}

function walk(cursor) {
  let named = 0;
  for (;;) {
    if (cursor.nodeTypeId > 0) named += 1;
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return named;
  }
}
