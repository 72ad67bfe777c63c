import { namedCharacter } from './named-characters.js';
import type { Node, SyntaxTree } from './syntax-tree.js';

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|N\{([^}]*)\}|([\s\S]))/g;
const LARGEST_CODE_POINT = 0x10ffff;

/** The prefix of a string literal, such as `rb`, in lower case. */
export function stringPrefix(stringStart: string): string {
  return stringStart.replace(/['"`]+$/, '').toLowerCase();
}

/** The text that the content of a literal stands for, or one of its pieces where expressions stand between them. */
export function textOfContent(tree: SyntaxTree, content: Node): string {
  const written = tree.textOf(content);
  if (!written.includes('\\')) return written;
  return unescapeLiteral(written, stringPrefix(tree.textOf(tree.firstChild(tree.parent(content)))));
}

/**
 * The text that a literal's source stands for. Bytes are read as one character each; characters that are written by their
 * names are left alone where code is not written with them.
 */
export function unescapeLiteral(content: string, prefix: string): string {
  if (prefix.includes('r')) return content;
  if (!content.includes('\\')) return content;
  return content.replaceAll(ESCAPE, (whole, hex, short, long, octal, named, other) => {
    if (prefix.includes('b') && (short ?? long ?? named) !== undefined) return whole;
    if (named !== undefined) return namedCharacter(named) ?? whole;
    if (other !== undefined) return SIMPLE_ESCAPES[other] ?? whole;
    const code = octal === undefined ? Number.parseInt(hex ?? short ?? long, 16) : Number.parseInt(octal, 8);
    return code > LARGEST_CODE_POINT ? whole : String.fromCodePoint(code);
  });
}
