import { positionalArguments } from './calls.js';
import { isContinued } from './chains.js';
import { fieldsOf } from './constants/format-fields.js';
import type { NameResolver } from './names.js';
import { identifierText } from './scopes.js';
import { stringPrefix, unescapeLiteral } from './string-literal.js';
import { NONE, type Node, type SyntaxTree } from './tree.js';

/** A place where an attribute is read by name, in whatever disguise. */
export interface AttributeRead {
  readonly node: Node;
  readonly name: string;
  readonly by: 'dot' | 'text' | 'pattern';
  /** Whether what is read is at once called, subscripted or dotted. */
  readonly isContinued: boolean;
}

/** What a literal that may be a format string reads of its arguments: `{0.close}`. */
export function formatFields(tree: SyntaxTree, content: Node): AttributeRead[] {
  const written = tree.textOf(content);
  if (!MAY_HOLD_FIELD.test(written)) return [];
  const prefix = stringPrefix(tree.textOf(tree.firstChild(tree.parent(content))));
  return fieldReads(content, unescapeLiteral(written, prefix));
}

/** A brace, or an escape that may stand for one. */
const MAY_HOLD_FIELD = /[{\\]/;

/** What a class or an object shows of itself without harm. */
const SHOWN: ReadonlySet<string> = new Set(['__class__', '__dict__']);
const NAMES: ReadonlySet<string> = new Set(['__name__', '__qualname__', '__module__', '__doc__']);

// What the last part of a field holds is written into the text, for anybody to read on from.
function fieldReads(node: Node, text: string): AttributeRead[] {
  return fieldsOf(text).flatMap(({ path }) =>
    path.map(({ name }, index) => {
      const next = path[index + 1]?.name;
      const isContinued = next === undefined ? !SHOWN.has(name) : !(SHOWN.has(name) && NAMES.has(next));
      return { node, name, by: 'text', isContinued };
    }),
  );
}

/** What `text.format(...)` reads, where the text is not written out in one literal, whose fields are read anyway. */
export function formatReads(tree: SyntaxTree, names: NameResolver): (call: Node) => AttributeRead[] {
  return (call) => {
    const text = formattedText(tree, names, call);
    if (text === NONE || isLiteral(tree, names, text)) return [];
    return names.constants.texts(text).texts.flatMap((format) => fieldReads(text, format));
  };
}

const FORMATTING_METHODS: ReadonlySet<string> = new Set(['format', 'format_map', 'vformat']);

/** The format string of a call, or `NONE` where the call formats nothing. */
function formattedText(tree: SyntaxTree, names: NameResolver, call: Node): Node {
  const callee = tree.unwrap(tree.child(call, 'function'));
  const isMethod =
    tree.kind(callee) === 'attribute' && FORMATTING_METHODS.has(identifierText(tree, tree.child(callee, 'attribute')));
  if (!isMethod) return NONE;
  // `str.format(text, x)` and `Formatter().vformat(text, ...)`: an own name before the method is no text.
  return names.namesOf(callee).length > 0
    ? (positionalArguments(tree, call)[0] ?? NONE)
    : tree.unwrap(tree.child(callee, 'object'));
}

function isLiteral(tree: SyntaxTree, names: NameResolver, node: Node): boolean {
  const written = tree.kind(node) === 'identifier' ? tree.unwrap(names.soleValue(node)) : node;
  return tree.kind(written) === 'string';
}

/** The parts of a path that is a text: every one but the last is continued by the next. */
export function pathReads(node: Node, parts: readonly string[], isLastContinued: boolean): AttributeRead[] {
  const last = parts.length - 1;
  return parts.map((name, index) => ({ node, name, by: 'text', isContinued: index < last || isLastContinued }));
}

/** What `case object(name=value)` reads. */
export function patternRead(node: Node, name: string): AttributeRead {
  return { node, name, by: 'pattern', isContinued: false };
}

/** What `x['__globals__']` reads: an entry, but of a table of attributes. */
export function subscriptReads(tree: SyntaxTree, names: NameResolver): (subscript: Node) => AttributeRead[] {
  return (subscript) => {
    const { texts } = names.constants.texts(tree.child(subscript, 'subscript'));
    const keys = texts.filter((key) => key.startsWith('__'));
    return keys.flatMap((key) => pathReads(subscript, [key], isContinued(tree, subscript)));
  };
}
