import { isOwnObject } from '../reads/own-objects.js';
import type { Binding } from '../scopes/scope.js';
import { callOf, hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { pairTargets, wholeTarget } from '../tree/targets.js';
import type { Constructions } from './constructions.js';
import type { Known, Mentions } from './mentions.js';
import { returnsOf } from './returns.js';

/** By which attributes are given what nobody reads. */
const GIVES_UNSEEN =
  /setattr|__(?:dict|getattr|getattribute|setstate|slots|class|replace|func|prepare)__|\bvars\b|\blocals\s*\(/;
/** Printing them changes nothing. */
const PRINTED = /\b(?:print|pprint|str|dict|info|debug)\(vars\(\w+\)\)/g;
const FIELDS: ReadonlySet<string> = new Set(['dataclasses.field', 'pydantic.Field', 'pydantic.fields.Field']);
/** What makes an object with the attributes that it is given by keyword. */
const COPIERS: ReadonlySet<string> = new Set(['dataclasses.replace', 'copy.replace']);
const MAKERS: ReadonlySet<string> = new Set([
  ...['dataclasses.replace', 'copy.replace', 'types.SimpleNamespace', 'argparse.Namespace'],
]);
const MOST_VALUES = 32;
const WRITTEN: ReadonlySet<string> = new Set(['augmented_assignment', 'delete_statement', 'as_pattern_target']);
const LOOPS: ReadonlySet<string> = new Set(['for_statement', 'for_in_clause']);
const PROPERTIES: ReadonlySet<string> = new Set([...['builtins.property', 'functools.cached_property']]);

/** What a source gives to the attributes of its own objects, told apart by name alone. */
export class AttributeValues {
  readonly #known: Known;
  readonly #mentions: Mentions;
  readonly #made: Constructions;
  #isCopied: boolean | undefined;
  readonly #given = new Map<string, readonly Node[] | undefined>();

  constructor(known: Known, mentions: Mentions, made: Constructions) {
    this.#known = known;
    this.#mentions = mentions;
    this.#made = made;
  }

  /** The expressions that attributes of a name are given; undefined where they may be given others, or none is seen. */
  givenTo(name: string): readonly Node[] | undefined {
    if (this.#mentions.says(GIVES_UNSEEN, PRINTED) || this.#hasHiddenCopy()) return undefined;
    if (this.#given.has(name)) return this.#given.get(name);
    const given = allOf([this.#assigned(name), this.#members(name), this.#byKeyword(name)]);
    const isClear = given !== undefined && given.length > 0 && given.length <= MOST_VALUES;
    this.#given.set(name, isClear ? given : undefined);
    return isClear ? given : undefined;
  }

  /** Whether objects may be given an attribute of that name, by assignment or unseen. */
  mayBeGiven(name: string): boolean {
    return this.#mentions.says(GIVES_UNSEEN, PRINTED) || this.#assigned(name)?.length !== 0;
  }

  // `replace(config, **changes)`
  #hasHiddenCopy(): boolean {
    const { tree, references } = this.#known;
    this.#isCopied ??= references.some(({ node, name }) => {
      if (!COPIERS.has(name) || tree.kind(node) === 'dotted_name') return false;
      const call = callOf(tree, node);
      return call === NONE || hidesArguments(tree, call);
    });
    return this.#isCopied;
  }

  /** Whether an attribute of a name is ever written, but as one of `self`. */
  isWrittenOfOthers(name: string): boolean {
    const { tree } = this.#known;
    return this.#mentions.ofAttribute(name).some(({ node, by }) => {
      if (by !== 'dot') return true;
      return !isOwnObject(this.#known, tree.child(node, 'object')) && this.#writtenAt(node)?.length !== 0;
    });
  }

  #assigned(name: string): readonly Node[] | undefined {
    const reads = this.#mentions.ofAttribute(name);
    return allOf(reads.map(({ node, by }) => (by === 'dot' ? this.#writtenAt(node) : undefined)));
  }

  /** What an attribute is given where it stands; nothing where it is only read. */
  #writtenAt(node: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const target = wholeTarget(tree, node);
    const parent = tree.parent(target);
    const kind = tree.kind(parent);
    if (WRITTEN.has(kind) && tree.field(target) !== 'right') return undefined;
    if (tree.field(target) !== 'left') return [];
    if (LOOPS.has(kind)) return undefined;
    if (kind !== 'assignment') return [];
    const value = this.#valueFor(parent, target, node);
    if (value === undefined) return undefined;
    return value === NONE ? [] : [value];
  }

  #valueFor(assignment: Node, target: Node, node: Node): Node | undefined {
    const { tree } = this.#known;
    let value = tree.child(assignment, 'right');
    while (value !== NONE && tree.kind(value) === 'assignment') value = tree.child(value, 'right');
    const pair = pairTargets(tree, target, value).find((given) => given.target === node);
    return pair === undefined || pair.isElement ? undefined : pair.value;
  }

  #members(name: string): readonly Node[] | undefined {
    return allOf(this.#mentions.ofMember(name).map((binding) => this.#member(binding)));
  }

  #member({ name, scope, target, meaning }: Binding): readonly Node[] | undefined {
    const { tree, names } = this.#known;
    if (meaning.kind === 'definition') return this.#property(meaning.node);
    if (meaning.kind !== 'expression' || tree.kind(tree.parent(target)) !== 'assignment') return undefined;
    const handed = this.#handedToMaker(name, scope.definition);
    if (handed === undefined) return undefined;
    const isField = names.namesOf(tree.child(meaning.node, 'function')).some((maker) => FIELDS.has(maker));
    if (tree.kind(meaning.node) !== 'call' || !isField) return [...handed, meaning.node];
    const value = this.#fieldDefault(meaning.node);
    return value === NONE ? handed : [...handed, value];
  }

  #fieldDefault(call: Node): Node {
    const { tree } = this.#known;
    const factory = tree.unwrap(keywordArgument(tree, call, 'default_factory'));
    if (factory !== NONE) return tree.kind(factory) === 'lambda' ? tree.child(factory, 'body') : factory;
    const byKeyword = keywordArgument(tree, call, 'default');
    return byKeyword === NONE ? (positionalArguments(tree, call)[0] ?? NONE) : byKeyword;
  }

  // `Config('/output/x.csv')` of a dataclass: its fields in their order.
  #handedToMaker(name: string, owner: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const fields = tree
      .children(tree.child(owner, 'body'))
      .map((statement) => tree.firstChild(statement))
      .filter((inner) => tree.kind(inner) === 'assignment' && tree.child(inner, 'type') !== NONE)
      .map((inner) => tree.identifier(tree.child(inner, 'left')));
    const index = fields.indexOf(name);
    if (index < 0 || this.#hasInitializer(owner)) return [];
    const handed: Node[] = [];
    const made = this.#made.of(owner);
    if (made === undefined) return undefined;
    for (const { call, isMixed } of made) {
      const positional = positionalArguments(tree, call);
      const isUnclear = positional.length > 0 && (isMixed || tree.child(owner, 'superclasses') !== NONE);
      if (hidesArguments(tree, call) || isUnclear) return undefined;
      handed.push(...positional.slice(index, index + 1));
    }
    return handed;
  }

  #hasInitializer(owner: Node): boolean {
    return this.#mentions.ofMember('__init__').some(({ scope }) => scope.definition === owner);
  }

  #property(definition: Node): readonly Node[] | undefined {
    const { tree, names } = this.#known;
    const around = tree.parent(definition);
    const decorators = tree.children(around).filter((child) => tree.kind(child) === 'decorator');
    const isProperty =
      tree.kind(around) === 'decorated_definition' &&
      decorators.length === 1 &&
      names.namesOf(tree.firstChild(decorators[0] ?? NONE)).some((name) => PROPERTIES.has(name));
    const returned = isProperty ? returnsOf(tree, definition) : [];
    return returned.length === 0 ? undefined : returned;
  }

  // `Config(out='/output/x.csv')`, and whatever else makes an object of what it is given.
  #byKeyword(name: string): readonly Node[] | undefined {
    const { tree, names } = this.#known;
    const given = this.#mentions.ofKeyword(name).filter((argument) => {
      const callees = names.namesOf(tree.child(tree.parent(tree.parent(argument)), 'function'));
      return callees.length === 0 || callees.some((callee) => MAKERS.has(callee));
    });
    return given.map((argument) => tree.child(argument, 'value'));
  }
}

function allOf(parts: readonly (readonly Node[] | undefined)[]): readonly Node[] | undefined {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}
