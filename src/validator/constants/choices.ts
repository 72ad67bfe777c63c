import { callOf, positionalArguments } from '../calls.js';
import type { Binding } from '../scopes.js';
import { identifierText } from '../scopes.js';
import { NONE, type Node } from '../tree.js';
import { isAssigned, MOST_BINDINGS, valueOfBinding } from './bound-values.js';
import { type Constant, itemsOf, Sequence, Table } from './constant.js';
import type { Evaluation } from './evaluation.js';

/** The values among which an expression takes its own, and whether those are all. */
export interface Choices {
  readonly values: readonly Constant[];
  readonly isWhole: boolean;
}

/** How deep a question has gone, and what was found out for it. */
interface Trail {
  readonly depth: number;
  readonly known: Map<Node, Choices>;
}

const NOTHING: Choices = { values: [], isWhole: false };
const MOST_CHOICES = 64;
const MOST_NODES = 500;
const MOST_DEPTH = 16;
const LOOPS: ReadonlySet<string> = new Set(['for_statement', 'for_in_clause']);
const LOOKUPS: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault', '__getitem__']);
const PICKERS: ReadonlySet<string> = new Set([
  'random.choice',
  'random.choices',
  'random.sample',
  'builtins.next',
  'builtins.iter',
]);
const CHOOSERS: ReadonlySet<string> = new Set([
  'identifier',
  'conditional_expression',
  'boolean_operator',
  'subscript',
  'call',
]);

/** The values of an expression that chooses: by a condition, from a table, or because a name is bound more than once. */
export function choicesOf(evaluation: Evaluation, node: Node, trail: Trail = { depth: 0, known: new Map() }): Choices {
  const { tree } = evaluation;
  const inner = tree.unwrap(node);
  if (inner === NONE || trail.depth > MOST_DEPTH) return NOTHING;
  const known = trail.known.get(inner);
  if (known !== undefined) return known;
  // Until it is known, what leads back to itself says nothing: a name that is bound in circles is asked for once.
  trail.known.set(inner, NOTHING);
  const choices = choicesAt(evaluation, inner, { depth: trail.depth + 1, known: trail.known });
  trail.known.set(inner, choices);
  return choices;
}

function choicesAt(evaluation: Evaluation, node: Node, trail: Trail): Choices {
  const value = evaluation.evaluate(node, undefined);
  if (value !== undefined) return { values: [value], isWhole: true };
  const direct = bounded(chosenAt(evaluation, node, trail));
  return direct.values.length > 0 ? direct : tried(evaluation, node, trail);
}

function bounded(choices: Choices): Choices {
  return choices.values.length > MOST_CHOICES ? NOTHING : choices;
}

function merged(parts: readonly Choices[]): Choices {
  return { values: parts.flatMap(({ values }) => values), isWhole: parts.every(({ isWhole }) => isWhole) };
}

function chosenAt(evaluation: Evaluation, node: Node, trail: Trail): Choices {
  const { tree } = evaluation;
  const of = (part: Node) => choicesOf(evaluation, part, trail);
  switch (tree.kind(node)) {
    case 'identifier':
      return ofName(evaluation, node, trail);
    case 'conditional_expression':
      return merged(tree.children(node).flatMap((part, index) => (index === 1 ? [] : [of(part)])));
    case 'boolean_operator':
      return merged([of(tree.child(node, 'left')), of(tree.child(node, 'right'))]);
    case 'named_expression':
      return of(tree.child(node, 'value'));
    case 'subscript':
      return entriesOf(of(tree.child(node, 'value')));
    case 'call':
      return ofCall(evaluation, node, trail);
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

function ofCall(evaluation: Evaluation, call: Node, trail: Trail): Choices {
  const { tree, definitions } = evaluation;
  const callee = tree.unwrap(tree.child(call, 'function'));
  const [first = NONE, second = NONE] = positionalArguments(tree, call);
  if (definitions.namesOf(callee).some((name) => PICKERS.has(name))) {
    return entriesOf(choicesOf(evaluation, first, trail));
  }
  const isLookup =
    tree.kind(callee) === 'attribute' && LOOKUPS.has(identifierText(tree, tree.child(callee, 'attribute')));
  if (!isLookup || callOf(tree, callee) !== call) return NOTHING;
  const held = entriesOf(choicesOf(evaluation, tree.child(callee, 'object'), trail));
  return second === NONE || held.values.length === 0 ? held : merged([held, choicesOf(evaluation, second, trail)]);
}

function ofName(evaluation: Evaluation, identifier: Node, trail: Trail): Choices {
  const bindings = evaluation.definitions.bindingsOf(identifier) ?? [];
  if (bindings.length === 0 || bindings.length > MOST_BINDINGS) return NOTHING;
  return merged(bindings.map((binding) => ofBinding(evaluation, binding, trail)));
}

function ofBinding(evaluation: Evaluation, binding: Binding, trail: Trail): Choices {
  const { tree } = evaluation;
  const { target, meaning } = binding;
  const value = valueOfBinding(evaluation, binding);
  if (value !== undefined) return { values: [value], isWhole: true };
  if (meaning.kind === 'expression') {
    const choices = choicesOf(evaluation, meaning.node, trail);
    return isAssigned(evaluation, target) ? choices : { ...choices, isWhole: false };
  }
  const loop = tree.ancestor(target, LOOPS);
  if (loop === NONE || !tree.isWithin(target, tree.child(loop, 'left'))) return NOTHING;
  const items = itemsOf(evaluation.evaluate(tree.child(loop, 'right'), undefined));
  if (items === undefined || items.length > MOST_CHOICES) return NOTHING;
  return itemsTaken(evaluation, tree.unwrap(tree.child(loop, 'left')), target, items);
}

// `for name, weight in (('close', 1), ('open', 2))`
function itemsTaken({ tree }: Evaluation, left: Node, target: Node, items: readonly Constant[]): Choices {
  if (left === target) return { values: items, isWhole: true };
  const position = tree.children(left).indexOf(target);
  const parts = items.map((item) => (position < 0 ? undefined : itemsOf(item)?.[position]));
  return parts.every((part) => part !== undefined) ? { values: parts, isWhole: true } : NOTHING;
}

/** What an expression comes to with every value that its parts choose among. */
function tried(evaluation: Evaluation, node: Node, trail: Trail): Choices {
  const { tree } = evaluation;
  if (tree.after(node) - node > MOST_NODES) return NOTHING;
  let combinations: ReadonlyMap<Node, Constant>[] = [new Map()];
  let isWhole = true;
  for (let part = node + 1; part < tree.after(node); ) {
    const choices = CHOOSERS.has(tree.kind(part)) ? choicesOf(evaluation, part, trail) : NOTHING;
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
