import { rootOf } from '../qualified-name.js';
import { RECEIVERS } from '../reads/own-objects.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { calledGives, entryOf, filledBy, functionsIn, givenBy, heldBy, IS, madeOf, valuesIn } from './carriage.js';
import type { Carried, CarriedValues } from './carried-values.js';
import {
  ENDING_FUNCTIONS,
  FILLING_FUNCTIONS,
  FILLING_MODULES,
  GIVING_METHODS,
  isRepeating,
  onlyHolds,
  PUTTING_METHODS,
  RESHAPING_METHODS,
} from './carriers.js';
import { placeOf } from './places.js';

/** A call, and which of its arguments carries something. */
interface Handed {
  readonly values: CarriedValues;
  readonly call: Node;
  readonly callee: Node;
  readonly argument: Node;
  readonly carried: number;
}

/** Carries an argument to the parameters it is given to, and into what a library makes of it. */
export function handOver({ values, carried }: Carried, argument: Node): void {
  const { tree } = values.facts;
  const around = tree.parent(argument);
  const call = tree.kind(around) === 'call' ? around : tree.parent(around);
  if (tree.kind(call) !== 'call') return;
  const callee = tree.unwrap(tree.child(call, 'function'));
  const own = values.functions.meantBy(callee);
  const isClass = values.functions.isClass(callee);
  const handed = { values, call, callee, argument, carried };
  if (own.length > 0) {
    const unseen = isClass || tree.kind(callee) === 'attribute' ? 1 : 0;
    const place = placeOf(tree, argument, unseen);
    values.raiseAll(values.functions.readsOfParameter(own, place), carried);
  }
  if (isClass) values.raise(call, heldBy(carried));
  else if (own.length === 0 || tree.kind(callee) === 'attribute') handToLibrary(handed);
}

function handToLibrary(handed: Handed): void {
  const { values, call, callee, argument } = handed;
  const { tree } = values.facts;
  const names = values.facts.names.namesOf(callee);
  if (names.length > 0 && names.every((name) => ENDING_FUNCTIONS.has(name))) return;
  const isKey = tree.kind(argument) === 'keyword_argument' && tree.identifier(tree.child(argument, 'name')) === 'key';
  // What a key gives is compared, and nobody gets it.
  const carried = isKey ? valuesIn(handed.carried) : handed.carried;
  values.raise(call, givenBack(handed, names, carried));
  if (calledGives(values.carriedBy(callee)) !== 0) values.giveToGivers(carried);
  if (functionsIn(carried) !== 0) handFunction(handed, names);
  fillFirst(handed, names);
  fillReceiver(handed);
  // `map(f, held)` and `partial(f, value)`: the function is given what stands beside it.
  const beside = valuesIn(carried);
  if (beside !== 0) values.handToFunctionsIn(call, entryOf(beside) | beside);
}

/** What a call gives of an argument: something that holds it, itself, or a function that gives it. */
function givenBack({ values, callee }: Handed, names: readonly string[], carried: number): number {
  const { tree } = values.facts;
  const isMethod = tree.kind(callee) === 'attribute' && names.length === 0;
  const method = isMethod ? tree.identifier(tree.child(callee, 'attribute')) : '';
  const isHeld = isMethod ? !GIVING_METHODS.has(method) : names.length > 0 && names.every(onlyHolds);
  const given = valuesIn(carried) | givenBy(carried);
  return madeOf(given) | (isHeld ? 0 : entryOf(given)) | (isMethod || isHeld ? 0 : functionsIn(carried));
}

// What calls a function of two values again and again gives it what it gave; so may do who is given one.
function handFunction({ values, argument }: Handed, names: readonly string[]): void {
  const { tree } = values.facts;
  if (names.some(isRepeating)) values.giveToGivers(IS);
  const given = tree.kind(argument) === 'keyword_argument' ? tree.child(argument, 'value') : argument;
  for (const own of values.functions.meantBy(given)) {
    if (values.functions.parameterCount(own) > 1) values.giveTo(own, IS);
  }
}

function fillFirst({ values, call, carried }: Handed, names: readonly string[]): void {
  const { tree } = values.facts;
  if (!names.some((name) => FILLING_FUNCTIONS.has(name) || FILLING_MODULES.has(rootOf(name)))) return;
  fill(values, tree.firstChild(tree.child(call, 'arguments')), filledBy(carried));
}

function fillReceiver({ values, callee, carried }: Handed): void {
  const { tree } = values.facts;
  if (tree.kind(callee) !== 'attribute') return;
  const name = tree.identifier(tree.child(callee, 'attribute'));
  const object = tree.unwrap(tree.child(callee, 'object'));
  if (name === 'send') values.send(carried);
  const isOwn = RECEIVERS.has(tree.identifier(object)) && values.functions.hasMethod(name);
  if (isOwn || RESHAPING_METHODS.has(name)) return;
  // Any other may put in what that holds, as `extend` does, and is no place to keep a function.
  const isPut = PUTTING_METHODS.has(name);
  fill(values, object, isPut ? filledBy(carried) : filledBy(valuesIn(carried)) | (valuesIn(carried) & ~IS));
}

/** What is read again of something into which a value was put, or into an entry of it. */
export function fill(values: CarriedValues, container: Node, carried: number): void {
  const { tree } = values.facts;
  let place = tree.unwrap(container);
  let key = NONE;
  while (tree.kind(place) === 'subscript') {
    key = tree.child(place, 'subscript');
    place = tree.unwrap(tree.child(place, 'value'));
  }
  if (place === NONE || isImported(values, place)) return;
  values.raiseAll(values.places.readsOfEntry(place, key), carried);
}

/** Whether an expression begins with a name that is only ever imported. */
export function isImported({ facts }: Pick<CarriedValues, 'facts'>, node: Node): boolean {
  const { tree, names } = facts;
  let root = tree.unwrap(node);
  while (tree.kind(root) === 'attribute') root = tree.unwrap(tree.child(root, 'object'));
  const bindings = tree.kind(root) === 'identifier' ? (names.bindingsOf(root) ?? []) : [];
  return bindings.length > 0 && bindings.every(({ meaning }) => meaning.kind === 'import');
}
