import type { Facts } from '../facts.js';
import type { Binding } from '../scopes/scope.js';
import type { Node } from '../tree/syntax-tree.js';
import { isCounted, isWholeNumber } from './whole-numbers.js';

/** What finds rows: places counted from 0, or their labels and masks; undefined where nobody knows. */
export type RowKey = 'position' | 'label' | undefined;

const LABELS = /^(?:string|concatenated_string|comparison_operator|boolean_operator|not_operator)$/;
const MASKS: ReadonlySet<string> = new Set(['&', '|', '^']);
/** Names that lead to names that lead to a key. */
const MOST_DEPTH = 4;
/** Bindings of one name that are looked at. */
const MOST_BINDINGS = 10;

/** By what a key of a column finds rows: `5:` and the number of a range loop count them, `mask` does not. */
export function rowKeyOf(facts: Facts, key: Node, depth = 0): RowKey {
  const { tree } = facts;
  const inner = tree.unwrap(key);
  const kind = tree.kind(inner);
  if (LABELS.test(kind)) return 'label';
  if (isWholeNumber(facts, inner)) return 'position';
  switch (kind) {
    case 'slice':
      return ofSlice(tree.children(inner).map((bound) => rowKeyOf(facts, bound, depth)));
    case 'unary_operator':
      return tree.textOf(inner).startsWith('~') ? 'label' : 'position';
    case 'binary_operator':
      return MASKS.has(tree.textOf(tree.child(inner, 'operator'))) ? 'label' : undefined;
    case 'identifier':
      return depth < MOST_DEPTH ? ofName(facts, inner, depth + 1) : undefined;
    default:
      return undefined;
  }
}

// The step of a slice of labels is a number as well.
function ofSlice(bounds: readonly RowKey[]): RowKey {
  if (bounds.length === 0 || bounds.includes('label')) return 'label';
  return bounds.includes('position') ? 'position' : undefined;
}

function ofName(facts: Facts, name: Node, depth: number): RowKey {
  const bindings = facts.names.bindingsOf(name) ?? [];
  if (bindings.length > MOST_BINDINGS) return undefined;
  const [first, ...others] = bindings.map((binding) => ofBinding(facts, binding, depth));
  return others.every((other) => other === first) ? first : undefined;
}

function ofBinding(facts: Facts, { meaning, target }: Binding, depth: number): RowKey {
  const { tree } = facts;
  if (isCounted(facts, target)) return 'position';
  const statement = tree.parent(target);
  if (tree.kind(statement) === 'augmented_assignment') return rowKeyOf(facts, tree.child(statement, 'right'), depth);
  return meaning.kind === 'expression' ? rowKeyOf(facts, meaning.node, depth) : undefined;
}
