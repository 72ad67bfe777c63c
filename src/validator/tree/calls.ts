import { kindSet } from './kinds.js';
import { NONE, type Node, type SyntaxTree } from './syntax-tree.js';

const KEYWORDS = kindSet(['keyword_argument', 'dictionary_splat']);
const PLAIN_LITERAL = /^[ru]?(?<quote>"""|'''|"|')(?<said>[^\\]*)\k<quote>$/i;

/** The positional arguments of a call, as far as they are known: a splat hides what follows it. */
export function positionalArguments(tree: SyntaxTree, call: Node): Node[] {
  const list = tree.child(call, 'arguments');
  if (list === NONE) return [];
  if (tree.kind(list) === 'generator_expression') return [list];
  const positional: Node[] = [];
  const after = tree.after(list);
  for (let argument = list + 1; argument < after; argument = tree.after(argument)) {
    const kind = tree.kind(argument);
    if (kind === 'list_splat') break;
    if (kind !== 'keyword_argument' && kind !== 'dictionary_splat') positional.push(argument);
  }
  return positional;
}

/** The value of a keyword argument, or `NONE`. */
export function keywordArgument(tree: SyntaxTree, call: Node, keyword: string): Node {
  return keywordIn(tree, tree.child(call, 'arguments'), keyword);
}

/** The same of a list of arguments, which a class has too; it may be `NONE`. */
export function keywordIn(tree: SyntaxTree, list: Node, keyword: string): Node {
  const after = tree.after(list);
  for (let argument = list + 1; list !== NONE && argument < after; argument = tree.after(argument)) {
    const kind = tree.kind(argument);
    if (kind === 'dictionary_splat') {
      const value = entryOf(tree, tree.firstChild(argument), keyword);
      if (value !== NONE) return value;
    } else if (kind === 'keyword_argument' && tree.identifier(tree.child(argument, 'name')) === keyword) {
      return tree.child(argument, 'value');
    }
  }
  return NONE;
}

/** The value that a dictionary which is written out has under a key that is a plain literal, or `NONE`. */
function entryOf(tree: SyntaxTree, dictionary: Node, key: string): Node {
  if (tree.kind(dictionary) !== 'dictionary') return NONE;
  const pairs = tree.children(dictionary).filter((pair) => plainText(tree, tree.child(pair, 'key')) === key);
  return pairs.length === 0 ? NONE : tree.child(pairs[0] ?? NONE, 'value');
}

function plainText(tree: SyntaxTree, node: Node): string | undefined {
  return tree.kind(node) === 'string' ? PLAIN_LITERAL.exec(tree.textOf(node))?.groups?.said : undefined;
}

/** The value of an argument that is given by its keyword or at its position, or `NONE`. */
export function argumentAt(tree: SyntaxTree, call: Node, keyword: string, position?: number): Node {
  const byKeyword = keywordArgument(tree, call, keyword);
  if (byKeyword !== NONE || position === undefined) return byKeyword;
  return positionalArguments(tree, call)[position] ?? NONE;
}

/** Whether a call has any keyword argument, also by `**options`. */
export function hasKeyword(tree: SyntaxTree, call: Node): boolean {
  const list = tree.child(call, 'arguments');
  const after = tree.after(list);
  for (let argument = list + 1; list !== NONE && argument < after; argument = tree.after(argument)) {
    if (tree.isOneOf(argument, KEYWORDS)) return true;
  }
  return false;
}

/** Whether arguments are handed over that cannot be seen: `f(*args)`, `f(**options)`. */
export function hidesArguments(tree: SyntaxTree, call: Node): boolean {
  return tree.children(tree.child(call, 'arguments')).some((argument) => tree.kind(argument).endsWith('_splat'));
}

/** Whether options are handed over that are not written out there: `f(**options)`, and not `f(**{'a': 1})`. */
export function hidesOptions(tree: SyntaxTree, call: Node): boolean {
  return tree
    .children(tree.child(call, 'arguments'))
    .some((part) => tree.kind(part) === 'dictionary_splat' && tree.kind(tree.firstChild(part)) !== 'dictionary');
}

/** The call of which a node is the function, or `NONE`. */
export function callOf(tree: SyntaxTree, callee: Node): Node {
  const outer = tree.wrapped(callee);
  const call = tree.parent(outer);
  return tree.kind(call) === 'call' && tree.field(outer) === 'function' ? call : NONE;
}
