import type { Binding } from '../scopes/scope.js';
import { hidesArguments, positionalArguments } from '../tree/calls.js';
import { returnsOf } from '../tree/returns.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { isWrittenTo, pairTargets, wholeTarget } from '../tree/targets.js';
import type { OwnClasses } from './own-classes.js';
import type { Known } from './reading.js';

const MOST_VALUES = 32;

/** What a source gives to the attributes of its own objects, told apart by name alone. */
export class AttributeValues {
  readonly #known: Known;
  readonly #classes: OwnClasses;
  readonly #written = new Map<string, readonly Node[] | undefined>();
  readonly #given = new Map<string, readonly Node[] | undefined>();

  constructor(known: Known, classes: OwnClasses) {
    this.#known = known;
    this.#classes = classes;
  }

  /** The expressions that attributes of a name are given; undefined where they may be given others, or none is seen. */
  givenTo(name: string): readonly Node[] | undefined {
    if (!this.#given.has(name)) this.#given.set(name, this.#allGivenTo(name));
    return this.#given.get(name);
  }

  #allGivenTo(name: string): readonly Node[] | undefined {
    const { mentions } = this.#known;
    const members = mentions.ofMember(name);
    if (members.length + mentions.ofKeyword(name).length > MOST_VALUES) return undefined;
    const given = allOf([
      this.writtenTo(name),
      ...members.map((member) => this.#asMember(member)),
      this.#byKeyword(name),
    ]);
    return given !== undefined && given.length > 0 && given.length <= MOST_VALUES ? given : undefined;
  }

  /** What attributes of a name are given where they are written, of whatever object; undefined where that is not seen. */
  writtenTo(name: string): readonly Node[] | undefined {
    if (this.#written.has(name)) return this.#written.get(name);
    const { tree } = this.#known;
    const writes = this.#known.mentions
      .ofAttribute(name)
      .filter(({ node, by }) => by !== 'dot' || isWrittenTo(tree, node));
    const isClear = writes.length <= MOST_VALUES && writes.every(({ by }) => by === 'dot');
    const written = isClear ? allOf(writes.map(({ node }) => this.#writtenAt(node))) : undefined;
    this.#written.set(name, written);
    return written;
  }

  #writtenAt(node: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const target = wholeTarget(tree, node);
    const assignment = tree.parent(target);
    if (tree.kind(assignment) !== 'assignment') return undefined;
    let value = tree.child(assignment, 'right');
    while (tree.kind(value) === 'assignment') value = tree.child(value, 'right');
    if (value === NONE) return [];
    const pair = pairTargets(tree, target, value).find((given) => given.target === node);
    return pair === undefined || pair.isElement ? undefined : [pair.value];
  }

  #asMember({ scope, target, meaning }: Binding): readonly Node[] | undefined {
    const { tree } = this.#known;
    if (meaning.kind === 'definition') return this.#asProperty(meaning.node);
    if (meaning.kind !== 'expression' || tree.kind(tree.parent(target)) !== 'assignment') return undefined;
    const isField = tree.child(tree.parent(target), 'type') !== NONE;
    return this.#isFilledUnseen(scope.definition, isField) ? undefined : [meaning.node];
  }

  #asProperty(definition: Node): readonly Node[] | undefined {
    const returned = this.#classes.isProperty(definition) ? returnsOf(this.#known.tree, definition) : [];
    return returned.length > 0 ? returned : undefined;
  }

  // `Config('/output/x.csv')` of a dataclass fills its fields in their order.
  #isFilledUnseen(owner: Node, isField: boolean): boolean {
    const { tree } = this.#known;
    if (this.#classes.hasInitializer(owner)) return false;
    const calls = this.#classes.initializationsOf(owner);
    if (calls === undefined) return true;
    return calls.some((call) => hidesArguments(tree, call) || (isField && positionalArguments(tree, call).length > 0));
  }

  // `Config(out='/output/x.csv')`
  #byKeyword(name: string): readonly Node[] {
    const { tree, names, mentions } = this.#known;
    const given = mentions
      .ofKeyword(name)
      .filter((argument) => names.namesOf(tree.child(tree.parent(tree.parent(argument)), 'function')).length === 0);
    return given.map((argument) => tree.child(argument, 'value'));
  }
}

function allOf(parts: readonly (readonly Node[] | undefined)[]): readonly Node[] | undefined {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}
