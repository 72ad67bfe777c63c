import type { Binding } from '../scopes/scope.js';
import { callOf, positionalArguments } from '../tree/calls.js';
import { kindSet } from '../tree/kinds.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { FOR_LOOPS } from '../tree/targets.js';
import { isAssigned, isChanged, MOST_BINDINGS, valueOfBinding } from './bound-values.js';
import { undecoratedResult } from './calls.js';
import { type Choices, type Constant, itemsOf, Sequence, Table } from './constant.js';
import type { Evaluation } from './evaluation.js';
import { writtenInRows } from './written-rows.js';

/** Where nothing is known. */
export const NOTHING: Choices = { values: [], isWhole: false };
const MOST_CHOICES = 64;
const MOST_NODES = 500;
const LOOKUPS: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault', '__getitem__']);
const PICKERS: ReadonlySet<string> = new Set([
  'random.choice',
  'random.choices',
  'random.sample',
  'builtins.next',
  'builtins.iter',
]);
const CHOOSERS = kindSet([
  'identifier',
  'conditional_expression',
  'boolean_operator',
  'subscript',
  'attribute',
  'call',
]);

/**
 * The values of an expression that chooses: by a condition, from a table, or because a name is bound more than once. To
 * be asked through `evaluation.choices`, which asks once per expression.
 */
export function choicesOf(evaluation: Evaluation, node: Node): Choices {
  const value = evaluation.evaluate(node, undefined);
  if (value !== undefined) return { values: [value], isWhole: true };
  const direct = chosenAt(evaluation, node);
  return direct.values.length > 0 ? direct : tried(evaluation, node);
}

function merged(parts: readonly Choices[]): Choices {
  const values = parts.flatMap((part) => part.values);
  return values.length > MOST_CHOICES ? NOTHING : { values, isWhole: parts.every(({ isWhole }) => isWhole) };
}

function chosenAt(evaluation: Evaluation, node: Node): Choices {
  const { tree } = evaluation;
  const of = (part: Node) => evaluation.choices(part);
  switch (tree.kind(node)) {
    case 'identifier':
      return ofName(evaluation, node);
    case 'conditional_expression':
      return merged(tree.children(node).flatMap((part, index) => (index === 1 ? [] : [of(part)])));
    case 'boolean_operator':
      return merged([of(tree.child(node, 'left')), of(tree.child(node, 'right'))]);
    case 'named_expression':
      return of(tree.child(node, 'value'));
    case 'attribute':
      return ofAttribute(evaluation, node);
    case 'subscript':
      return entriesOf(of(tree.child(node, 'value')));
    case 'call':
      return ofCall(evaluation, node);
    default:
      return NOTHING;
  }
}

/** Everything that the tables and lists among the values hold. */
function entriesOf({ values, isWhole }: Choices): Choices {
  const tables = values.filter((value) => value instanceof Table || value instanceof Sequence);
  const held = tables.flatMap((value) =>
    value instanceof Table ? value.entries.map(([, entry]) => entry) : value.items,
  );
  return { values: held, isWhole: isWhole && tables.length === values.length };
}

function ofCall(evaluation: Evaluation, call: Node): Choices {
  const { tree, definitions } = evaluation;
  const callee = tree.unwrap(tree.child(call, 'function'));
  const [first = NONE, second = NONE] = positionalArguments(tree, call);
  if (definitions.namesOf(callee).some((name) => PICKERS.has(name))) {
    return entriesOf(evaluation.choices(first));
  }
  const undecorated = undecoratedResult(evaluation, call);
  if (undecorated !== undefined) return { values: [undecorated], isWhole: false };
  const isLookup = tree.kind(callee) === 'attribute' && LOOKUPS.has(tree.identifier(tree.child(callee, 'attribute')));
  if (!isLookup || callOf(tree, callee) !== call) return NOTHING;
  const held = entriesOf(evaluation.choices(tree.child(callee, 'object')));
  return second === NONE || held.values.length === 0 ? held : merged([held, evaluation.choices(second)]);
}

// `self.name`, whatever object of the source's own `self` is: what is given to an attribute of that name anywhere.
function ofAttribute(evaluation: Evaluation, node: Node): Choices {
  const { tree } = evaluation;
  const given = evaluation.valuesOfAttribute(tree.identifier(tree.child(node, 'attribute')));
  if (given.length === 0 || given.length > MOST_BINDINGS) return NOTHING;
  const { values } = merged(given.map((value) => evaluation.choices(value)));
  return { values, isWhole: false };
}

function ofName(evaluation: Evaluation, identifier: Node): Choices {
  const bindings = evaluation.definitions.bindingsOf(identifier) ?? [];
  if (bindings.length === 0 || bindings.length > MOST_BINDINGS) return NOTHING;
  const { values, isWhole } = merged(bindings.map((binding) => ofBinding(evaluation, binding)));
  return { values, isWhole: isWhole && !values.some((value) => isChanged(evaluation, identifier, value)) };
}

function ofBinding(evaluation: Evaluation, binding: Binding): Choices {
  const { tree } = evaluation;
  const { target, meaning } = binding;
  const value = valueOfBinding(evaluation, binding);
  if (value !== undefined) return { values: [value], isWhole: true };
  if (meaning.kind === 'expression') {
    const choices = evaluation.choices(meaning.node);
    return isAssigned(evaluation, target) ? choices : { ...choices, isWhole: false };
  }
  const loop = tree.ancestor(target, FOR_LOOPS);
  if (loop === NONE || !tree.isWithin(target, tree.child(loop, 'left'))) return NOTHING;
  const [left, right] = [tree.unwrap(tree.child(loop, 'left')), tree.child(loop, 'right')];
  const items = itemsOf(evaluation.evaluate(right, undefined));
  if (items === undefined) return takenFromRows(evaluation, left, target, right);
  return items.length > MOST_CHOICES ? NOTHING : itemsTaken(evaluation, left, target, items);
}

// `for name, prices in (('close', close()), ('open', opened()))`: what stands beside the names is not known.
function takenFromRows(evaluation: Evaluation, left: Node, target: Node, right: Node): Choices {
  const targets = left === target ? [] : evaluation.tree.children(left);
  const place = targets.indexOf(target);
  const isPlain = targets.every((one) => !evaluation.tree.kind(one).startsWith('list_splat'));
  const parts = place < 0 || !isPlain ? undefined : writtenInRows(evaluation, right, place);
  if (parts === undefined || parts.length === 0 || parts.length > MOST_CHOICES) return NOTHING;
  const values = parts.map((part) => evaluation.evaluate(part, undefined));
  return values.every((value) => value !== undefined) ? { values, isWhole: true } : NOTHING;
}

// `for name, weight in (('close', 1), ('open', 2))`
function itemsTaken({ tree }: Evaluation, left: Node, target: Node, items: readonly Constant[]): Choices {
  if (left === target) return { values: items, isWhole: true };
  const position = tree.children(left).indexOf(target);
  const parts = items.map((item) => (position < 0 ? undefined : itemsOf(item)?.[position]));
  return parts.every((part) => part !== undefined) ? { values: parts, isWhole: true } : NOTHING;
}

/** What an expression comes to with every value that its parts choose among. */
function tried(evaluation: Evaluation, node: Node): Choices {
  const { tree } = evaluation;
  if (tree.after(node) - node > MOST_NODES) return NOTHING;
  let combinations: ReadonlyMap<Node, Constant>[] = [new Map()];
  let isWhole = true;
  for (let part = node + 1; part < tree.after(node); ) {
    const choices = tree.isOneOf(part, CHOOSERS) ? evaluation.choices(part) : NOTHING;
    if (choices.values.length === 0) {
      part += 1;
      continue;
    }
    isWhole &&= choices.isWhole;
    if (choices.values.length > 1) combinations = combined(combinations, part, choices.values);
    if (combinations.length > MOST_CHOICES) return NOTHING;
    part = tree.after(part);
  }
  if (combinations.length === 1) return NOTHING;
  const values = combinations.map((pins) => evaluation.evaluate(node, { locals: new Map(), pins }));
  return values.every((value) => value !== undefined) ? { values, isWhole } : NOTHING;
}

function combined(
  combinations: readonly ReadonlyMap<Node, Constant>[],
  part: Node,
  values: readonly Constant[],
): ReadonlyMap<Node, Constant>[] {
  return combinations.flatMap((pins) => values.map((value) => new Map([...pins, [part, value]])));
}
