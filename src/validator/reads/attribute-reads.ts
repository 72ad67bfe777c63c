import { fieldsOf } from '../constants/format-fields.js';
import type { NameResolver } from '../names/name-resolver.js';
import { type AskedName, askedName } from '../remembered.js';
import { positionalArguments } from '../tree/calls.js';
import { isContinued } from '../tree/chains.js';
import { mappingEntries, takesNothingApart } from '../tree/mapping-patterns.js';
import { textOfContent } from '../tree/string-literal.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

/** A place where an attribute is read by name, in whatever disguise. */
export interface AttributeRead {
  readonly node: Node;
  readonly name: string;
  readonly asked: AskedName;
  readonly by: 'dot' | 'text' | 'pattern';
  /** Whether what is read is at once called, subscripted or dotted. */
  readonly isContinued: boolean;
}

export function attributeRead(node: Node, name: string, by: AttributeRead['by'], isContinued: boolean): AttributeRead {
  return { node, name, asked: askedName(name), by, isContinued };
}

/** What a literal that may be a format string reads of its arguments: `{0.close}`. */
export function formatFields(tree: SyntaxTree, content: Node): AttributeRead[] {
  const text = textOfContent(tree, content);
  return text.includes('{') ? fieldReads(content, text) : [];
}

/** What a class or an object shows of itself without harm. */
const SHOWN: ReadonlySet<string> = new Set(['__class__', '__dict__']);
const NAMES: ReadonlySet<string> = new Set(['__name__', '__qualname__', '__module__', '__doc__']);

// What the last part of a field holds is written into the text, for anybody to read on from.
function fieldReads(node: Node, text: string): AttributeRead[] {
  return fieldsOf(text).flatMap(({ path }) =>
    path.map(({ name }, index) => {
      const next = path[index + 1]?.name;
      const isContinued = next === undefined ? !SHOWN.has(name) : !(SHOWN.has(name) && NAMES.has(next));
      return attributeRead(node, name, 'text', isContinued);
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
    tree.kind(callee) === 'attribute' && FORMATTING_METHODS.has(tree.identifier(tree.child(callee, 'attribute')));
  if (!isMethod) return NONE;
  // `str.format(text, x)` and `Formatter().vformat(text, ...)`: an own name before the method is no text.
  return names.namesOf(callee).length > 0
    ? (positionalArguments(tree, call)[0] ?? NONE)
    : tree.unwrap(tree.child(callee, 'object'));
}

function isLiteral(tree: SyntaxTree, names: NameResolver, node: Node): boolean {
  const written = tree.kind(node) === 'identifier' ? tree.unwrap(names.soleValue(node)) : node;
  if (tree.kind(written) !== 'string') return false;
  // What an f-string takes in stands between its pieces, which say less than the whole.
  return !tree.children(written).some((part) => tree.kind(part) === 'interpolation');
}

/** A module of danger that is reached through something else: `pd.io.common.os.write`. */
const MODULE_REACHED = /\w\.(os|sys|builtins|subprocess|ctypes|importlib|posix|shutil|socket|pty)\.[a-z_]/g;

/** What a text reads of modules where something evaluates it, whatever that may be. Prose and addresses do not. */
export function modulesInText(tree: SyntaxTree, content: Node): AttributeRead[] {
  const text = textOfContent(tree, content);
  if (!text.includes('.') || text.includes('://') || isProse(tree, content)) return [];
  return [...text.matchAll(MODULE_REACHED)].map(([, name = '']) => attributeRead(content, name, 'text', true));
}

// A docstring stands alone in its statement.
function isProse(tree: SyntaxTree, content: Node): boolean {
  return tree.kind(tree.parent(tree.parent(content))) === 'expression_statement';
}

/** The parts of a path that is a text: every one but the last is continued by the next. */
export function pathReads(node: Node, parts: readonly string[], isLastContinued: boolean): AttributeRead[] {
  const last = parts.length - 1;
  return parts.map((name, index) => attributeRead(node, name, 'text', index < last || isLastContinued));
}

/** What `case object(name=value)` reads, to go on with it. */
export function patternRead(node: Node, name: string): AttributeRead {
  return attributeRead(node, name, 'pattern', true);
}

/** A literal of which the first character stands for itself, and is no underscore: no name of the machinery. */
const BEGINS_PLAINLY = /^[fru]?["'][^_{\\"']/i;

/** Whether an expression is a literal that surely is no name of the machinery, which need not be worked out to see that. */
export function isPlainLiteral(tree: SyntaxTree, node: Node): boolean {
  if (tree.kind(node) !== 'string') return false;
  const start = tree.start(node);
  return BEGINS_PLAINLY.test(tree.text.slice(start, start + 3));
}

/** What `x['__globals__']` reads: an entry, but of a table of attributes. */
export function subscriptReads(tree: SyntaxTree, names: NameResolver): (subscript: Node) => AttributeRead[] {
  return (subscript) => {
    const key = tree.child(subscript, 'subscript');
    if (isPlainLiteral(tree, key)) return [];
    return dunderKeys(names, key).flatMap((name) => pathReads(subscript, [name], isContinued(tree, subscript)));
  };
}

/** What `case {'__globals__': found}` reads, as a subscript would. */
export function mappingReads(tree: SyntaxTree, names: NameResolver): (mapping: Node) => AttributeRead[] {
  return (mapping) =>
    mappingEntries(tree, mapping).flatMap(([key, found]) =>
      dunderKeys(names, key).flatMap((name) => pathReads(key, [name], !takesNothingApart(tree, found))),
    );
}

function dunderKeys(names: NameResolver, key: Node): string[] {
  return names.constants.texts(key).texts.filter((text) => text.startsWith('__'));
}
