import { joined } from '../names/joined.js';
import { PROPERTIES } from '../policy/carriers.js';
import { type Binding, Outward, type Scopes } from '../scopes/scope.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { ownValue, SOMETHING_OWN } from './own-values.js';

const NO_DEFINITIONS: readonly Node[] = [];

/** What is to be done where a definition is mentioned for the first time, and where it comes to be told apart. */
interface Watcher {
  mentioned(definition: Node): void;
  /** Where it is mentioned so that anybody may come to hold it, under whatever name. */
  letGo(definition: Node): void;
  /** @param places where it is mentioned */
  toldApart(definition: Node, places: readonly Node[]): void;
}

/**
 * The functions, lambdas and classes of the source, by name and as values. One that is called by its name is known
 * where it is called. As a value it is told apart from others only where something dangerous may be given to it or come
 * out of it: of most that an honest source hands about, nobody has to know which is which. Those of one name are one:
 * the first stands for all of them.
 */
export class OwnDefinitions {
  private readonly tree: SyntaxTree;
  private readonly scopes: Scopes;
  private readonly members = new Map<string, Node>();
  private readonly byBindings = new Map<readonly Binding[], readonly Node[]>();
  /** By the first of each name, all of that name; by any of them, the first ones. */
  private readonly namesakes = new Map<Node, Node[]>();
  private readonly firsts = new Map<Node, Node[]>();
  private readonly mentions = new Map<Node, Node[]>();
  private readonly told = new Set<Node>();
  private readonly watcher: Watcher;
  private readonly properties = new Map<Node, boolean>();
  private tellsAll = false;

  constructor(tree: SyntaxTree, scopes: Scopes, bindings: readonly Binding[], watcher: Watcher) {
    this.tree = tree;
    this.scopes = scopes;
    this.watcher = watcher;
    const members = new Map<string, Node[]>();
    for (const binding of bindings) {
      const definition = binding.scope.kind === 'class' ? this.definitionBy(binding) : NONE;
      if (definition === NONE) continue;
      const known = members.get(binding.name);
      if (known === undefined) members.set(binding.name, [definition]);
      else known.push(definition);
    }
    for (const [name, definitions] of members) this.members.set(name, this.firstOf(definitions));
    // All at once: what stands for others later would not hand on to them what it was given before.
    for (const binding of bindings) {
      if (this.definitionBy(binding) !== NONE) this.definedAmong(binding.scope.bindings.get(binding.name) ?? []);
    }
  }

  // What is the first of two names stands for all of both.
  private firstOf(definitions: readonly Node[]): Node {
    const [first = NONE] = definitions;
    if (definitions.length === 1) return first;
    const namesakes = this.namesakes.get(first) ?? [];
    this.namesakes.set(first, namesakes);
    for (const definition of definitions) {
      const firsts = this.firsts.get(definition);
      if (firsts?.includes(first) === true) continue;
      namesakes.push(definition);
      if (firsts === undefined) this.firsts.set(definition, [first]);
      else firsts.push(first);
    }
    return first;
  }

  /** The definition that a binding gives its name to, or `NONE`. */
  definitionBy({ meaning }: Binding): Node {
    if (meaning.kind === 'definition') return meaning.node;
    if (meaning.kind !== 'expression') return NONE;
    const inner = this.tree.unwrap(meaning.node);
    return this.tree.kind(inner) === 'lambda' ? inner : NONE;
  }

  /** What classes define by that name: the first stands for all. */
  membersNamed(name: string): readonly Node[] {
    const first = this.members.get(name);
    return first === undefined ? NO_DEFINITIONS : [first];
  }

  /** Whether any method of a name is read as an attribute. */
  isProperty(first: Node): boolean {
    const known = this.properties.get(first);
    if (known !== undefined) return known;
    const isProperty = this.namesakesOf(first).some((member) => this.isDecoratedAsProperty(member));
    this.properties.set(first, isProperty);
    return isProperty;
  }

  private isDecoratedAsProperty(definition: Node): boolean {
    const { tree } = this;
    const parent = tree.parent(definition);
    if (tree.kind(parent) !== 'decorated_definition') return false;
    return tree
      .children(parent)
      .some((child) => tree.kind(child) === 'decorator' && PROPERTIES.test(tree.textOf(child)));
  }

  /** All definitions that one stands for, itself among them. */
  namesakesOf(first: Node): readonly Node[] {
    return this.namesakes.get(first) ?? [first];
  }

  /** Those that stand for a definition, itself among them. */
  firstsFor(definition: Node): readonly Node[] {
    const firsts = this.firsts.get(definition);
    return firsts === undefined ? [definition] : [...new Set([definition, ...firsts])];
  }

  /** What an identifier may be the name of, where it stands. */
  namedBy(identifier: Node): readonly Node[] {
    const name = this.tree.identifier(identifier);
    let found = NO_DEFINITIONS;
    for (const outward = new Outward(this.scopes[identifier], name); outward.scope !== undefined; outward.next()) {
      const bindings = outward.scope.bindings.get(name);
      if (bindings === undefined) continue;
      found = joined(found, this.definedAmong(bindings));
      if (outward.scope.isSettledAtOnce) return found;
    }
    return found;
  }

  definedAmong(bindings: readonly Binding[]): readonly Node[] {
    const known = this.byBindings.get(bindings);
    if (known !== undefined) return known;
    const all = bindings.map((binding) => this.definitionBy(binding)).filter((definition) => definition !== NONE);
    const defined = all.length === 0 ? NO_DEFINITIONS : [this.firstOf(all)];
    this.byBindings.set(bindings, defined);
    return defined;
  }

  get toldApart(): Iterable<Node> {
    return this.told;
  }

  isMentioned(definition: Node): boolean {
    return this.mentions.has(definition);
  }

  /** Definitions as the values of an expression that does not call them. */
  valuesAt(place: Node, definitions: readonly Node[]): string[] {
    return [...new Set(definitions.map((definition) => this.valueAt(place, definition)))];
  }

  private valueAt(place: Node, definition: Node): string {
    const places = this.mentions.get(definition);
    if (places === undefined) this.mentions.set(definition, [place]);
    else if (places.at(-1) !== place) places.push(place);
    if (places === undefined) this.watcher.mentioned(definition);
    if (!this.isPassedOn(place)) this.watcher.letGo(definition);
    if (this.tellsAll) this.tell(definition);
    return this.told.has(definition) ? ownValue(definition) : SOMETHING_OWN;
  }

  // It is decorated or decorates, is returned, is asked for something of its own, or is given to a function by its name,
  // whose parameter is then followed.
  private isPassedOn(place: Node): boolean {
    const { tree } = this;
    if (tree.kind(place) !== 'identifier') return tree.kind(place) === 'decorated_definition';
    const parent = tree.parent(tree.wrapped(place));
    switch (tree.kind(parent)) {
      case 'return_statement':
      case 'decorator':
        return true;
      case 'attribute':
        return !tree.identifier(tree.child(parent, 'attribute')).startsWith('__');
      case 'argument_list': {
        const callee = tree.unwrap(tree.child(tree.parent(parent), 'function'));
        return tree.kind(callee) === 'identifier';
      }
      default:
        return false;
    }
  }

  /** From now on the definition is told apart from others. */
  tell(definition: Node): void {
    if (this.told.has(definition)) return;
    this.told.add(definition);
    this.watcher.toldApart(definition, this.mentions.get(definition) ?? []);
  }

  /** From now on everything is told apart that is mentioned at all. */
  tellAll(): void {
    if (this.tellsAll) return;
    this.tellsAll = true;
    for (const definition of [...this.mentions.keys()]) this.tell(definition);
  }
}
