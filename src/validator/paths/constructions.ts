import { callOf, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Classes } from './classes.js';
import { comparisonAt, isOfIdentity } from './comparisons.js';
import type { Known, Mentions } from './mentions.js';
import { sureNames } from './sure-names.js';

const INITIALIZER = '__init__';
const MOST_HEIRS = 256;
/** Attributes of a class by which nobody gets hold of the class itself. */
const HARMLESS = /^(?!__\w+__$|mro$)|^__(?:init|name|qualname|doc|module|annotations|version)__$/;
const ASKING_CLASS: ReadonlySet<string> = new Set([
  ...['builtins.isinstance', 'builtins.issubclass', 'builtins.super', 'builtins.print', 'builtins.str'],
]);

/** A call that makes an object. */
export interface Construction {
  readonly call: Node;
  /** Whether the class that is called has other bases too. */
  readonly isMixed: boolean;
}

/** A class that takes the `__init__` of another. */
interface Heir {
  readonly owner: Node;
  /** Whether it, or one between, has other bases too. */
  readonly isMixed: boolean;
}

/** The calls by which a source makes objects of its classes. */
export class Constructions {
  readonly #known: Known;
  readonly #mentions: Mentions;
  readonly #classes: Classes;
  readonly #found = new Map<Node, readonly Construction[] | undefined>();
  #classReads: readonly Node[] | undefined;
  #isTypeTaken: boolean | undefined;
  #areHandedOn: boolean | undefined;

  constructor(known: Known, mentions: Mentions, classes: Classes) {
    this.#known = known;
    this.#mentions = mentions;
    this.#classes = classes;
  }

  /** The calls that make objects of a class, or of one that takes its `__init__`; undefined where there may be others. */
  of(owner: Node): readonly Construction[] | undefined {
    if (!this.#found.has(owner)) this.#found.set(owner, this.#isClear() ? this.#callsOf(owner) : undefined);
    return this.#found.get(owner);
  }

  /** Whether a class of the source is held by others than its own name. */
  get areHandedOn(): boolean {
    this.#areHandedOn ??= this.#known.bindings.some(({ meaning }) => {
      const definition = meaning.kind === 'definition' ? meaning.node : NONE;
      return this.#known.tree.kind(definition) === 'class_definition' && this.of(definition) === undefined;
    });
    return this.#areHandedOn;
  }

  #isClear(): boolean {
    this.#isTypeTaken ??= this.#mentions.ofName('type').some((read) => this.#takesType(read));
    return !this.#isTypeTaken && this.#classes.areClear;
  }

  // Each class once, however many ways lead to it, and once more where it is mixed with others.
  #callsOf(owner: Node): readonly Construction[] | undefined {
    const calls: Construction[] = [];
    const seen = new Set<string>();
    const heirs: Heir[] = [{ owner, isMixed: false }];
    for (const heir of heirs) {
      const key = `${heir.owner} ${heir.isMixed}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > MOST_HEIRS || this.#isHandedOn(heir.owner)) return undefined;
      for (const read of [...this.#mentions.ofName(this.#nameOf(heir.owner)), ...this.#readsOfReceivers()]) {
        const call = callOf(this.#known.tree, read);
        if (call !== NONE) calls.push({ call, isMixed: heir.isMixed });
        else if (!this.isOnlyNamed(read)) return undefined;
        else heirs.push(...this.#heirsAt(read, heir.isMixed));
      }
    }
    return calls;
  }

  #nameOf(owner: Node): string {
    const { tree } = this.#known;
    return tree.identifier(tree.child(owner, 'name'));
  }

  #isHandedOn(owner: Node): boolean {
    const decorators = this.#classes.decorators(owner);
    const isDecorated = decorators.some((decorator) => sureNames(this.#known, decorator).length === 0);
    return isDecorated || this.#mentions.ofAttribute(this.#nameOf(owner)).length > 0;
  }

  /** The class whose base is read there, where it takes the `__init__` of that. */
  #heirsAt(read: Node, isMixed: boolean): readonly Heir[] {
    const { tree } = this.#known;
    const owner = tree.parent(tree.parent(read));
    if (tree.kind(owner) !== 'class_definition' || this.#hasInitializer(owner)) return [];
    const bases = tree.children(tree.child(owner, 'superclasses'));
    return [{ owner, isMixed: isMixed || bases.length > 1 }];
  }

  // `cls('/output/x.csv')` in a method of a class, whatever it calls its first parameter.
  #readsOfReceivers(): readonly Node[] {
    if (this.#classReads !== undefined) return this.#classReads;
    const { tree } = this.#known;
    const receivers = [...this.#classes.receivers].filter(([, { isOfClass }]) => isOfClass);
    const names = new Set(receivers.map(([target]) => tree.identifier(target)));
    const reads = [...names].flatMap((name) => this.#mentions.ofName(name));
    this.#classReads = reads.filter((read) => this.#mayBeClass(read));
    return this.#classReads;
  }

  #mayBeClass(read: Node): boolean {
    const bindings = this.#known.names.bindingsOf(read) ?? [];
    return bindings.some(({ target }) => this.#classes.receivers.get(target)?.isOfClass === true);
  }

  #hasInitializer(owner: Node): boolean {
    const { tree } = this.#known;
    const own = this.#mentions.ofMember(INITIALIZER).filter(({ scope }) => scope.definition === owner);
    return own.some(({ meaning }) => meaning.kind === 'definition' && tree.parent(tree.parent(meaning.node)) === owner);
  }

  /** Whether a class is said only to be a base, an annotation, or what an object is compared with. */
  isOnlyNamed(read: Node): boolean {
    const { tree } = this.#known;
    const parent = tree.parent(read);
    const outer = tree.kind(parent) === 'tuple' ? tree.parent(parent) : parent;
    switch (tree.kind(outer)) {
      case 'attribute':
        return HARMLESS.test(tree.identifier(tree.child(outer, 'attribute')));
      case 'type':
      case 'except_clause':
      case 'raise_statement':
        return true;
      case 'comparison_operator':
        return isOfIdentity(comparisonAt(tree, outer));
      case 'as_pattern':
        return tree.kind(tree.parent(outer)) === 'except_clause';
      case 'keyword_argument':
        return tree.identifier(tree.child(outer, 'name')) === 'default_factory';
      case 'argument_list':
        return this.#isAsked(tree.parent(outer), read);
      default:
        return tree.kind(tree.parent(outer)) === 'type';
    }
  }

  #isAsked(call: Node, read: Node): boolean {
    const { tree } = this.#known;
    if (tree.kind(call) === 'class_definition') return true;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const asking = sureNames(this.#known, callee);
    if (asking.length > 0) return asking.every((name) => ASKING_CLASS.has(name) || name === 'builtins.object.__new__');
    const isNew = tree.kind(callee) === 'attribute' && tree.identifier(tree.child(callee, 'attribute')) === '__new__';
    return isNew && positionalArguments(tree, call)[0] === read;
  }

  /** Whether the class of some object is had, and not only its name: `type(a)('/output/x.csv')`. */
  #takesType(read: Node): boolean {
    const { tree } = this.#known;
    const call = callOf(tree, read);
    if (call === NONE) return !this.isOnlyNamed(read) && tree.kind(tree.parent(read)) !== 'comparison_operator';
    if (positionalArguments(tree, call).length !== 1) return false;
    const outer = tree.parent(tree.wrapped(call));
    if (tree.kind(outer) === 'attribute') return !HARMLESS.test(tree.identifier(tree.child(outer, 'attribute')));
    if (tree.kind(outer) === 'argument_list') return !this.#isAsked(tree.parent(outer), call);
    return !['comparison_operator', 'interpolation'].includes(tree.kind(outer));
  }
}
