import { mayBeInherited } from '../policy/library-bases.js';
import { callOf, hasKeyword, hidesArguments, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { OwnClasses } from './own-classes.js';
import type { Known } from './reading.js';
import { sureNames } from './sure-names.js';
import { handsOnAttributes } from './tables-of-attributes.js';

/** By which attributes are given, methods called and objects made in ways that nobody reads: most of what has underscores. */
const UNSEEN =
  /setattr|delattr|getattr(?!\(\w+, ["'][a-z]\w*["'])|attrgetter|methodcaller|get_type_hints|[.'"][\s\\]*(?:annotation|default_factory)\b|\b_(?:make|replace)\b|\b(?:locals|globals)\s*\(|__(?!(?:init|post_init|name|main|doc|file|version|author|all|future|qualname|str|repr|len|iter|next|enter|exit|call|eq|lt|hash|bool)__)\w+__/;
/** What makes an object of another, with the attributes that it is given by keyword. */
const COPIERS: ReadonlySet<string> = new Set(['dataclasses.replace', 'copy.replace']);
/** Methods that put what they are told into the object that they are handed second. */
const PARSING: readonly string[] = [
  'parse_args',
  'parse_known_args',
  'parse_intermixed_args',
  'parse_known_intermixed_args',
];
const SAID_OF_CLASSES: ReadonlySet<string> = new Set(['__name__', '__qualname__', '__doc__']);
const DUNDER = /^(?:__\w+__|mro)$/;
/** Bases that give their objects whatever attributes they are told, or make classes. */
const UNCLEAR_BASES =
  /^(?:types\.|argparse\.|collections\.namedtuple|pandas\.|numpy\.|ctypes\.|unittest\.mock|builtins\.type|abc\.ABCMeta|enum\.Enum(?:Meta|Type)|sklearn\.utils|threading\.local|pydantic\.|xml\.)/;
/** What gives back the class that it is put on, and hands it to nobody. */
const PLAIN_CLASS_DECORATORS: ReadonlySet<string> = new Set([
  ...['dataclasses.dataclass', 'functools.total_ordering', 'enum.unique', 'typing.final', 'typing.runtime_checkable'],
]);
/** Bases that the language brings, and that call the methods of their heirs with what they are handed. */
const CALLING_BASES = /^(?:collections\.abc|typing)\.(?!(?:Generic|NamedTuple|Protocol|TypedDict)$)/;
/** What libraries call of an object that they are handed, with texts that may come from anywhere. */
const CALLED_BY_LIBRARIES =
  /^(?:_\w+_|write|writelines|read|read\w*line\w*|readinto|emit|filter|format|handle\w*|default|decode|encode|send|update|start|end|data|comment|pi|characters|startElement|endElement|fit|transform|fit_transform|predict|score|before_\w+)$/;
const ASKING_CLASS: ReadonlySet<string> = new Set([
  ...['builtins.isinstance', 'builtins.issubclass', 'builtins.super'],
]);
const UNBOUND: ReadonlySet<string> = new Set(['builtins.staticmethod', 'builtins.classmethod']);

/**
 * What a source does with its classes. What their objects hold and what their methods are handed is believed only where
 * it makes objects of them, names them, derives others, and does nothing else: of all its classes or of none.
 *
 * Objects are not followed into libraries. That these call methods of what they are handed is known by the names of such
 * methods alone, and no parameter of a method is known where a class inherits from a library of the images.
 */
export class ClassUses {
  readonly #known: Known;
  readonly #classes: OwnClasses;
  readonly #harmless = new Map<string, boolean>();
  readonly #enumerations = new Set<string>();
  #areSeen: boolean | undefined;
  #giveUnseen: boolean | undefined;
  #inheritLibraries: boolean | undefined;

  constructor(known: Known, classes: OwnClasses) {
    this.#known = known;
    this.#classes = classes;
  }

  /** Whether all is seen that the source does with its classes and their objects. */
  get areSeen(): boolean {
    this.#areSeen ??= !this.giveUnseen && this.#areHandedNowhere() && this.#areClear();
    return this.#areSeen;
  }

  /** Whether objects may be given attributes, or have their methods called, in ways that nobody reads. */
  get giveUnseen(): boolean {
    this.#giveUnseen ??=
      UNSEEN.test(this.#known.tree.text.normalize('NFKC')) ||
      handsOnAttributes(this.#known) ||
      this.#areParsedInto() ||
      this.#areWrappedInto();
    return this.#giveUnseen;
  }

  // `parser.parse_args(texts, namespace=a)` gives `a` what the texts say.
  #areParsedInto(): boolean {
    const { tree, mentions } = this.#known;
    return PARSING.flatMap((method) => mentions.ofAttribute(method)).some(({ node, by }) => {
      const call = by === 'dot' ? callOf(tree, node) : NONE;
      return (
        call === NONE ||
        hasKeyword(tree, call) ||
        hidesArguments(tree, call) ||
        positionalArguments(tree, call).length > 1
      );
    });
  }

  // `update_wrapper(a, b)` gives `a` what `b` has; `@wraps(b)` a function.
  #areWrappedInto(): boolean {
    const { tree, references } = this.#known;
    return references.some(({ name, call, isAlias }) => {
      if (name === 'functools.update_wrapper') return true;
      return name === 'functools.wraps' && !isAlias && tree.kind(tree.parent(call)) !== 'decorator';
    });
  }

  /**
   * Whether libraries may call methods of that name, as `print(text, file=a)` calls `a.write`: of whatever object, or
   * where a class of the source inherits from one of theirs.
   */
  mayBeCalledByLibraries(method: string): boolean {
    const { tree } = this.#known;
    this.#inheritLibraries ??= [...this.#classes.all]
      .flatMap((owner) => tree.children(tree.child(owner, 'superclasses')))
      .map((base) => (tree.kind(base) === 'subscript' ? tree.child(base, 'value') : base))
      .some((base) => sureNames(this.#known, base).some((name) => CALLING_BASES.test(name) || mayBeInherited(name)));
    return this.#inheritLibraries || CALLED_BY_LIBRARIES.test(method);
  }

  #areHandedNowhere(): boolean {
    const { tree, names, references } = this.#known;
    const methods = this.#classes.methods.map((method) => tree.identifier(tree.child(method, 'name')));
    const reads = [...new Set(methods)].flatMap((name) => this.#known.mentions.ofName(name));
    return (
      references.every(({ name, call, isAlias }) =>
        name === 'builtins.type' ? this.#isAskedForName(call) : isAlias || !COPIERS.has(name),
      ) &&
      this.#classes.handedClasses.every((read) => this.#isOnlyNamed(read)) &&
      // `alias = load` in the body of a class.
      reads.every((read) => names.bindingsOf(read)?.[0]?.scope.kind !== 'class')
    );
  }

  // `type(a)('/output/x.csv')` makes an object; `type(a).__name__` does not.
  #isAskedForName(call: Node): boolean {
    const { tree } = this.#known;
    const outer = tree.parent(tree.wrapped(call));
    return tree.kind(outer) === 'attribute' && SAID_OF_CLASSES.has(tree.identifier(tree.child(outer, 'attribute')));
  }

  #areClear(): boolean {
    const { tree } = this.#known;
    const withMethods = new Set(this.#classes.methods.map((method) => this.#classes.ownerOf(method)));
    const named = new Set<string>();
    for (const owner of this.#classes.all) {
      const bases = tree.children(tree.child(owner, 'superclasses'));
      const decorators = this.#classes.decoratorsOf(owner);
      const isPlain = decorators.every((decorator) => PLAIN_CLASS_DECORATORS.has(decorator));
      if (!isPlain || !bases.every((base) => this.#isClearBase(base))) return false;
      if (this.#isFilledByMembers(owner, bases)) return false;
      // Of an enumeration all objects are made already.
      const isEnumeration =
        bases.length > 0 && bases.every((base) => sureNames(this.#known, base)[0]?.startsWith('enum.'));
      if (!isEnumeration || withMethods.has(owner)) named.add(this.#classes.nameOf(owner));
    }
    return [...named].every(
      (name) =>
        this.#known.mentions.ofAttribute(name).length === 0 &&
        this.#known.mentions.ofName(name).every((read) => this.#isOnlyNamed(read)),
    );
  }

  // `X = '/output/x.csv'` in the body of an enumeration calls `__init__` with that.
  #isFilledByMembers(owner: Node, bases: readonly Node[]): boolean {
    const { tree, names } = this.#known;
    const isOfOne = (base: Node) =>
      this.#enumerations.has(tree.identifier(base)) || sureNames(this.#known, base)[0]?.startsWith('enum.') === true;
    if (!bases.some(isOfOne)) return false;
    this.#enumerations.add(this.#classes.nameOf(owner));
    const isMixedIn = (base: Node) =>
      names.bindingsOf(base)?.some(({ meaning }) => meaning.kind === 'definition') === true;
    return this.#classes.hasInitializer(owner) || bases.some((base) => !isOfOne(base) && isMixedIn(base));
  }

  #isClearBase(base: Node): boolean {
    const { tree } = this.#known;
    if (tree.kind(base) === 'keyword_argument') {
      const isMetaclass = tree.identifier(tree.child(base, 'name')) === 'metaclass';
      return !isMetaclass || sureNames(this.#known, tree.child(base, 'value')).includes('abc.ABCMeta');
    }
    const inner = tree.kind(base) === 'subscript' ? tree.child(base, 'value') : base;
    if (tree.kind(inner) !== 'identifier' && tree.kind(inner) !== 'attribute') return false;
    const bindings = this.#known.names.bindingsOf(inner) ?? [];
    if (bindings.some(({ meaning }) => meaning.kind === 'definition' && this.#classes.all.has(meaning.node)))
      return bindings.length === 1;
    const found = sureNames(this.#known, inner);
    return found.length > 0 && !found.some((name) => UNCLEAR_BASES.test(name));
  }

  /** Whether a class is only called, or said to be a base, an annotation, or what an object is asked for. */
  #isOnlyNamed(read: Node): boolean {
    const { tree } = this.#known;
    const parent = tree.parent(read);
    const outer = tree.kind(parent) === 'tuple' ? tree.parent(parent) : parent;
    switch (tree.kind(outer)) {
      case 'call':
      case 'type':
      case 'except_clause':
      case 'raise_statement':
        return true;
      case 'attribute':
        return this.#isHarmlessMember(tree.identifier(tree.child(outer, 'attribute')));
      case 'as_pattern':
        return tree.kind(tree.parent(outer)) === 'except_clause';
      case 'keyword_argument':
        return tree.identifier(tree.child(outer, 'name')) === 'default_factory' && this.#isOfField(outer);
      case 'argument_list':
        return this.#isBaseOrAsked(tree.parent(outer));
      default:
        return tree.kind(tree.parent(outer)) === 'type';
    }
  }

  #isOfField(argument: Node): boolean {
    const { tree } = this.#known;
    const callee = tree.child(tree.parent(tree.parent(argument)), 'function');
    const [name, ...others] = sureNames(this.#known, callee);
    return name === 'dataclasses.field' && others.length === 0;
  }

  #isBaseOrAsked(call: Node): boolean {
    const { tree } = this.#known;
    if (tree.kind(call) === 'class_definition') return true;
    const asking = sureNames(this.#known, tree.child(call, 'function'));
    return asking.length > 0 && asking.every((name) => ASKING_CLASS.has(name));
  }

  // Called on a class, a method is handed any object.
  #isHarmlessMember(name: string): boolean {
    if (DUNDER.test(name)) return SAID_OF_CLASSES.has(name);
    const known = this.#harmless.get(name);
    if (known !== undefined) return known;
    const isHarmless = this.#known.mentions.ofMember(name).every(({ meaning }) => {
      if (meaning.kind !== 'definition') return true;
      return this.#classes.decoratorsOf(meaning.node).some((decorator) => UNBOUND.has(decorator));
    });
    this.#harmless.set(name, isHarmless);
    return isHarmless;
  }
}
