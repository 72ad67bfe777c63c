import { joined } from '../names/joined.js';
import { NO_NAMES } from '../names/meaning.js';
import { ENTRY_METHODS, GETTERS, KEEPERS } from '../policy/carriers.js';
import { isStep } from '../policy/steps.js';
import { moduleReachedBy, UNKNOWN_MEMBER } from '../qualified-name.js';
import { READ } from '../reads/computed-reads.js';
import { entryAsked, isUnreadEntry } from '../reads/entries.js';
import { isOwnObject } from '../reads/own-objects.js';
import type { Scope } from '../scopes/scope.js';
import { callOf, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Callee, FlowCallees } from './callees.js';
import { entriesRead, takenByAttribute, takenByMethod, withoutComputed } from './computed-values.js';
import type { Flow } from './flow.js';
import { held, isComputed, isHeld, isOnlyOfOthers, isOwnValue, SOMETHING_OWN, takenOut } from './own-values.js';
import type { FlowResults } from './results.js';

const READ_ALONE: readonly string[] = [READ];
const ONE_INSTANCE: readonly string[] = [SOMETHING_OWN];

/** What a class calls the operators that honest code may join functions by, or by which it may put them away. */
const OPERATORS: readonly string[] = ['add', 'or', 'and', 'xor', 'mul', 'matmul', 'mod', 'sub', 'truediv', 'floordiv']
  .concat(['rshift', 'lshift', 'pow', 'divmod'])
  .flatMap((name) => [`__${name}__`, `__r${name}__`, `__i${name}__`]);

/** What the values of expressions are worked out with. */
interface Means {
  readonly callees: FlowCallees;
  readonly results: FlowResults;
  readonly module: Scope | undefined;
  /** Calls that read an attribute by a name that nobody can read. */
  readonly computedReads: ReadonlySet<Node>;
  /** What an expression stands for by names alone. */
  readonly byName: (node: Node) => readonly string[];
}

/** What each kind of expression may stand for, where values are followed through the source. */
export class FlowExpressions {
  private readonly flow: Flow;
  private readonly callees: FlowCallees;
  private readonly results: FlowResults;
  private readonly module: Scope | undefined;
  private readonly computedReads: ReadonlySet<Node>;
  private readonly byName: (node: Node) => readonly string[];
  /** Whether the source defines an operator. */
  private hasOperators: boolean | undefined;

  constructor(flow: Flow, { callees, results, module, computedReads, byName }: Means) {
    this.flow = flow;
    this.callees = callees;
    this.results = results;
    this.module = module;
    this.computedReads = computedReads;
    this.byName = byName;
  }

  valuesOf(node: Node): readonly string[] {
    const { tree } = this.flow;
    switch (tree.kind(node)) {
      case 'identifier':
        return joined(this.byName(node), this.identifierValues(node));
      case 'attribute':
        return joined(this.byName(node), this.attributeValues(node));
      case 'subscript':
        return joined(this.byName(node), joined(this.subscriptValues(node), this.entryRead(node)));
      case 'call':
        return joined(this.byName(node), joined(this.callValues(node), this.entryRead(node)));
      case 'lambda':
        return callOf(tree, node) === NONE ? this.flow.own.valuesAt(node, [node]) : NO_NAMES;
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
        return held(this.flow.valuesOf(tree.child(node, 'body')));
      case 'dictionary_comprehension':
        return this.heldUnderAnyName(this.flow.valuesOf(tree.child(tree.child(node, 'body'), 'value')));
      case 'yield':
        return this.flow.read(this.flow.places.sent);
      case 'binary_operator':
        return [...this.byName(node), ...this.operandValues(node)];
      default:
        return this.byName(node);
    }
  }

  private identifierValues(node: Node): readonly string[] {
    const definitions = callOf(this.flow.tree, node) === NONE ? this.flow.own.namedBy(node) : [];
    const own = definitions.length === 0 ? NO_NAMES : this.flow.own.valuesAt(node, definitions);
    if (this.flow.bindingsOf(node) !== undefined) return own;
    return joined(own, this.flow.read(this.flow.places.field(this.flow.tree.identifier(node))));
  }

  // `[*[f]]` holds what the inner list holds.
  private partOf(element: Node): readonly string[] {
    return this.flow.tree.kind(element) === 'list_splat'
      ? takenOut(this.flow.valuesOf(this.flow.tree.firstChild(element)))
      : this.flow.valuesOf(element);
  }

  private pairValues(pair: Node): readonly string[] {
    const { tree } = this.flow;
    if (tree.kind(pair) === 'dictionary_splat') return this.flow.valuesOf(tree.firstChild(pair));
    const values = this.flow.valuesOf(tree.child(pair, 'value'));
    const key = values.length === 0 ? undefined : this.flow.constants.text(tree.child(pair, 'key'));
    if (key === undefined) return this.heldUnderAnyName(values);
    this.flow.give(this.flow.places.field(key), values);
    return held(values);
  }

  private heldUnderAnyName(values: readonly string[]): readonly string[] {
    this.flow.letGo(values);
    return held(values);
  }

  private operandValues(node: Node): readonly string[] {
    const { tree, own } = this.flow;
    const values = [...this.flow.valuesOf(tree.child(node, 'left')), ...this.flow.valuesOf(tree.child(node, 'right'))];
    // What an operator of the source's own does with a function, nobody follows.
    this.hasOperators ??= OPERATORS.some((name) => own.membersNamed(name).length > 0);
    if (this.hasOperators) this.flow.letGo(values);
    // `table | {}` is a table with the same entries.
    const isUnion = tree.textOf(tree.child(node, 'operator')) === '|';
    return values.filter((value) => isHeld(value) || (isUnion && isComputed(value)));
  }

  private attributeValues(node: Node): readonly string[] {
    const { tree } = this.flow;
    const object = tree.child(node, 'object');
    const objects = this.flow.valuesOf(object);
    const name = tree.identifier(tree.child(node, 'attribute'));
    const taken = this.takenFrom(objects, node, name);
    if (isOnlyOfOthers(objects)) return joined(taken, this.flow.read(this.flow.places.fieldOfOthers(name)));
    const isCalled = callOf(tree, node) !== NONE;
    const keeper = KEEPERS.has(name) && !isCalled ? this.flow.own.valuesAt(node, [node]) : NO_NAMES;
    const values = joined(joined(taken, keeper), this.fieldValues(node, name));
    return joined(values, this.stepsBy(name, object));
  }

  private takenFrom(objects: readonly string[], node: Node, name: string): readonly string[] {
    return callOf(this.flow.tree, node) === NONE ? takenByAttribute(objects) : takenByMethod(objects, name);
  }

  private entryRead(node: Node): readonly string[] {
    if (this.computedReads.size === 0) return NO_NAMES;
    const asked = entryAsked(this.flow, node);
    const objects = asked === undefined ? NO_NAMES : this.flow.valuesOf(asked.object);
    if (asked === undefined || !objects.some(isComputed)) return NO_NAMES;
    return entriesRead(objects, isUnreadEntry(this.flow, asked));
  }

  // `held.os` may be the module, whatever `held` is: nobody is accused before `os.system` is made of it.
  private stepsBy(name: string, object: Node): readonly string[] {
    const member = isStep(name) ? name : moduleReachedBy(name);
    return member !== undefined && !isOwnObject(this.flow, object) ? [`${UNKNOWN_MEMBER}.${member}`] : NO_NAMES;
  }

  /** What an attribute of that name may be: what was given to one, what classes define, or what a property returns. */
  fieldValues(place: Node, name: string): readonly string[] {
    const given = this.flow.read(this.flow.places.field(name));
    const byDefault = withoutComputed(this.results.resultsOfMethod(ONE_INSTANCE, '__getattr__'));
    const values = joined(given, byDefault);
    const members = this.flow.own.membersNamed(name);
    if (members.length === 0) return values;
    const isCalledByName = this.flow.tree.kind(place) === 'attribute' && callOf(this.flow.tree, place) !== NONE;
    const own = isCalledByName ? NO_NAMES : this.flow.own.valuesAt(place, members);
    const isProperty = members.some((member) => this.flow.own.isProperty(member));
    return joined(joined(values, own), isProperty ? this.results.resultsOf(members) : NO_NAMES);
  }

  private subscriptValues(node: Node): readonly string[] {
    const objects = this.flow.valuesOf(this.flow.tree.child(node, 'value'));
    const fromClass = this.results.resultsOfMethod(objects.length === 0 ? ONE_INSTANCE : objects, '__getitem__');
    const values = joined(takenOut(objects), fromClass);
    const key = this.flow.constants.text(this.flow.tree.child(node, 'subscript'));
    return key === undefined ? values : joined(values, this.valuesByKey(node, key));
  }

  // `globals()['name']` and `vars(thing)['name']`.
  private valuesByKey(node: Node, key: string): readonly string[] {
    const values = this.fieldValues(node, key);
    const bindings = this.module?.bindings.get(key);
    if (bindings === undefined) return values;
    const own = this.flow.own.valuesAt(node, this.flow.own.definedAmong(bindings));
    return joined(values, joined(own, this.flow.namesGivenBy(bindings)));
  }

  private callValues(node: Node): readonly string[] {
    const callee = this.callees.calleeOf(node);
    const { tree } = this.flow;
    if (this.computedReads.has(node)) return READ_ALONE;
    const values = this.results.called(callee, this.callees.argumentsOf(node));
    const own = this.isLookup(tree.child(node, 'function')) ? withoutComputed(values) : values;
    return joined(own, joined(this.membersGot(callee, node), this.attributeGot(callee, node)));
  }

  // `table.get(key)` is no method of the source's own, unless the object is.
  private isLookup(callee: Node): boolean {
    const { tree } = this.flow;
    if (tree.kind(callee) !== 'attribute' || !ENTRY_METHODS.has(tree.identifier(tree.child(callee, 'attribute'))))
      return false;
    const object = tree.child(callee, 'object');
    return !this.flow.valuesOf(object).some(isOwnValue) && !isOwnObject(this.flow, object);
  }

  // `getattr(frame, 'query')` of an object of which nothing is known.
  private attributeGot({ values }: Callee, call: Node): readonly string[] {
    if (!values.includes('builtins.getattr')) return NO_NAMES;
    const [object = NONE, key = NONE] = positionalArguments(this.flow.tree, call);
    const name = this.flow.constants.text(key);
    return name === undefined ? NO_NAMES : joined(this.fieldValues(call, name), this.stepsBy(name, object));
  }

  // `attrgetter('system')(os)` and `methodcaller('system', 'id')(os)`.
  private membersGot({ values }: Callee, call: Node): readonly string[] {
    if (!values.some((name) => GETTERS.has(name))) return NO_NAMES;
    const { tree } = this.flow;
    const owners = positionalArguments(tree, call).flatMap((argument) => this.flow.valuesOf(argument));
    const free = owners.filter((owner) => !isHeld(owner));
    return this.pathsGiven(tree.unwrap(tree.child(call, 'function'))).flatMap((path) =>
      this.flow.membersOf(free, path),
    );
  }

  private pathsGiven(getter: Node): string[] {
    const { tree } = this.flow;
    const maker = tree.kind(getter) === 'identifier' ? this.flow.names.soleValue(getter) : getter;
    if (tree.kind(maker) !== 'call') return [];
    return positionalArguments(tree, maker).flatMap((argument) => this.flow.constants.text(argument) ?? []);
  }
}
