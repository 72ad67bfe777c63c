import { READING } from '../../config/limits.js';
import { ConstantFolder, type Definitions } from '../constants/constant-folder.js';
import { CONVENTIONAL_NAMES } from '../policy/modules.js';
import { isLacking } from '../policy/path-members.js';
import { CONTAINER, canonicalName, contained, entryNames, INSTANCE, withoutSuffix } from '../qualified-name.js';
import { SourceRefusal } from '../refusal.js';
import { type Binding, Outward, type Scopes } from '../scopes/scope.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { BoundNames } from './bound-names.js';
import { CallResults } from './call-results.js';
import { joined } from './joined.js';
import { BUILTINS, memberCalled } from './known-names.js';
import { Meaning, NO_NAMES, withinBounds } from './meaning.js';

/** What a binding says by itself; the other ways are followed only where something goes them. */
const WRITTEN_OUT: ReadonlySet<Binding['meaning']['kind']> = new Set([
  ...(['import', 'expression', 'instance', 'entry'] as const),
]);

/** Attributes that hold the built-in functions whatever object they are read from. */
const HOLDERS_OF_BUILTINS: ReadonlySet<string> = new Set(['__builtins__', 'f_builtins']);

/**
 * Answers which dotted names an expression may stand for, following imports, assignments, containers and the calls
 * that import by name. Flow is ignored: a name stands for everything it is ever bound to. No answer means: nothing that
 * came from an import or a built-in name.
 */
export class NameResolver extends BoundNames implements Definitions {
  readonly constants: ConstantFolder;
  private readonly callResults: CallResults;
  /** By node. */
  private known: (readonly string[] | undefined)[];
  /** What all bindings of one name in one scope stand for together. */
  private readonly meanings = new Map<readonly Binding[], Meaning>();

  /** @param scopes where each identifier that is read stands */
  constructor(tree: SyntaxTree, scopes: Scopes, bindings: readonly Binding[]) {
    super(tree, scopes, bindings);
    this.known = new Array<undefined>(tree.size);
    this.constants = new ConstantFolder(tree, this);
    this.callResults = new CallResults(tree, this);
  }

  namesOf(node: Node): readonly string[] {
    return this.valuesOf(node);
  }

  /** The names, and whatever else a way of resolving follows. */
  valuesOf(node: Node): readonly string[] {
    if (node === NONE) return NO_NAMES;
    const known = this.known[node];
    if (known !== undefined) return known;
    const names = withinBounds(this.resolve(node));
    this.known[node] = names;
    return names;
  }

  // What a name stands for may hang on what others stand for, in any order and in circles: rounds until nothing changes.
  /** @throws SourceRefusal where the names of the source lead through too many others */
  settle(bindings: readonly Binding[]): this {
    let open = bindings.filter(({ meaning }) => WRITTEN_OUT.has(meaning.kind));
    this.repeat(() => {
      const changes = open.filter((binding) => this.widen(binding)).length;
      // An import says the same in every round.
      open = open.filter(({ meaning }) => meaning.kind !== 'import');
      return changes;
    });
    return this;
  }

  /** @param round goes once through everything, and returns how much of it came to stand for more */
  protected repeat(round: () => number): void {
    for (let count = 0; count < READING.nameRounds; count++) {
      // What was worked out while nothing changed holds.
      if (round() === 0) return;
      this.forgetAll();
    }
    throw new SourceRefusal('too-tangled', 'A name leads through too many others');
  }

  protected forgetAll(): void {
    this.known = new Array<undefined>(this.tree.size);
    this.constants.forget();
  }

  /** Drops what was worked out of one expression. */
  protected forget(node: Node): void {
    this.known[node] = undefined;
  }

  protected isKnown(node: Node): boolean {
    return this.known[node] !== undefined;
  }

  private widen(binding: Binding): boolean {
    const names = this.meaningNames(binding.meaning);
    return names.length > 0 && this.meaningOf(binding.scope.bindings.get(binding.name) ?? []).add(names);
  }

  protected meaningOf(bindings: readonly Binding[]): Meaning {
    const meaning = this.meanings.get(bindings) ?? new Meaning();
    this.meanings.set(bindings, meaning);
    return meaning;
  }

  /** What a name would stand for if it were read where an identifier stands. */
  namesSeenFrom(place: Node, name: string): readonly string[] {
    return this.lookUp(place, name);
  }

  protected resolve(node: Node): readonly string[] {
    const tree = this.tree;
    switch (tree.kind(node)) {
      case 'identifier':
        return this.lookUp(node, tree.identifier(node));
      case 'attribute':
        return this.attributeNames(node);
      case 'dotted_name':
        return this.patternNames(node);
      case 'subscript':
        return this.subscriptNames(node);
      case 'call':
        return this.callResults.namesOf(node);
      case 'parenthesized_expression':
      case 'list_splat':
      case 'await':
        return this.valuesOf(tree.firstChild(node));
      case 'named_expression':
        return this.valuesOf(tree.child(node, 'value'));
      case 'conditional_expression':
        return tree.children(node).flatMap((part, index) => (index === 1 ? NO_NAMES : this.valuesOf(part)));
      case 'boolean_operator':
        return [...this.valuesOf(tree.child(node, 'left')), ...this.valuesOf(tree.child(node, 'right'))];
      case 'binary_operator':
        return this.valuesOf(tree.child(node, 'left')).filter((name) => name.endsWith(INSTANCE));
      case 'list':
      case 'tuple':
      case 'set':
        return this.containedIn(node, (element) => element);
      case 'dictionary':
        return this.containedIn(node, (pair) => tree.child(pair, 'value'));
      default:
        return NO_NAMES;
    }
  }

  private containedIn(list: Node, heldBy: (element: Node) => Node): readonly string[] {
    let names = NO_NAMES;
    const after = this.tree.after(list);
    for (let element = list + 1; element < after; element = this.tree.after(element)) {
      const held = this.valuesOf(heldBy(element));
      if (held.length > 0) names = joined(names, contained(held));
    }
    return names;
  }

  private lookUp(place: Node, name: string): readonly string[] {
    let names = NO_NAMES;
    let isBound = false;
    for (const outward = new Outward(this.scopes[place], name); outward.scope !== undefined; outward.next()) {
      const { scope } = outward;
      const bindings = scope.bindings.get(name);
      if (bindings !== undefined) {
        isBound = true;
        names = joined(names, this.namesGivenBy(bindings));
        if (this.hidesOuter(scope, bindings, place, name)) return names;
      }
      for (const module of scope.starImports) {
        const member = memberCalled(module, name);
        if (member.isBrought) names = joined(names, member.names);
      }
    }
    names = joined(names, BUILTINS.get(name) ?? NO_NAMES);
    const conventional = isBound ? undefined : CONVENTIONAL_NAMES.get(name);
    return conventional === undefined ? names : joined(names, [conventional]);
  }

  protected namesGivenBy(bindings: readonly Binding[]): readonly string[] {
    return this.meanings.get(bindings)?.names ?? NO_NAMES;
  }

  protected meaningNames(meaning: Binding['meaning']): readonly string[] {
    switch (meaning.kind) {
      case 'import':
        return [canonicalName(meaning.qualifiedName)];
      case 'expression':
        return this.valuesOf(meaning.node);
      case 'entry':
        return this.entriesOf(meaning.node, meaning.key);
      case 'instance':
        return this.valuesOf(meaning.node).map((name) => `${withoutSuffix(name, CONTAINER)}${INSTANCE}`);
      default:
        return NO_NAMES;
    }
  }

  private attributeNames(node: Node): readonly string[] {
    const attribute = this.tree.identifier(this.tree.child(node, 'attribute'));
    if (HOLDERS_OF_BUILTINS.has(attribute)) return ['builtins'];
    return this.membersOf(this.valuesOf(this.tree.child(node, 'object')), attribute);
  }

  // `case module.NAME:` reads a chain of attributes without being one in the tree.
  private patternNames(node: Node): readonly string[] {
    const [first = NONE, ...rest] = this.tree.children(node);
    const read = (names: readonly string[], part: Node) => this.membersOf(names, this.tree.identifier(part));
    return rest.reduce(read, this.valuesOf(first));
  }

  membersOf(owners: readonly string[], attribute: string): readonly string[] {
    let names = NO_NAMES;
    for (const owner of owners) {
      if (!owner.endsWith(CONTAINER) && !isLacking(owner, attribute)) {
        names = joined(names, memberCalled(owner, attribute).names);
      }
    }
    return names;
  }

  private subscriptNames(node: Node): readonly string[] {
    return this.entriesOf(this.tree.child(node, 'value'), this.tree.child(node, 'subscript'));
  }

  private entriesOf(table: Node, key: Node): readonly string[] {
    const tables = this.valuesOf(table);
    if (tables.length === 0) return NO_NAMES;
    const keys = this.constants.texts(key).texts;
    return tables.flatMap((name) => {
      if (name.endsWith(CONTAINER)) return [withoutSuffix(name, CONTAINER)];
      return keys.flatMap((key) => entryNames(name, key));
    });
  }
}
