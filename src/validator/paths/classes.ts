import type { Binding } from '../scopes/scope.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Known, Mentions } from './mentions.js';
import { sureNames } from './sure-names.js';

/** Methods that are handed a class, and not an object. */
const OF_CLASSES: ReadonlySet<string> = new Set(['__new__', '__init_subclass__', '__class_getitem__']);
/** Bases that give their objects whatever attributes they are told, or make classes. */
const UNCLEAR_BASES =
  /^(?:types\.|argparse\.|collections\.namedtuple|pandas\.|numpy\.|ctypes\.|unittest\.mock|builtins\.type|abc\.ABCMeta|enum\.Enum(?:Meta|Type)|sklearn\.utils|threading\.local|pydantic\.|xml\.)/;
const MADE_OF_TUPLES = /\b_(?:make|replace)\b/;
const HARMLESS_BASES: ReadonlySet<string> = new Set([
  ...['builtins.object', 'abc.ABC', 'typing.Protocol', 'typing.Generic', 'enum.Enum', 'enum.IntEnum', 'builtins.str'],
]);

/** The classes that a source defines, and the first parameters of their methods. */
export class Classes {
  readonly #known: Known;
  readonly #mentions: Mentions;
  #receivers: ReadonlyMap<Node, Receiver> | undefined;
  #isClear: boolean | undefined;

  constructor(known: Known, mentions: Mentions) {
    this.#known = known;
    this.#mentions = mentions;
  }

  /** The first parameters of methods, by where they are written. */
  get receivers(): ReadonlyMap<Node, Receiver> {
    this.#receivers ??= new Map(
      this.#known.bindings
        .filter(({ scope, meaning }) => scope.kind === 'class' && meaning.kind === 'definition')
        .flatMap((binding) => this.#receiverOf(binding)),
    );
    return this.#receivers;
  }

  #receiverOf({ name, meaning }: Binding): readonly [Node, Receiver][] {
    const { tree, names } = this.#known;
    const method = meaning.kind === 'definition' ? meaning.node : NONE;
    if (tree.kind(method) !== 'function_definition') return [];
    const first = tree.firstChild(tree.child(method, 'parameters'));
    const target = tree.kind(first) === 'typed_parameter' ? tree.firstChild(first) : first;
    if (first === NONE || tree.kind(target) !== 'identifier') return [];
    const isDecorated = (by: string) =>
      this.decorators(method).some((decorator) => names.namesOf(decorator).includes(by));
    if (isDecorated('builtins.staticmethod')) return [];
    const isOfClass = OF_CLASSES.has(name) || isDecorated('builtins.classmethod');
    return [[target, { method, name, isOfClass }]];
  }

  /** The receiver that a name surely is. */
  receiverAt(name: Node): Receiver | undefined {
    const [binding, ...others] = (this.#known.names.bindingsOf(name) ?? []).slice(0, 2);
    return binding === undefined || others.length > 0 ? undefined : this.receivers.get(binding.target);
  }

  /** The functions and classes that decorate a definition. */
  decorators(definition: Node): readonly Node[] {
    const { tree } = this.#known;
    const around = tree.parent(definition);
    if (tree.kind(around) !== 'decorated_definition') return [];
    const decorators = tree.children(around).filter((child) => tree.kind(child) === 'decorator');
    return decorators.map((decorator) => {
      const inner = tree.firstChild(decorator);
      return tree.kind(inner) === 'call' ? tree.child(inner, 'function') : inner;
    });
  }

  /** The class of the source that a name stands for, or `NONE`. */
  classAt(name: Node): Node {
    const { tree, names } = this.#known;
    if (tree.kind(name) !== 'identifier') return NONE;
    const [binding, ...others] = (names.bindingsOf(name) ?? []).slice(0, 2);
    if (binding?.meaning.kind !== 'definition' || others.length > 0) return NONE;
    return tree.kind(binding.meaning.node) === 'class_definition' ? binding.meaning.node : NONE;
  }

  /** Whether the objects of all classes have no attributes but those that the source, or a base surely its own, gives. */
  get areClear(): boolean {
    this.#isClear ??= this.#known.bindings.every(({ meaning }) => {
      const definition = meaning.kind === 'definition' ? meaning.node : NONE;
      return this.#known.tree.kind(definition) !== 'class_definition' || this.#isClearClass(definition);
    });
    return this.#isClear;
  }

  #isClearClass(definition: Node): boolean {
    const { tree } = this.#known;
    const bases = tree.children(tree.child(definition, 'superclasses'));
    const strange = bases.filter((base) => !this.#isPlainBase(base));
    if (strange.length === 0) return true;
    return bases.length === 1 && strange.every((base) => this.#isLibraryBase(base));
  }

  #isPlainBase(base: Node): boolean {
    const { tree } = this.#known;
    if (tree.kind(base) === 'keyword_argument') {
      const isMetaclass = tree.identifier(tree.child(base, 'name')) === 'metaclass';
      return !isMetaclass || sureNames(this.#known, tree.child(base, 'value')).includes('abc.ABCMeta');
    }
    const inner = tree.kind(base) === 'subscript' ? tree.child(base, 'value') : base;
    if (this.classAt(inner) !== NONE) return true;
    const found = sureNames(this.#known, inner);
    return found.length > 0 && found.every((name) => HARMLESS_BASES.has(name));
  }

  #isLibraryBase(base: Node): boolean {
    const { tree } = this.#known;
    if (tree.kind(base) !== 'identifier' && tree.kind(base) !== 'attribute') return false;
    const found = sureNames(this.#known, base);
    const isOfTuples = found.includes('typing.NamedTuple') && this.#mentions.says(MADE_OF_TUPLES);
    return found.length > 0 && !isOfTuples && !found.some((name) => UNCLEAR_BASES.test(name));
  }
}

export interface Receiver {
  readonly method: Node;
  readonly name: string;
  /** Whether it is a class that the method is handed. */
  readonly isOfClass: boolean;
}
