import { isOwnObject } from '../reads/own-objects.js';
import type { ReflectionCall } from '../reads/reflections.js';
import { callOf } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { pairTargets } from '../tree/targets.js';
import {
  calledGives,
  elementOf,
  entryOf,
  filledBy,
  functionsIn,
  handedOn,
  heldBy,
  IS,
  partOf,
  valuesIn,
} from './carriage.js';
import { fill, handOver } from './carried-arguments.js';
import { argumentValues, type Carried, CarriedValues } from './carried-values.js';
import { GIVING_METHODS, RESHAPING_METHODS, ROW_METHODS } from './carriers.js';
import type { ComputedPlaces, Walked } from './places.js';

type Way = (value: Carried) => void;

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);

const same: Way = ({ values, parent, carried }) => values.raise(parent, carried);
const held: Way = ({ values, parent, carried }) => values.raise(parent, heldBy(carried));

const WAYS: ReadonlyMap<string, Way> = new Map<string, Way>([
  ...['parenthesized_expression', 'boolean_operator', 'named_expression', 'await'].map((kind) => [kind, same] as const),
  ...['list', 'tuple', 'set', 'expression_list', 'dictionary', 'generator_expression'].map(
    (kind) => [kind, held] as const,
  ),
  ...['list_comprehension', 'set_comprehension', 'dictionary_comprehension'].map((kind) => [kind, held] as const),
  ['pair', held],
  ['conditional_expression', (value) => (isCondition(value) ? undefined : same(value))],
  ['binary_operator', ({ values, parent, carried }) => values.raise(parent, values.operated(carried))],
  ['list_splat', splat],
  ['dictionary_splat', splat],
  ['subscript', entry],
  ['attribute', attribute],
  ['assignment', written],
  ['augmented_assignment', written],
  ['return_statement', returned],
  ['yield', returned],
  ['lambda', (value) => (fieldOf(value) === 'body' ? returned(value) : undefined)],
  ['keyword_argument', (value) => handOver(value, value.parent)],
  ['argument_list', (value) => handOver(value, value.node)],
  ['call', called],
  ['raise_statement', ({ values, carried }) => values.throw(heldBy(carried))],
]);

/** Carries what reflections read as far as it gets, by whatever stands around it. */
export function carriedValues(facts: Walked, places: ComputedPlaces, reflections: readonly ReflectionCall[]) {
  const values = new CarriedValues(facts, places, reflections);
  for (let value = values.next(); value !== undefined; value = values.next()) {
    WAYS.get(facts.tree.kind(value.parent))?.(value);
  }
  return values;
}

function fieldOf({ values, node }: Carried): string {
  return values.facts.tree.field(node);
}

function isCondition({ values: { facts }, node, parent }: Carried): boolean {
  return node === facts.tree.after(facts.tree.firstChild(parent));
}

function splat(value: Carried): void {
  const { values, parent, carried } = value;
  const around = values.facts.tree.parent(parent);
  if (values.facts.tree.kind(around) !== 'argument_list') values.raise(around, carried);
  else handOver({ ...value, carried: elementOf(carried) }, parent);
}

function entry(value: Carried): void {
  const { values, parent, carried } = value;
  if (fieldOf(value) === 'value') values.raise(parent, entryOf(carried));
}

function attribute({ values, parent, carried }: Carried): void {
  const { tree } = values.facts;
  const call = callOf(tree, parent);
  if (call === NONE) {
    values.raise(parent, partOf(carried));
    return;
  }
  const name = tree.identifier(tree.child(parent, 'attribute'));
  values.raise(parent, functionsIn(carried));
  values.raise(call, methodGives(name, carried));
  for (const argument of argumentValues(tree, call)) {
    for (const own of values.functions.meantBy(argument)) values.giveTo(own, handedOn(carried));
  }
}

function methodGives(name: string, carried: number): number {
  if (GIVING_METHODS.has(name)) return entryOf(carried);
  const held = valuesIn(carried) & ~IS;
  if (ROW_METHODS.has(name)) return heldBy(held);
  return RESHAPING_METHODS.has(name) ? held : valuesIn(partOf(carried));
}

function called(value: Carried): void {
  const { values, node, parent, carried } = value;
  if (fieldOf(value) !== 'function') {
    handOver(value, node);
    return;
  }
  const given = calledGives(carried);
  values.raise(parent, given);
  if (given === 0 || values.functions.meantBy(node).length > 0) return;
  for (const argument of argumentValues(values.facts.tree, parent)) values.giveToGivers(values.carriedBy(argument));
}

function written(value: Carried): void {
  const { values, parent, carried } = value;
  if (fieldOf(value) !== 'right') return;
  const { tree } = values.facts;
  const isAdded = tree.kind(parent) === 'augmented_assignment';
  for (const { target, isElement } of pairTargets(tree, tree.child(parent, 'left'), NONE)) {
    const given = isElement ? elementOf(carried) : carried;
    if (tree.kind(target) === 'subscript') fill(values, target, isSlice(tree, target) ? given : filledBy(given));
    else if (isAdded || tree.kind(target) === 'attribute') values.raiseAll(values.places.readsAsWell(target), given);
  }
}

// `a[:] = [x]` puts in what the list holds.
function isSlice(tree: SyntaxTree, target: Node): boolean {
  return tree.kind(tree.child(target, 'subscript')) === 'slice';
}

function returned({ values, node, parent, carried }: Carried): void {
  const { tree } = values.facts;
  let around = tree.kind(parent) === 'lambda' ? parent : tree.parent(parent);
  while (around !== NONE && !FUNCTIONS.has(tree.kind(around))) around = tree.parent(around);
  values.givenBy(around, tree.kind(parent) === 'yield' ? heldBy(carried) : carried, isReadOfOneself(values, node));
}

// `return getattr(self, name)`: by its own object the object alone is read.
function isReadOfOneself({ facts }: CarriedValues, node: Node): boolean {
  const inner = facts.tree.unwrap(node);
  return facts.reflections.some((call) => call.node === inner && isOwnObject(facts, call.owner));
}
