import { READING } from '../config/limits.js';
import { positionalArguments } from './calls.js';
import type { FlowFacts, Parameter } from './flow-facts.js';
import { isStep } from './flow-gate.js';
import { Meaning } from './meaning.js';
import { NameResolver, NO_NAMES } from './names.js';
import { isOwnObject } from './own-objects.js';
import {
  definitionsAmong,
  held,
  isHeld,
  isOwnValue,
  OWN_INSTANCE,
  ownValue,
  passedThrough,
  takenOut,
  withFewOwn,
} from './own-values.js';
import { CARRIERS, GETTERS, KEEPERS, PROPERTIES, SCALARS, SET_ATTRIBUTE } from './policy/carriers.js';
import { mayLeadToHarm } from './policy/harm.js';
import { CONTAINER, INSTANCE, UNKNOWN_MEMBER, withoutSuffix } from './qualified-name.js';
import { SourceRefusal } from './refusal.js';
import { type Binding, identifierText, type Scopes } from './scopes.js';
import { NONE, type Node, type SyntaxTree } from './tree.js';

/** One argument of a call. */
interface Argument {
  readonly values: readonly string[];
  /** The name it is given by; empty for one by position. */
  readonly keyword: string;
  readonly isSplat: boolean;
}

/**
 * Follows what is handed on beside assignments: into functions of the source and out of them, through attributes,
 * containers, loops, `with` and `match`. Attributes are told apart by name alone, and only what may lead to harm is
 * followed, with the source's own functions and classes: those are values here, which nobody outside gets to see.
 */
export class FlowResolver extends NameResolver {
  private readonly flows: FlowFacts;
  private readonly calls: readonly Node[];
  private readonly bindings: readonly Binding[];
  private readonly fields = new Map<string, Meaning>();
  private readonly results = new Map<Node, Meaning>();
  private readonly raised = new Meaning();
  private readonly methodsKnown = new Map<Node, boolean>();
  private changes = 0;
  private steps = 0;

  constructor(
    tree: SyntaxTree,
    scopes: Scopes,
    bindings: readonly Binding[],
    flows: FlowFacts,
    calls: readonly Node[],
  ) {
    super(tree, scopes, bindings);
    this.bindings = bindings;
    this.flows = flows;
    this.calls = calls;
  }

  override namesOf(node: Node): readonly string[] {
    const values = this.valuesOf(node);
    return values.some(isOwnValue) ? values.filter((value) => !isOwnValue(value)) : values;
  }

  override settle(): this {
    this.repeat(() => this.followAll());
    return this;
  }

  private followAll(): number {
    this.changes = 0;
    for (const binding of this.bindings) this.followBinding(binding);
    for (const { target, value, isElement } of this.flows.given) {
      this.write(target, isElement ? this.elementsOf(value) : this.valuesOf(value));
    }
    for (const { definition, node, isYielded } of this.flows.results) {
      const values = this.valuesOf(node);
      this.give(this.resultOf(definition), isYielded ? held(values) : values);
    }
    for (const node of this.flows.raised) this.give(this.raised, this.valuesOf(node));
    for (const call of this.calls) this.followCall(call);
    return this.changes;
  }

  private give(meaning: Meaning, values: readonly string[]): void {
    this.steps += 1 + values.length;
    if (this.steps > READING.flowSteps) {
      throw new SourceRefusal('too-tangled', 'Too much is handed on from one place of the source to another');
    }
    if (values.length === 0) return;
    const followed = withFewOwn(values.filter(isFollowed), meaning.names);
    if (followed.length > 0 && meaning.add(followed)) this.changes += 1;
  }

  private fieldOf(name: string): Meaning {
    return found(this.fields, name);
  }

  private resultOf(definition: Node): Meaning {
    return found(this.results, definition);
  }

  private followBinding(binding: Binding): void {
    const { name, scope, meaning } = binding;
    const values = this.meaningNames(meaning);
    if (values.length === 0) return;
    const bindings = scope.bindings.get(name) ?? [];
    const isPlain = meaning.kind === 'import' || meaning.kind === 'expression' || meaning.kind === 'instance';
    if (!isPlain) this.give(this.meaningOf(bindings), values);
    else if (this.meaningOf(bindings).add(values)) this.changes += 1;
    if (scope.kind === 'class') this.give(this.fieldOf(name), values);
  }

  protected override meaningNames(meaning: Binding['meaning']): readonly string[] {
    switch (meaning.kind) {
      case 'element':
        return this.elementsOf(meaning.node);
      case 'context':
        return this.enteredOf(meaning.node);
      case 'definition':
        return this.decorated(meaning.node);
      case 'instance':
        return [...super.meaningNames(meaning).filter((value) => !isOwnValue(value)), ...held([...this.raised.names])];
      default:
        return super.meaningNames(meaning);
    }
  }

  private elementsOf(node: Node): readonly string[] {
    return takenOut(this.valuesOf(node));
  }

  private enteredOf(node: Node): readonly string[] {
    const values = this.valuesOf(node);
    return [...values, ...takenOut(values), ...this.methodResults(values, '__enter__')];
  }

  // What a decorator makes of a definition takes its name.
  private decorated(definition: Node): readonly string[] {
    const tree = this.tree;
    const parent = tree.parent(definition);
    let values: readonly string[] = [ownValue(definition)];
    if (tree.kind(parent) !== 'decorated_definition') return values;
    for (const decorator of tree
      .children(parent)
      .filter((child) => tree.kind(child) === 'decorator')
      .toReversed()) {
      const argument = { values, keyword: '', isSplat: false };
      const callee = this.valuesOf(tree.firstChild(decorator));
      this.handOver(callee, [argument]);
      values = [...values, ...this.called(callee, [argument])];
    }
    return values;
  }

  private write(target: Node, values: readonly string[]): void {
    if (values.length === 0) return;
    const tree = this.tree;
    switch (tree.kind(target)) {
      case 'attribute':
        this.give(this.fieldOf(identifierText(tree, tree.child(target, 'attribute'))), values);
        return;
      case 'subscript': {
        const key = this.constants.text(tree.child(target, 'subscript'));
        if (key !== undefined) this.give(this.fieldOf(key), values);
        this.keep(tree.child(target, 'value'), values);
      }
    }
  }

  /** An object comes to hold some values, by its name or as an attribute. */
  private keep(holder: Node, values: readonly string[]): void {
    const tree = this.tree;
    const inner = tree.unwrap(holder);
    if (tree.kind(inner) === 'attribute') {
      this.give(this.fieldOf(identifierText(tree, tree.child(inner, 'attribute'))), held(values));
    }
    const bindings = tree.kind(inner) === 'identifier' ? this.bindingsOf(inner) : undefined;
    if (bindings !== undefined) this.give(this.meaningOf(bindings), held(values));
  }

  private followCall(call: Node): void {
    const args = this.argumentsOf(call);
    if (args.every(({ values }) => values.length === 0)) return;
    const tree = this.tree;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const values = this.valuesOf(callee);
    this.handOver(values, args);
    const all = args.flatMap((argument) => argument.values);
    for (const { keyword, values: given } of args) if (keyword !== '') this.give(this.fieldOf(keyword), given);
    if (values.some((value) => SET_ATTRIBUTE.has(value))) this.setAttribute(call, all);
  }

  private setAttribute(call: Node, values: readonly string[]): void {
    const [, key = NONE] = this.tree.children(this.tree.child(call, 'arguments'));
    const name = this.constants.text(key);
    if (name !== undefined) this.give(this.fieldOf(name), values);
  }

  private argumentsOf(call: Node): Argument[] {
    const tree = this.tree;
    const list = tree.child(call, 'arguments');
    if (list === NONE) return [];
    if (tree.kind(list) === 'generator_expression') {
      return [{ values: this.valuesOf(list), keyword: '', isSplat: false }];
    }
    return tree.children(list).map((node) => {
      switch (tree.kind(node)) {
        case 'keyword_argument': {
          const keyword = identifierText(tree, tree.child(node, 'name'));
          return { values: this.valuesOf(tree.child(node, 'value')), keyword, isSplat: false };
        }
        case 'list_splat':
        case 'dictionary_splat':
          return { values: this.elementsOf(tree.firstChild(node)), keyword: '', isSplat: true };
        default:
          return { values: this.valuesOf(node), keyword: '', isSplat: false };
      }
    });
  }

  /** Arguments become parameters; a function that is itself an argument may be called with those beside it. */
  private handOver(callee: readonly string[], args: readonly Argument[]): void {
    const own = this.calledDefinitions(callee);
    for (const definition of own) {
      // A method by which its object comes to hold what it is given.
      if (this.tree.kind(definition) === 'attribute') {
        this.keep(
          this.tree.child(definition, 'object'),
          args.flatMap(({ values }) => values),
        );
      } else this.bindArguments(definition, args);
    }
    if (own.length > 0) return;
    const all = [...new Set(args.flatMap(({ values }) => passedThrough(values)))];
    for (const definition of definitionsAmong(all)) {
      for (const parameter of this.flows.parameters.get(definition) ?? []) this.giveParameter(parameter, all);
    }
  }

  private calledDefinitions(callee: readonly string[]): Node[] {
    return definitionsAmong(callee).flatMap((definition) =>
      this.tree.kind(definition) === 'class_definition' ? this.methods('__init__') : [definition],
    );
  }

  private methods(name: string): Node[] {
    return definitionsAmong([...this.fieldOf(name).names]);
  }

  // Whether a method is given its object is not known: each argument may be its own parameter or the next.
  private bindArguments(definition: Node, args: readonly Argument[]): void {
    const parameters = this.flows.parameters.get(definition) ?? [];
    const isMethod = this.isMethod(definition);
    args.forEach(({ values, keyword, isSplat }, index) => {
      if (values.length === 0) return;
      for (const [place, parameter] of parameters.entries()) {
        const isMeant =
          isSplat ||
          parameter.takes !== undefined ||
          (keyword === '' ? place === index || (isMethod && place === index + 1) : parameter.name === keyword);
        if (isMeant) this.giveParameter(parameter, values);
      }
    });
  }

  private isMethod(definition: Node): boolean {
    const known = this.methodsKnown.get(definition);
    if (known !== undefined) return known;
    const block = this.tree.ancestor(definition, BLOCKS);
    const isMethod = this.tree.kind(this.tree.parent(block)) === 'class_definition';
    this.methodsKnown.set(definition, isMethod);
    return isMethod;
  }

  private giveParameter({ name, scope, takes }: Parameter, values: readonly string[]): void {
    this.give(this.meaningOf(scope.bindings.get(name) ?? []), takes === undefined ? values : held(values));
  }

  protected override resolve(node: Node): readonly string[] {
    return withFewOwn(this.resolveFreely(node));
  }

  private resolveFreely(node: Node): readonly string[] {
    const tree = this.tree;
    switch (tree.kind(node)) {
      case 'identifier':
        return [...super.resolve(node), ...(this.bindingsOf(node) === undefined ? this.fieldNames(node) : NO_NAMES)];
      case 'attribute':
        return [...super.resolve(node), ...this.attributeValues(node)];
      case 'subscript':
        return [...super.resolve(node), ...this.subscriptValues(node)];
      case 'call':
        return [...super.resolve(node), ...this.callValues(node)];
      case 'lambda':
        return [ownValue(node)];
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

  private fieldNames(identifier: Node): Iterable<string> {
    return this.fields.get(identifierText(this.tree, identifier))?.names ?? NO_NAMES;
  }

  // `[*[f]]` holds what the inner list holds.
  private partOf(element: Node): readonly string[] {
    return this.tree.kind(element) === 'list_splat'
      ? this.elementsOf(this.tree.firstChild(element))
      : this.valuesOf(element);
  }

  private pairValues(pair: Node): readonly string[] {
    const tree = this.tree;
    if (tree.kind(pair) === 'dictionary_splat') return this.valuesOf(tree.firstChild(pair));
    const values = this.valuesOf(tree.child(pair, 'value'));
    const key = values.length === 0 ? undefined : this.constants.text(tree.child(pair, 'key'));
    if (key !== undefined) this.give(this.fieldOf(key), values);
    return held(values);
  }

  private attributeValues(node: Node): readonly string[] {
    const objects = this.valuesOf(this.tree.child(node, 'object'));
    const taken = takenOut(objects);
    const isOnlyOthers = objects.some((value) => !isHeld(value)) && !objects.some(isOwnValue);
    if (isOnlyOthers) return taken;
    const name = identifierText(this.tree, this.tree.child(node, 'attribute'));
    const values = [...taken, ...this.fieldValues(name)];
    if (KEEPERS.has(name)) values.push(ownValue(node));
    return [...values, ...this.stepsBy(name, this.tree.child(node, 'object'))];
  }

  private stepsBy(name: string, object: Node): readonly string[] {
    return isStep(name) && !isOwnObject(this.view, object) ? [`${UNKNOWN_MEMBER}.${name}`] : NO_NAMES;
  }

  private get view(): { readonly tree: SyntaxTree; readonly names: NameResolver } {
    return { tree: this.tree, names: this };
  }

  /** What an attribute of that name may be: what was given to one, or what a property returns. */
  private fieldValues(name: string): readonly string[] {
    const values = [...(this.fields.get(name)?.names ?? NO_NAMES)];
    const properties = definitionsAmong(values).filter((definition) => this.isProperty(definition));
    const given = properties.flatMap((definition) => [...this.resultOf(definition).names]);
    return [...values, ...given, ...this.methodResults([OWN_INSTANCE], '__getattr__')];
  }

  private isProperty(definition: Node): boolean {
    const tree = this.tree;
    const parent = tree.parent(definition);
    if (tree.kind(parent) !== 'decorated_definition') return false;
    return tree
      .children(parent)
      .some((child) => tree.kind(child) === 'decorator' && PROPERTIES.test(tree.textOf(child)));
  }

  private subscriptValues(node: Node): readonly string[] {
    const objects = this.valuesOf(this.tree.child(node, 'value'));
    const taken = takenOut(objects);
    const fromClass = this.methodResults(objects.length === 0 ? [OWN_INSTANCE] : objects, '__getitem__');
    if (taken.length > 0) return [...taken, ...fromClass];
    const key = this.constants.text(this.tree.child(node, 'subscript'));
    return key === undefined ? fromClass : [...fromClass, ...this.namesByKey(key)];
  }

  // `globals()['name']` and `vars(thing)['name']`.
  private *namesByKey(key: string): Iterable<string> {
    yield* this.fields.get(key)?.names ?? NO_NAMES;
    const [first] = this.bindings;
    const bindings = first?.scope.module.bindings.get(key);
    if (bindings !== undefined) yield* this.meanings.get(bindings)?.names ?? NO_NAMES;
  }

  private callValues(node: Node): readonly string[] {
    const callee = this.tree.unwrap(this.tree.child(node, 'function'));
    const values = this.called(this.valuesOf(callee), this.argumentsOf(node));
    return [...values, ...this.membersGot(callee, node), ...this.attributeGot(callee, node)];
  }

  // `getattr(frame, 'query')` of an object of which nothing is known.
  private attributeGot(callee: Node, call: Node): readonly string[] {
    if (!this.valuesOf(callee).includes('builtins.getattr')) return NO_NAMES;
    const [object = NONE, key = NONE] = positionalArguments(this.tree, call);
    const name = this.constants.text(key);
    return name === undefined ? NO_NAMES : [...this.fieldValues(name), ...this.stepsBy(name, object)];
  }

  // `attrgetter('system')(os)` and `methodcaller('system', 'id')(os)`.
  private membersGot(getter: Node, call: Node): readonly string[] {
    if (!this.valuesOf(getter).some((name) => GETTERS.has(name))) return NO_NAMES;
    const owners = positionalArguments(this.tree, call).flatMap((argument) => this.valuesOf(argument));
    const paths = this.pathsGiven(getter);
    return paths.flatMap((path) =>
      this.membersOf(
        owners.filter((owner) => !isHeld(owner)),
        path,
      ),
    );
  }

  private pathsGiven(getter: Node): string[] {
    const tree = this.tree;
    const maker = tree.kind(getter) === 'identifier' ? this.soleValue(getter) : getter;
    if (tree.kind(maker) !== 'call') return [];
    return positionalArguments(tree, maker).flatMap((argument) => this.constants.text(argument) ?? []);
  }

  /** What a call may give back. */
  private called(callee: readonly string[], args: readonly Argument[]): readonly string[] {
    const values = callee.flatMap((value) => this.calledValues(value));
    for (const name of callee) if (GETTERS.has(`${name}${INSTANCE}`)) values.push(`${name}${INSTANCE}`);
    values.push(...takenOut(callee), ...this.methodResults(callee, '__call__'));
    const definitions = definitionsAmong(callee.filter((value) => !isHeld(value)));
    const isClass = definitions.some((definition) => this.tree.kind(definition) === 'class_definition');
    const isOwn = definitions.length > 0 && !isClass;
    if (isOwn || callee.some((name) => SCALARS.has(name))) return values;
    const isCarrier = callee.some((name) => CARRIERS.has(name));
    const distinct = [...new Set(args.flatMap((argument) => argument.values))];
    const given = distinct.filter((value) => isFollowed(value) && (isCarrier || !isInstance(value)));
    const made = definitionsAmong(given).flatMap((definition) => [...this.resultOf(definition).names]);
    values.push(...passedThrough(given), ...passedThrough(made));
    return values;
  }

  private calledValues(callee: string): readonly string[] {
    if (!isOwnValue(callee) || isHeld(callee)) return NO_NAMES;
    return definitionsAmong([callee]).flatMap((definition) =>
      this.tree.kind(definition) === 'class_definition' ? [OWN_INSTANCE] : [...this.resultOf(definition).names],
    );
  }

  /** What a special method gives back, where some values may be instances of the source's own classes. */
  private methodResults(values: readonly string[], method: string): readonly string[] {
    if (!values.includes(OWN_INSTANCE) || !this.fields.has(method)) return NO_NAMES;
    return this.methods(method).flatMap((definition) => [...this.resultOf(definition).names]);
  }

  protected override membersOf(owners: readonly string[], attribute: string): readonly string[] {
    return super.membersOf(
      owners.filter((owner) => !isOwnValue(owner)),
      attribute,
    );
  }
}

const BLOCKS: ReadonlySet<string> = new Set(['block', 'module']);

function isFollowed(value: string): boolean {
  return isOwnValue(value) || mayLeadToHarm(withoutSuffix(value, CONTAINER));
}

function isInstance(value: string): boolean {
  return withoutSuffix(value, CONTAINER).endsWith(INSTANCE);
}

function found<Key>(meanings: Map<Key, Meaning>, key: Key): Meaning {
  const meaning = meanings.get(key) ?? new Meaning();
  meanings.set(key, meaning);
  return meaning;
}
