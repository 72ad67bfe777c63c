import { NO_NAMES } from '../names/meaning.js';
import { CARRIERS, GETTERS, SCALARS } from '../policy/carriers.js';
import { CONTAINER, INSTANCE, withoutSuffix } from '../qualified-name.js';
import type { Node } from '../tree/syntax-tree.js';
import { type Argument, type Callee, isKeeperOfOwn } from './callees.js';
import { throughCall, withoutComputed } from './computed-values.js';
import type { Flow } from './flow.js';
import {
  ALL_OWN,
  definitionsAmong,
  held,
  isComputed,
  isHeld,
  mayBeAnyOwn,
  passedThrough,
  SOMETHING_OWN,
  takenOut,
} from './own-values.js';
import { Place } from './places.js';

/** What calls give: what the functions that they call give back, and what comes out of others by what goes in. */
export class FlowResults {
  private readonly flow: Flow;
  /** What functions give back that are too many to be listed. */
  private readonly givenByAny = new Place();

  constructor(flow: Flow) {
    this.flow = flow;
  }

  /** A function is told apart from now on: it may be among those that are not listed. */
  join(definition: Node): void {
    this.flow.give(this.givenByAny, this.flow.places.result(definition).names);
  }

  /** What a function that is told apart gives back. */
  givenBy(values: readonly string[]): void {
    this.flow.give(this.givenByAny, values);
  }

  /** What a call may give back. */
  called(callee: Callee, args: readonly Argument[]): readonly string[] {
    const values = this.givenBack(callee);
    const definitions = [...callee.definitions, ...definitionsAmong(callee.values.filter((value) => !isHeld(value)))];
    const isClass = definitions.some((definition) => this.flow.tree.kind(definition) === 'class_definition');
    const isOwn = (definitions.length > 0 && !isClass) || isKeeperOfOwn(callee);
    if (isOwn || callee.values.some((name) => SCALARS.has(name))) return values;
    const isCarrier = callee.values.some((name) => CARRIERS.has(name));
    // What a key gives is compared, and nobody gets it.
    const passed = isCarrier ? args.filter(({ keyword }) => keyword !== 'key') : args;
    const distinct = [...new Set(passed.flatMap((argument) => argument.values))];
    const given = isCarrier ? distinct : distinct.filter((value) => !isInstance(value));
    if (given.length === 0) return values;
    const made = this.resultsAmong(given);
    // What calls a function on each of many holds what it gave.
    values.push(...throughCall(callee, isClass, given), ...passedThrough(withoutComputed(made)));
    values.push(...held(made.filter(isComputed)));
    return values;
  }

  private givenBack({ values, definitions, byName }: Callee): string[] {
    const given: string[] = [];
    for (const definition of definitions) given.push(...this.resultOf(definition));
    if (values.length === 0) return given;
    const results = this.resultsAmong(values.filter((value) => !isHeld(value)));
    // A method of a table computes, whatever the table holds, and what is called computes.
    if (byName === undefined) given.push(...results, ...takenOut(withoutComputed(values)));
    else given.push(...withoutComputed(results), ...this.resultsAmong(byName).filter(isComputed), ...takenOut(values));
    for (const name of values) if (GETTERS.has(`${name}${INSTANCE}`)) given.push(`${name}${INSTANCE}`);
    given.push(...this.resultsOfMethod(values, '__call__'));
    return given;
  }

  /** What some functions give back. */
  resultsOf(definitions: readonly Node[]): readonly string[] {
    return definitions.flatMap((definition) => this.resultOf(definition));
  }

  private resultOf(definition: Node): readonly string[] {
    if (this.flow.tree.kind(definition) === 'class_definition') return [SOMETHING_OWN];
    return this.flow.read(this.flow.places.result(definition));
  }

  /** What the functions among some values give back. */
  private resultsAmong(values: readonly string[]): readonly string[] {
    const given = [...this.resultsOf(definitionsAmong(values))];
    if (values.includes(SOMETHING_OWN)) given.push(...ALL_OWN);
    if (mayBeAnyOwn(values)) given.push(...ALL_OWN, ...this.flow.read(this.givenByAny));
    return given;
  }

  /** What a special method gives back, where some values may be instances of the source's own classes. */
  resultsOfMethod(values: readonly string[], method: string): readonly string[] {
    const methods = this.flow.own.membersNamed(method);
    if (methods.length === 0 || !values.includes(SOMETHING_OWN)) return NO_NAMES;
    return this.resultsOf(methods);
  }
}

function isInstance(value: string): boolean {
  return withoutSuffix(value, CONTAINER).endsWith(INSTANCE);
}
