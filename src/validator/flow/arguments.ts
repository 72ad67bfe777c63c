import { REPEATERS } from '../policy/carriers.js';
import { INSTANCE } from '../qualified-name.js';
import type { Parameter } from '../scopes/flow-facts.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { type Argument, type Callee, isKeeperOfOwn } from './callees.js';
import { withoutComputed } from './computed-values.js';
import type { Flow } from './flow.js';
import { calledValues, keepsNothing } from './hidden-callees.js';
import {
  definitionsAmong,
  held,
  isComputed,
  isGrave,
  mayBeAnyOwn,
  passedThrough,
  SOMETHING_OWN,
  spread,
} from './own-values.js';
import { Place } from './places.js';

const CLASS_SCOPES: ReadonlySet<string> = new Set(['class_definition']);
const BLOCKS: ReadonlySet<string> = new Set(['block', 'module']);
const MAKERS: readonly string[] = ['__init__', '__new__'];

/** What calls do with their arguments: they become parameters, or are kept by an object. */
export class FlowArguments {
  private readonly flow: Flow;
  /** What is given to functions that are too many to be listed. */
  private readonly givenToAny = new Place();
  private readonly givenBefore = new Map<string, Place>();
  private knownMakers: ReadonlyMap<Node, readonly Node[]> | undefined;
  private readonly methodsKnown = new Map<Node, boolean>();

  constructor(flow: Flow) {
    this.flow = flow;
  }

  /** Arguments become parameters; a function that is itself an argument may be called with those beside it. */
  handOver(callee: Callee, args: readonly Argument[]): void {
    const all = args.flatMap(({ values }) => values);
    if (all.length === 0) return;
    for (const definition of callee.definitions) this.bindArguments(definition, args);
    // What others made of a function may give it each element of what they are given: `np.vectorize(f)([os])`.
    const { definitions: made, isAny } = calledValues(this.flow, callee);
    this.letGo(callee, all);
    const opened = made.length === 0 ? args : args.map(opening);
    for (const definition of made) this.bindArguments(definition, opened);
    const own = [...callee.definitions, ...made];
    this.keep(callee, all);
    if (callee.values.includes(SOMETHING_OWN)) {
      for (const method of this.flow.own.membersNamed('__call__')) this.bindArguments(method, args);
    }
    if (isAny) this.giveToAny(all);
    if (callee.values.includes(SOMETHING_OWN) && all.some(isGrave)) this.flow.own.tellAll();
    const mayCall = own.length === 0 && !isKeeperOfOwn(callee) && !isAny && !callee.isInPlace;
    if (mayCall) this.handOverBeside(callee, args, all);
  }

  // What others make comes to hold many a function of the source, which they call with what is theirs.
  private keep({ keeper, isOfOthers, isSpreading }: Callee, values: readonly string[]): void {
    if (keeper === NONE) return;
    const kept = isOfOthers ? values.filter(isGrave) : values;
    this.flow.keep(keeper, isSpreading === true ? spread(kept) : kept);
  }

  private letGo(callee: Callee, values: readonly string[]): void {
    if (!keepsNothing(callee)) this.flow.letGo(values);
  }

  private handOverBeside({ values: names }: Callee, args: readonly Argument[], all: readonly string[]): void {
    const passed = [...new Set(passedThrough(all))];
    if (passed.includes(SOMETHING_OWN) && passed.some(isGrave)) {
      for (const { node, values } of args) if (values.some((value) => !isGrave(value))) this.flow.tell(node);
    }
    for (const argument of args) this.giveComputed(argument, args);
    const isRepeating = names.some((name) => REPEATERS.has(name));
    for (const definition of definitionsAmong(passed)) {
      this.giveToAll(definition, withoutComputed(passed));
      if (isRepeating) this.giveToAll(definition, this.flow.read(this.flow.places.result(definition)));
    }
    if (mayBeAnyOwn(passed)) this.giveToAny(passed);
  }

  // A list that holds the function by which it was made is no argument beside it.
  private giveComputed(computed: Argument, args: readonly Argument[]): void {
    const values = passedThrough(computed.values.filter(isComputed));
    if (values.length === 0) return;
    const beside = args.filter((argument) => argument !== computed).flatMap((argument) => argument.values);
    for (const definition of definitionsAmong(beside)) this.giveToAll(definition, values);
  }

  // To many of one name the same is given once, however often they are called.
  private bindArguments(first: Node, args: readonly Argument[]): void {
    const definitions = this.flow.own.namesakesOf(first);
    if (definitions.length === 1) {
      this.bindTo(first, args);
      return;
    }
    for (const [index, argument] of args.entries()) {
      if (argument.values.length === 0) continue;
      const news = this.newsFor(`${first} ${argument.isSplat ? '*' : argument.keyword || index}`, argument.values);
      if (news.length === 0) continue;
      for (const definition of definitions) this.bindArgument(definition, { ...argument, values: news }, index);
    }
  }

  private newsFor(way: string, values: readonly string[]): readonly string[] {
    const known = this.givenBefore.get(way) ?? new Place();
    this.givenBefore.set(way, known);
    const before = known.names;
    return this.flow.give(known, values) ? known.names.filter((value) => !before.includes(value)) : [];
  }

  private bindTo(definition: Node, args: readonly Argument[]): void {
    for (const [index, argument] of args.entries()) this.bindArgument(definition, argument, index);
  }

  // Whether a method is given its object is not known: each argument may be its own parameter or the next.
  private bindArgument(definition: Node, argument: Argument, index: number): void {
    const { values, keyword, isSplat } = argument;
    if (values.length === 0) return;
    const { tree } = this.flow;
    switch (tree.kind(definition)) {
      case 'class_definition':
        for (const maker of this.makersOf(definition)) this.bindArgument(maker, argument, index);
        return;
      // A method by which its object comes to hold what it is given.
      case 'attribute':
        this.flow.keep(tree.child(definition, 'object'), values);
        return;
    }
    const isMethod = this.isMethod(definition);
    for (const [place, parameter] of this.parametersOf(definition).entries()) {
      const isMeant =
        isSplat ||
        parameter.takes !== undefined ||
        (keyword === '' ? place === index || (isMethod && place === index + 1) : parameter.name === keyword);
      if (isMeant) this.giveParameter(parameter, values);
    }
  }

  /** Each parameter of a function may be each of some values. */
  giveToAll(first: Node, values: readonly string[]): void {
    if (values.length === 0) return;
    const news = this.newsFor(`${first} all`, values);
    if (news.length === 0) return;
    for (const definition of this.flow.own.namesakesOf(first)) this.giveToEach(definition, news);
  }

  private giveToEach(definition: Node, values: readonly string[]): void {
    const { tree } = this.flow;
    const kind = tree.kind(definition);
    if (kind === 'attribute') this.flow.keep(tree.child(definition, 'object'), values);
    else if (kind === 'class_definition') for (const maker of this.makersOf(definition)) this.giveToEach(maker, values);
    else for (const parameter of this.parametersOf(definition)) this.giveParameter(parameter, values);
  }

  /** A function is told apart from now on: it may be among those that are not listed. */
  join(definition: Node): void {
    this.giveToAll(definition, this.givenToAny.names);
  }

  private giveToAny(values: readonly string[]): void {
    const before = this.givenToAny.names;
    if (!this.flow.give(this.givenToAny, values)) return;
    const news = this.givenToAny.names.filter((value) => !before.includes(value));
    for (const definition of [...this.flow.own.toldApart]) this.giveToAll(definition, news);
  }

  // A class may be made by what it inherits.
  private makersOf(definition: Node): readonly Node[] {
    const { tree, places } = this.flow;
    const given = definitionsAmong(MAKERS.flatMap((name) => this.flow.read(places.field(name))));
    const makers = this.makers.get(definition) ?? this.allMakers();
    return [...makers, ...given.filter((maker) => tree.kind(maker) !== 'class_definition')];
  }

  private allMakers(): readonly Node[] {
    const { own } = this.flow;
    return MAKERS.flatMap((name) => own.membersNamed(name)).flatMap((first) => own.namesakesOf(first));
  }

  /** The makers of each class that has its own. */
  private get makers(): ReadonlyMap<Node, readonly Node[]> {
    if (this.knownMakers !== undefined) return this.knownMakers;
    const makers = new Map<Node, Node[]>();
    for (const maker of this.allMakers()) {
      const owner = this.flow.tree.ancestor(maker, CLASS_SCOPES);
      makers.set(owner, [...(makers.get(owner) ?? []), maker]);
    }
    this.knownMakers = makers;
    return makers;
  }

  private parametersOf(definition: Node): readonly Parameter[] {
    return this.flow.flows.parameters.get(definition) ?? [];
  }

  private isMethod(definition: Node): boolean {
    const known = this.methodsKnown.get(definition);
    if (known !== undefined) return known;
    const { tree } = this.flow;
    const isMethod = tree.kind(tree.parent(tree.ancestor(definition, BLOCKS))) === 'class_definition';
    this.methodsKnown.set(definition, isMethod);
    return isMethod;
  }

  private giveParameter({ name, scope, takes }: Parameter, values: readonly string[]): void {
    const place = this.flow.places.named(scope.bindings.get(name) ?? []);
    this.flow.give(place, takes === undefined ? values : held(values));
  }
}

// An object that is not held is handed on as it is: it has no elements, and nobody makes a list of one.
function opening(argument: Argument): Argument {
  const { values } = argument;
  return {
    ...argument,
    values: values.flatMap((value) => (value.endsWith(INSTANCE) ? [value] : passedThrough([value]))),
  };
}
