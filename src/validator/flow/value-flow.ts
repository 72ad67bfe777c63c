import { joined } from '../names/joined.js';
import { NO_NAMES } from '../names/meaning.js';
import { NameResolver } from '../names/name-resolver.js';
import type { FlowFacts } from '../scopes/flow-facts.js';
import type { Binding, Scopes } from '../scopes/scope.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { Agenda } from './agenda.js';
import { FlowArguments } from './arguments.js';
import { FlowCallees } from './callees.js';
import { FlowCalls } from './calls.js';
import { Exchange } from './exchange.js';
import { FlowExpressions } from './expressions.js';
import type { Flow } from './flow.js';
import { LetGo } from './let-go.js';
import { OwnDefinitions } from './own-definitions.js';
import { ALL_OWN, held, isGrave, isOwnValue, ownValue, takenOut, withFewOwn } from './own-values.js';
import { type Place, Places } from './places.js';
import { FlowResults } from './results.js';
import { FlowWrites } from './writes.js';

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
  private readonly callees = new FlowCallees(this);
  private readonly handing = new FlowArguments(this);
  private readonly results = new FlowResults(this);
  private readonly writes = new FlowWrites(this);
  private readonly calls: FlowCalls;
  private readonly agenda: Agenda;
  private readonly exchange: Exchange;
  private readonly expressions: FlowExpressions;
  private readonly free = new LetGo();
  private readonly answers = new Map<Node, number>();
  private isSettled = false;

  constructor(
    tree: SyntaxTree,
    scopes: Scopes,
    bindings: readonly Binding[],
    flows: FlowFacts,
    calls: readonly Node[],
    computedReads: ReadonlySet<Node>,
  ) {
    super(tree, scopes, bindings);
    this.flows = flows;
    const { callees, handing, results, writes } = this;
    this.calls = new FlowCalls(this, { callees, handing, results, writes });
    const byName = (node: Node) => super.resolve(node);
    this.expressions = new FlowExpressions(this, {
      callees,
      results,
      module: bindings[0]?.scope.module,
      computedReads,
      byName,
    });
    this.own = new OwnDefinitions(tree, scopes, bindings, {
      mentioned: (definition) => this.beginToFollow(definition),
      letGo: (definition) => this.letGo([ownValue(definition)]),
      toldApart: (definition, places) => this.tellApart(definition, places),
    });
    this.agenda = new Agenda(tree, { forget: (node) => this.forget(node), isKnown: (node) => this.isKnown(node) });
    this.exchange = new Exchange(this.places, tree.size, (reader) => this.agenda.stale(reader));
    this.plan(bindings, calls);
  }

  get names(): NameResolver {
    return this;
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
    this.exchange.spend(1);
    this.exchange.reader = node;
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
    for (const call of calls) agenda.add(call, () => this.calls.follow(call));
  }

  private planDecorators(binding: Binding, definition: Node): void {
    const parent = this.tree.parent(definition);
    if (this.tree.kind(parent) === 'decorated_definition') {
      this.agenda.add(parent, () => this.followBinding(binding));
    }
  }

  read(place: Place): readonly string[] {
    return this.exchange.read(place);
  }

  give(place: Place, values: readonly string[]): boolean {
    return this.exchange.give(place, values);
  }

  // Whoever is handed a function may call it with something of the source's own.
  private beginToFollow(definition: Node): void {
    this.handing.giveToAll(definition, ALL_OWN);
    if (this.places.result(definition).names.some(isGrave)) this.own.tell(definition);
  }

  private tellApart(definition: Node, places: readonly Node[]): void {
    this.exchange.allStale(places);
    this.handing.join(definition);
    this.results.join(definition);
  }

  tell(node: Node): void {
    this.callees.tell(node);
  }

  namedInSource(attribute: Node, name: string): readonly string[] {
    return this.expressions.fieldValues(attribute, name);
  }

  letGo(values: readonly string[]): void {
    if (this.free.addAmong(values)) this.exchange.changed(this.free);
  }

  allLetGo(): ReadonlySet<Node> | undefined {
    this.read(this.free);
    return this.free.definitions;
  }

  keep(holder: Node, values: readonly string[]): void {
    this.writes.keep(holder, values);
  }

  private giveBack(definition: Node, values: readonly string[]): void {
    for (const first of this.own.firstsFor(definition)) {
      const result = this.places.result(first);
      if (!this.give(result, values) || !this.own.isMentioned(first)) continue;
      if (result.names.some(isGrave)) this.own.tell(first);
      this.results.givenBy(values);
    }
  }

  private followBinding(binding: Binding): void {
    const { name, scope, meaning } = binding;
    const values = this.meaningNames(meaning);
    if (values.length === 0) return;
    const place = this.places.named(scope.bindings.get(name) ?? []);
    const isPlain = meaning.kind === 'import' || meaning.kind === 'expression' || meaning.kind === 'instance';
    if (!isPlain) this.give(place, values);
    else if (place.add(values)) this.exchange.changed(place);
    if (scope.kind === 'class') this.give(this.places.field(name), values);
  }

  override namesGivenBy(bindings: readonly Binding[]): readonly string[] {
    return this.read(this.places.named(bindings));
  }

  protected override meaningNames(meaning: Binding['meaning']): readonly string[] {
    switch (meaning.kind) {
      case 'element':
        return takenOut(this.valuesOf(meaning.node));
      case 'context':
        return this.enteredOf(meaning.node);
      case 'entry':
        return joined(super.meaningNames(meaning), this.enteredOf(meaning.node));
      case 'definition':
        return this.calls.decorated(meaning.node);
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
    return [...values, ...takenOut(values), ...this.results.resultsOfMethod(values, '__enter__')];
  }

  protected override resolve(node: Node): readonly string[] {
    const outer = this.exchange.reader;
    this.exchange.reader = node;
    const values = withFewOwn(this.expressions.valuesOf(node));
    this.exchange.reader = outer;
    return values;
  }

  override membersOf(owners: readonly string[], attribute: string): readonly string[] {
    return super.membersOf(
      owners.filter((owner) => !isOwnValue(owner)),
      attribute,
    );
  }
}
