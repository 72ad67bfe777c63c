import type { Facts } from '../facts.js';
import type { Node } from '../tree/syntax-tree.js';

const LITERAL = /^-?\d+$/;
const COUNTS: ReadonlySet<string> = new Set(['+', '-', '*', '//', '%']);

/** Whether an expression is surely a whole number. */
export function isWholeNumber(facts: Facts, node: Node): boolean {
  const { tree, names } = facts;
  const inner = tree.unwrap(node);
  switch (tree.kind(inner)) {
    case 'integer':
    case 'unary_operator':
      return LITERAL.test(tree.textOf(inner));
    case 'binary_operator':
      return (
        COUNTS.has(tree.textOf(tree.child(inner, 'operator'))) &&
        isWholeNumber(facts, tree.child(inner, 'left')) &&
        isWholeNumber(facts, tree.child(inner, 'right'))
      );
    case 'call':
      return isCallOf(facts, inner, 'len') || isCallOf(facts, inner, 'int');
    case 'identifier': {
      const bindings = names.bindingsOf(inner) ?? [];
      return bindings.length > 0 && bindings.every(({ target }) => isCounted(facts, target));
    }
    default:
      return false;
  }
}

/** Whether a name is given whole numbers by `for i in range(...)`. */
export function isCounted(facts: Facts, target: Node): boolean {
  const { tree } = facts;
  const loop = tree.parent(target);
  if (!/^for_(?:statement|in_clause)$/.test(tree.kind(loop)) || tree.field(target) !== 'left') return false;
  return isCallOf(facts, tree.unwrap(tree.child(loop, 'right')), 'range');
}

function isCallOf({ tree, names }: Facts, node: Node, builtin: string): boolean {
  if (tree.kind(node) !== 'call') return false;
  const callee = tree.child(node, 'function');
  const isItsName = tree.kind(callee) === 'identifier' && tree.identifier(callee) === builtin;
  return isItsName && names.bindingsOf(callee) === undefined;
}
