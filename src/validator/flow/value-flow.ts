import { READING } from '../../config/limits.js';
import { callOf, positionalArguments } from '../calls.js';
import { joined } from '../joined.js';
import type { FlowFacts } from '../names/flow-facts.js';
import { NameResolver, NO_NAMES } from '../names.js';
import { isOwnObject } from '../own-objects.js';
import { GETTERS, KEEPERS, SET_ATTRIBUTE } from '../policy/carriers.js';
import { UNKNOWN_MEMBER } from '../qualified-name.js';
import { SourceRefusal } from '../refusal.js';
import { type Binding, identifierText, type Scopes } from '../scopes.js';
import { NONE, type Node, type SyntaxTree } from '../tree.js';
import type { Flow } from './flow.js';
import { Agenda } from './flow-agenda.js';
import { FlowCallees } from './flow-callees.js';
import { type Callee, FlowCalls } from './flow-calls.js';
import { isStep } from './flow-gate.js';
import { type Place, Places } from './flow-places.js';
import { FlowWrites } from './flow-writes.js';
import { OwnDefinitions } from './own-definitions.js';
import {
  ALL_OWN,
  held,
  isGrave,
  isHeld,
  isOnlyOfOthers,
  isOwnValue,
  SOMETHING_OWN,
  takenOut,
  withFewOwn,
} from './own-values.js';

const ONE_INSTANCE: readonly string[] = [SOMETHING_OWN];

/**
 * Follows what is handed on beside assignments: into functions of the source and out of them, through attributes,
 * containers, loops, `with` and `match`. Attributes are told apart by name alone, and only what may lead to harm is
 * followed, with the source's own functions and classes: those are values here, which nobody outside gets to see.
 *
 * A value is a dotted name, `name[]` for a holder of it, `<12>` for the definition at node 12, `<*>` for any definition that
 * danger reaches, or `<>` for anything else of the source's own. Sets of values only grow, and list few definitions before
 * they say `<*>`; every expression that read a set is worked out again when it has grown. So it comes to an end, at latest
 * with the budget of steps, which refuses the source.
 */
export class FlowResolver extends NameResolver implements Flow {
  declare readonly tree: SyntaxTree;
  readonly flows: FlowFacts;
  readonly places = new Places();
  readonly own: OwnDefinitions;
  private readonly calls = new FlowCalls(this);
  private readonly callees = new FlowCallees(this);
  private readonly writes = new FlowWrites(this);
  private readonly agenda: Agenda;
  private readonly module: Binding['scope'] | undefined;
  /** The expression that is worked out, for which places are read. */
  private reader = NONE;
  private readonly answers = new Map<Node, number>();
  private isSettled = false;
  private steps = 0;
  private readonly mostSteps: number;

  constructor(
    tree: SyntaxTree,
    scopes: Scopes,
    bindings: readonly Binding[],
    flows: FlowFacts,
    calls: readonly Node[],
  ) {
    super(tree, scopes, bindings);
    this.flows = flows;
    this.mostSteps = Math.max(READING.flowSteps, READING.flowStepsPerNode * tree.size);
    this.module = bindings[0]?.scope.module;
    this.own = new OwnDefinitions(tree, scopes, bindings, {
      mentioned: (definition) => this.beginToFollow(definition),
      toldApart: (definition, places) => this.tellApart(definition, places),
    });
    this.agenda = new Agenda(tree, { forget: (node) => this.forget(node), isKnown: (node) => this.isKnown(node) });
    this.plan(bindings, calls);
  }

  override namesOf(node: Node): readonly string[] {
    const values = this.valuesOf(node);
    if (values.length === 0 && this.isSettled) return NO_NAMES;
    const names = values.some(isOwnValue) ? values.filter((value) => !isOwnValue(value)) : values;
    if (!this.isSettled) this.answers.set(node, names.length);
    return names;
  }

  override settle(): this {
    this.repeat(() => {
      this.agenda.doAll((node) => this.begin(node));
      return this.countOutdated();
    });
    this.isSettled = true;
    return this;
  }

  private begin(node: Node): void {
    this.spend(1);
    this.reader = node;
  }

  // What constants say was worked out of the names as they were then.
  private countOutdated(): number {
    const answers = [...this.answers];
    this.answers.clear();
    return answers.filter(([node, count]) => this.namesOf(node).length !== count).length;
  }

  private plan(bindings: readonly Binding[], calls: readonly Node[]): void {
    const { agenda } = this;
    for (const binding of bindings) {
      const { meaning } = binding;
      if (meaning.kind === 'import') this.followBinding(binding);
      else if (meaning.kind === 'definition') this.planDecorators(binding, meaning.node);
      else if (meaning.kind !== 'unknown' && this.own.definitionBy(binding) === NONE) {
        agenda.add(meaning.node, () => this.followBinding(binding));
      }
    }
    for (const given of this.flows.given) agenda.add(given.value, () => this.writes.write(given));
    for (const { definition, node, isYielded } of this.flows.results) {
      agenda.add(node, () => this.giveBack(definition, isYielded ? held(this.valuesOf(node)) : this.valuesOf(node)));
    }
    for (const node of this.flows.raised) agenda.add(node, () => this.give(this.places.raised, this.valuesOf(node)));
    for (const call of calls) agenda.add(call, () => this.followCall(call));
  }

  private planDecorators(binding: Binding, definition: Node): void {
    const parent = this.tree.parent(definition);
    if (this.tree.kind(parent) === 'decorated_definition') {
      this.agenda.add(parent, () => this.followBinding(binding));
    }
  }

  private spend(steps: number): void {
    this.steps += steps;
    if (this.steps <= this.mostSteps) return;
    throw new SourceRefusal('too-tangled', 'Too much is handed on from one place of the source to another');
  }

  read(place: Place): readonly string[] {
    if (place.readers.at(-1) !== this.reader) place.readers.push(this.reader);
    return place.names;
  }

  give(place: Place, values: readonly string[]): boolean {
    this.spend(1 + values.length);
    if (values.length === 0 || !this.places.add(place, values)) return false;
    this.changed(place);
    return true;
  }

  private changed(place: Place): void {
    const { readers } = place;
    place.readers = [];
    this.spend(readers.length);
    for (const reader of readers) this.agenda.stale(reader);
  }

  // Whoever is handed a function may call it with something of the source's own.
  private beginToFollow(definition: Node): void {
    this.calls.giveToAll(definition, ALL_OWN);
    if (this.places.result(definition).names.some(isGrave)) this.own.tell(definition);
  }

  private tellApart(definition: Node, places: readonly Node[]): void {
    this.spend(places.length);
    for (const place of places) this.agenda.stale(place);
    this.calls.join(definition);
  }

  tell(node: Node): void {
    this.callees.tell(node);
  }

  keep(holder: Node, values: readonly string[]): void {
    this.writes.keep(holder, values);
  }

  private giveBack(definition: Node, values: readonly string[]): void {
    for (const first of this.own.firstsFor(definition)) {
      const result = this.places.result(first);
      if (!this.give(result, values) || !this.own.isMentioned(first)) continue;
      if (result.names.some(isGrave)) this.own.tell(first);
      this.calls.givenBy(values);
    }
  }

  private followBinding(binding: Binding): void {
    const { name, scope, meaning } = binding;
    const values = this.meaningNames(meaning);
    if (values.length === 0) return;
    const place = this.places.named(scope.bindings.get(name) ?? []);
    const isPlain = meaning.kind === 'import' || meaning.kind === 'expression' || meaning.kind === 'instance';
    if (!isPlain) this.give(place, values);
    else if (place.add(values)) this.changed(place);
    if (scope.kind === 'class') this.give(this.places.field(name), values);
  }

  protected override namesGivenBy(bindings: readonly Binding[]): readonly string[] {
    return this.read(this.places.named(bindings));
  }

  protected override meaningNames(meaning: Binding['meaning']): readonly string[] {
    switch (meaning.kind) {
      case 'element':
        return takenOut(this.valuesOf(meaning.node));
      case 'context':
        return this.enteredOf(meaning.node);
      case 'definition':
        return this.decorated(meaning.node);
      case 'instance':
        return [
          ...super.meaningNames(meaning).filter((value) => !isOwnValue(value)),
          ...held(this.read(this.places.raised)),
        ];
      default:
        return super.meaningNames(meaning);
    }
  }

  private enteredOf(node: Node): readonly string[] {
    const values = this.valuesOf(node);
    return [...values, ...takenOut(values), ...this.calls.resultsOfMethod(values, '__enter__')];
  }

  // What a decorator makes of a definition takes its name.
  private decorated(definition: Node): readonly string[] {
    const { tree } = this;
    const parent = tree.parent(definition);
    let values: readonly string[] = this.own.valuesAt(parent, [definition]);
    const decorators = tree.children(parent).filter((child) => tree.kind(child) === 'decorator');
    for (const decorator of decorators.toReversed()) {
      const callee = this.callees.calleeAt(tree.firstChild(decorator));
      const args = [{ node: definition, values, keyword: '', isSplat: false }];
      this.calls.handOver(callee, args);
      values = [...values, ...this.calls.called(callee, args)];
    }
    return values;
  }

  private followCall(call: Node): void {
    const args = this.callees.argumentsOf(call);
    if (args.every(({ values }) => values.length === 0)) return;
    const callee = this.callees.calleeOf(call);
    this.calls.handOver(callee, args);
    for (const { keyword, values } of args) if (keyword !== '') this.give(this.places.field(keyword), values);
    if (callee.values.some((value) => SET_ATTRIBUTE.has(value))) this.writes.setAttribute(call, args);
  }

  protected override resolve(node: Node): readonly string[] {
    const outer = this.reader;
    this.reader = node;
    const values = withFewOwn(this.resolveFreely(node));
    this.reader = outer;
    return values;
  }

  private resolveFreely(node: Node): readonly string[] {
    const { tree } = this;
    switch (tree.kind(node)) {
      case 'identifier':
        return joined(super.resolve(node), this.identifierValues(node));
      case 'attribute':
        return joined(super.resolve(node), this.attributeValues(node));
      case 'subscript':
        return joined(super.resolve(node), this.subscriptValues(node));
      case 'call':
        return joined(super.resolve(node), this.callValues(node));
      case 'lambda':
        return callOf(tree, node) === NONE ? this.own.valuesAt(node, [node]) : NO_NAMES;
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
        return tree.children(node).flatMap((element) => held(this.partOf(element)));
      case 'dictionary':
        return tree.children(node).flatMap((pair) => this.pairValues(pair));
      case 'list_comprehension':
      case 'set_comprehension':
      case 'generator_expression':
        return held(this.valuesOf(tree.child(node, 'body')));
      case 'dictionary_comprehension':
        return held(this.valuesOf(tree.child(tree.child(node, 'body'), 'value')));
      case 'binary_operator':
        return [
          ...super.resolve(node),
          ...this.valuesOf(tree.child(node, 'left')).filter(isHeld),
          ...this.valuesOf(tree.child(node, 'right')).filter(isHeld),
        ];
      default:
        return super.resolve(node);
    }
  }

  private identifierValues(node: Node): readonly string[] {
    const definitions = callOf(this.tree, node) === NONE ? this.own.namedBy(node) : [];
    const own = definitions.length === 0 ? NO_NAMES : this.own.valuesAt(node, definitions);
    if (this.bindingsOf(node) !== undefined) return own;
    return joined(own, this.read(this.places.field(identifierText(this.tree, node))));
  }

  // `[*[f]]` holds what the inner list holds.
  private partOf(element: Node): readonly string[] {
    return this.tree.kind(element) === 'list_splat'
      ? takenOut(this.valuesOf(this.tree.firstChild(element)))
      : this.valuesOf(element);
  }

  private pairValues(pair: Node): readonly string[] {
    const { tree } = this;
    if (tree.kind(pair) === 'dictionary_splat') return this.valuesOf(tree.firstChild(pair));
    const values = this.valuesOf(tree.child(pair, 'value'));
    const key = values.length === 0 ? undefined : this.constants.text(tree.child(pair, 'key'));
    if (key !== undefined) this.give(this.places.field(key), values);
    return held(values);
  }

  private attributeValues(node: Node): readonly string[] {
    const { tree } = this;
    const object = tree.child(node, 'object');
    const objects = this.valuesOf(object);
    const taken = takenOut(objects);
    const name = identifierText(tree, tree.child(node, 'attribute'));
    if (isOnlyOfOthers(objects)) return joined(taken, this.read(this.places.fieldOfOthers(name)));
    const isCalled = callOf(tree, node) !== NONE;
    const keeper = KEEPERS.has(name) && !isCalled ? this.own.valuesAt(node, [node]) : NO_NAMES;
    const values = joined(joined(taken, keeper), this.fieldValues(node, name));
    return joined(values, this.stepsBy(name, object));
  }

  private stepsBy(name: string, object: Node): readonly string[] {
    return isStep(name) && !isOwnObject({ tree: this.tree, names: this }, object)
      ? [`${UNKNOWN_MEMBER}.${name}`]
      : NO_NAMES;
  }

  /** What an attribute of that name may be: what was given to one, what classes define, or what a property returns. */
  private fieldValues(place: Node, name: string): readonly string[] {
    const given = this.read(this.places.field(name));
    const byDefault = this.calls.resultsOfMethod(ONE_INSTANCE, '__getattr__');
    const values = joined(given, byDefault);
    const members = this.own.membersNamed(name);
    if (members.length === 0) return values;
    const isCalledByName = this.tree.kind(place) === 'attribute' && callOf(this.tree, place) !== NONE;
    const own = isCalledByName ? NO_NAMES : this.own.valuesAt(place, members);
    const isProperty = members.some((member) => this.own.isProperty(member));
    return joined(joined(values, own), isProperty ? this.calls.resultsOf(members) : NO_NAMES);
  }

  private subscriptValues(node: Node): readonly string[] {
    const objects = this.valuesOf(this.tree.child(node, 'value'));
    const fromClass = this.calls.resultsOfMethod(objects.length === 0 ? ONE_INSTANCE : objects, '__getitem__');
    const values = joined(takenOut(objects), fromClass);
    const key = this.constants.text(this.tree.child(node, 'subscript'));
    return key === undefined ? values : joined(values, this.valuesByKey(node, key));
  }

  // `globals()['name']` and `vars(thing)['name']`.
  private valuesByKey(node: Node, key: string): readonly string[] {
    const values = this.fieldValues(node, key);
    const bindings = this.module?.bindings.get(key);
    if (bindings === undefined) return values;
    const own = this.own.valuesAt(node, this.own.definedAmong(bindings));
    return joined(values, joined(own, this.namesGivenBy(bindings)));
  }

  private callValues(node: Node): readonly string[] {
    const callee = this.callees.calleeOf(node);
    const values = this.calls.called(callee, this.callees.argumentsOf(node));
    return joined(values, joined(this.membersGot(callee, node), this.attributeGot(callee, node)));
  }

  // `getattr(frame, 'query')` of an object of which nothing is known.
  private attributeGot({ values }: Callee, call: Node): readonly string[] {
    if (!values.includes('builtins.getattr')) return NO_NAMES;
    const [object = NONE, key = NONE] = positionalArguments(this.tree, call);
    const name = this.constants.text(key);
    return name === undefined ? NO_NAMES : joined(this.fieldValues(call, name), this.stepsBy(name, object));
  }

  // `attrgetter('system')(os)` and `methodcaller('system', 'id')(os)`.
  private membersGot({ values }: Callee, call: Node): readonly string[] {
    if (!values.some((name) => GETTERS.has(name))) return NO_NAMES;
    const { tree } = this;
    const owners = positionalArguments(tree, call).flatMap((argument) => this.valuesOf(argument));
    const free = owners.filter((owner) => !isHeld(owner));
    return this.pathsGiven(tree.unwrap(tree.child(call, 'function'))).flatMap((path) => this.membersOf(free, path));
  }

  private pathsGiven(getter: Node): string[] {
    const { tree } = this;
    const maker = tree.kind(getter) === 'identifier' ? this.soleValue(getter) : getter;
    if (tree.kind(maker) !== 'call') return [];
    return positionalArguments(tree, maker).flatMap((argument) => this.constants.text(argument) ?? []);
  }

  protected override membersOf(owners: readonly string[], attribute: string): readonly string[] {
    return super.membersOf(
      owners.filter((owner) => !isOwnValue(owner)),
      attribute,
    );
  }
}
