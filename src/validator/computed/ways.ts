import { isComputedEntry, isComputedKey } from '../reads/literal-attributes.js';
import { callOf, positionalArguments } from '../tree/calls.js';
import { KINDS, kindSet } from '../tree/kinds.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { pairTargets } from '../tree/targets.js';
import type { ComputedPlaces, Walked } from './places.js';

/** More entries than one are a walk, however many they are. */
export const MANY = 2;
/** A level is how many entries were read; of what holds such a value it is that many less, and so on. */
export const WITHIN = 10;
export const DEEPEST = 3 * WITHIN;

/** Methods that give one entry, by what they are given. */
const TAKING: ReadonlySet<string> = new Set(['get', 'pop', 'setdefault', '__getitem__', 'popitem']);
const LISTING: ReadonlySet<string> = new Set(['values', 'items']);
/** Methods of a list or table that put what they are given into it. */
const PUTTING: ReadonlySet<string> = new Set(['append', 'appendleft', 'insert', 'add', 'put', 'setdefault']);
const TAKING_FUNCTIONS: ReadonlySet<string> = new Set(['builtins.next', 'builtins.max', 'builtins.min']);
const PASSING_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['builtins.iter', 'builtins.list', 'builtins.tuple', 'builtins.set', 'builtins.dict', 'builtins.reversed'],
  ...['builtins.sorted', 'copy.copy', 'copy.deepcopy'],
]);
const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
const ARITHMETIC: ReadonlySet<string> = new Set(
  ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow'].map((name) => `operator.${name}`),
);
/** Of tables it gives one of the entries of both. */
const UNION = '|';
const OPERATIONS = kindSet(['binary_operator']);
/** What a sum is made of, beside the operators, which the tree keeps as kinds of their own. */
const SUMS = kindSet([
  'binary_operator',
  'parenthesized_expression',
  'identifier',
  'integer',
  'float',
  'unary_operator',
]);

/** Where a value gets to, and its level there. */
export interface Reached {
  readonly nodes: readonly Node[];
  readonly level: number;
}

/** A value, and what stands around it. */
interface Value {
  readonly facts: Walked;
  readonly places: ComputedPlaces;
  readonly node: Node;
  readonly parent: Node;
  readonly level: number;
}

type Way = (value: Value) => readonly Reached[];

const NOWHERE: readonly Reached[] = [];

const same: Way = ({ parent, level }) => [{ nodes: [parent], level }];
const held: Way = ({ parent, level }) => [{ nodes: [parent], level: level - WITHIN }];

/** What the kind of the expression or statement around a value does with it. */
const WAYS: ReadonlyMap<string, Way> = new Map<string, Way>([
  ...['parenthesized_expression', 'boolean_operator', 'named_expression', 'await'].map((kind) => [kind, same] as const),
  ...['list', 'tuple', 'set', 'expression_list', 'list_comprehension', 'set_comprehension'].map(
    (kind) => [kind, held] as const,
  ),
  ['generator_expression', held],
  ['conditional_expression', (value) => (isCondition(value) ? NOWHERE : same(value))],
  ['binary_operator', (value) => (isUnion(value) ? same(value) : NOWHERE)],
  ['pair', heldByTable],
  ['list_splat', splat],
  ['dictionary_splat', splat],
  ['subscript', entry],
  ['attribute', method],
  ['assignment', written],
  ['return_statement', (value) => returned(value, functionAround(value), value.level)],
  ['yield', (value) => returned(value, functionAround(value), value.level - WITHIN)],
  ['lambda', (value) => (fieldOf(value) === 'body' ? returned(value, value.parent, value.level) : NOWHERE)],
  ['keyword_argument', (value) => handedOver(value, value.parent)],
  ['argument_list', (value) => handedOver(value, value.node)],
  ['call', called],
]);

/** Where a value gets to by what stands around it. */
export function placesReached(facts: Walked, places: ComputedPlaces, node: Node, level: number): readonly Reached[] {
  const parent = facts.tree.parent(node);
  return WAYS.get(facts.tree.kind(parent))?.({ facts, places, node, parent, level }) ?? NOWHERE;
}

/** Where the names are read that a value is bound to. */
export function boundReads(places: ComputedPlaces, node: Node, level: number): readonly Reached[] {
  return places.bindingsTo(node).flatMap(({ reads, meaning }) => {
    if (meaning === 'expression' || meaning === 'context') return [{ nodes: reads, level }];
    if (level >= 0 && meaning !== 'entry') return NOWHERE;
    return [{ nodes: reads, level: level < 0 ? level + WITHIN : level + 1 }];
  });
}

function fieldOf({ facts, node }: Value): string | undefined {
  return facts.tree.field(node);
}

function isCondition({ facts: { tree }, node, parent }: Value): boolean {
  return node === tree.after(tree.firstChild(parent));
}

// `table | {}`.
function isUnion({ facts: { tree }, parent }: Value): boolean {
  return tree.textOf(tree.child(parent, 'operator')) === UNION;
}

function heldByTable(value: Value): readonly Reached[] {
  const { facts, parent, level } = value;
  return fieldOf(value) === 'value' ? [{ nodes: [facts.tree.parent(parent)], level: level - WITHIN }] : NOWHERE;
}

function splat(value: Value): readonly Reached[] {
  const { facts, parent, level } = value;
  const around = facts.tree.parent(parent);
  if (facts.tree.kind(around) !== 'argument_list') return [{ nodes: [around], level }];
  return handedOver({ ...value, level: level < 0 ? level + WITHIN : level }, parent);
}

function entry(value: Value): readonly Reached[] {
  const { facts, parent, level } = value;
  if (fieldOf(value) !== 'value') return NOWHERE;
  if (level >= 0)
    return [{ nodes: [parent], level: level + (isComputedEntry(facts.tree, facts.names, parent) ? 1 : 0) }];
  const isSlice = facts.tree.kind(facts.tree.child(parent, 'subscript')) === 'slice';
  return [{ nodes: [parent], level: isSlice ? level : level + WITHIN }];
}

function method({ facts, parent, level }: Value): readonly Reached[] {
  const { tree } = facts;
  const call = callOf(tree, parent);
  const name = tree.identifier(tree.child(parent, 'attribute'));
  if (call === NONE) return NOWHERE;
  if (name === 'copy') return [{ nodes: [call], level }];
  if (LISTING.has(name)) return [{ nodes: [call], level: level < 0 ? level : level - WITHIN }];
  return TAKING.has(name) ? [taken(facts, call, level, positionalArguments(tree, call)[0])] : NOWHERE;
}

/** What a call gives that takes one entry out of a value. */
function taken({ tree, names }: Walked, call: Node, level: number, key: Node | undefined): Reached {
  if (level < 0) return { nodes: [call], level: level + WITHIN };
  return { nodes: [call], level: level + (key !== undefined && isComputedKey(tree, names, key) ? 1 : 0) };
}

/** What becomes of an argument: a value, a keyword with one, or several with a star. */
function handedOver({ facts, places, level }: Value, argument: Node): readonly Reached[] {
  const { tree, names } = facts;
  const call = tree.parent(tree.parent(argument));
  if (tree.kind(call) !== 'call') return NOWHERE;
  const callee = tree.unwrap(tree.child(call, 'function'));
  const isPut = tree.kind(callee) === 'attribute' && PUTTING.has(tree.identifier(tree.child(callee, 'attribute')));
  const container = isPut ? places.readsAsWell(tree.child(callee, 'object')) : [];
  return [
    { nodes: places.readsOfParameter(call, argument), level },
    { nodes: container, level: level - WITHIN },
    ...names.namesOf(callee).flatMap((name) => givenBack(facts, name, call, argument, level)),
  ];
}

/** What a function of Python's own gives back of what it is given. */
function givenBack(facts: Walked, name: string, call: Node, argument: Node, level: number): readonly Reached[] {
  if (PASSING_FUNCTIONS.has(name)) return [{ nodes: [call], level }];
  if (TAKING_FUNCTIONS.has(name)) return [{ nodes: [call], level: level < 0 ? level + WITHIN : level }];
  // `reduce(getitem, names, x)` takes as many steps as there are names.
  if (name === 'functools.reduce') return computesOnly(facts, call) ? NOWHERE : [{ nodes: [call], level: MANY }];
  const isFirst = facts.tree.firstChild(facts.tree.parent(argument)) === argument;
  if (name !== 'operator.getitem' || !isFirst) return NOWHERE;
  return [taken(facts, call, level, positionalArguments(facts.tree, call)[1])];
}

// `reduce(lambda a, b: a + b, columns)`: what two values add up to is neither of them.
function computesOnly({ tree, names }: Walked, call: Node): boolean {
  const step = tree.unwrap(positionalArguments(tree, call)[0] ?? NONE);
  if (tree.kind(step) !== 'lambda') return names.namesOf(step).some((name) => ARITHMETIC.has(name));
  const body = tree.child(step, 'body');
  if (!tree.isOneOf(tree.unwrap(body), OPERATIONS)) return false;
  for (let part = body; part < tree.after(body); part++) {
    const isOperator = tree.kindNumber(part) >= KINDS.length;
    if (isOperator ? tree.kind(part) === UNION : !tree.isOneOf(part, SUMS)) return false;
  }
  return true;
}

// What attrgetter gave, reads as it is called. What a reflection gave, may be called for what it computes.
function called(value: Value): readonly Reached[] {
  const isCallee = fieldOf(value) === 'function';
  return isCallee && value.level < 0 ? [{ nodes: [value.parent], level: value.level + WITHIN }] : NOWHERE;
}

function written(value: Value): readonly Reached[] {
  const { facts, places, parent, level } = value;
  if (fieldOf(value) !== 'right') return NOWHERE;
  const { tree } = facts;
  return pairTargets(tree, tree.child(parent, 'left'), NONE).flatMap(({ target, isElement }) => {
    if (isElement && level >= 0) return NOWHERE;
    const given = isElement ? level + WITHIN : level;
    if (tree.kind(target) === 'attribute') return [{ nodes: places.readsAsWell(target), level: given }];
    if (tree.kind(target) !== 'subscript') return NOWHERE;
    return [{ nodes: places.readsAsWell(tree.child(target, 'value')), level: given - WITHIN }];
  });
}

function functionAround({ facts: { tree }, parent }: Value): Node {
  let around = tree.parent(parent);
  while (around !== NONE && !FUNCTIONS.has(tree.kind(around))) around = tree.parent(around);
  return around;
}

function returned({ places }: Value, definition: Node, level: number): readonly Reached[] {
  return definition === NONE ? NOWHERE : places.callsOf(definition).map((nodes) => ({ nodes, level }));
}
