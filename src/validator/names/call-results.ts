import type { ConstantFolder } from '../constants/constant-folder.js';
import { isFollowedClass } from '../policy/standard-sinks.js';
import {
  entryNames,
  findsByName,
  foundByName,
  INSTANCE,
  instanceMadeBy,
  MEMBER_READERS,
  tableReadBy,
  UNKNOWN_MEMBER,
} from '../qualified-name.js';
import { remembered } from '../remembered.js';
import type { Binding } from '../scopes/scope.js';
import { keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { joined } from './joined.js';
import { NO_NAMES } from './meaning.js';

/** What is asked of the names of the source to know what a call returns. */
interface Names {
  readonly constants: ConstantFolder;
  valuesOf(node: Node): readonly string[];
  membersOf(owners: readonly string[], attribute: string): readonly string[];
  bindingsOf(identifier: Node): readonly Binding[] | undefined;
}

type ByArgument = (tree: SyntaxTree, names: Names, first: Node) => readonly string[];

const LOOKS_UP = '?';
const TABLE_OF_NAMES = () => ['builtins.__dict__'];
/** What these return, by their first argument. */
const BY_ARGUMENT: ReadonlyMap<string, ByArgument> = new Map<string, ByArgument>([
  // `type(lambda: 0)` makes functions of code.
  ['builtins.type', (tree, names, first) => (isFunction(tree, names, first) ? ['types.FunctionType'] : NO_NAMES)],
  ['builtins.vars', (_, names, first) => names.valuesOf(first).map((name) => `${name}.__dict__`)],
  ['builtins.globals', TABLE_OF_NAMES],
  ['builtins.locals', TABLE_OF_NAMES],
]);

/** What a call returns by the name of the function alone, `LOOKS_UP` where its arguments say more; else undefined. */
const resultOf = remembered((callee): string | undefined => {
  const instance = instanceMadeBy(callee);
  if (instance !== undefined) return instance;
  if (isFollowedClass(callee)) return `${callee}${INSTANCE}`;
  const looksUp =
    MEMBER_READERS.has(callee) || BY_ARGUMENT.has(callee) || findsByName(callee) || tableReadBy(callee) !== undefined;
  return looksUp ? LOOKS_UP : undefined;
});

/** What calls return that make what is followed, or look things up by name. */
export class CallResults {
  private readonly tree: SyntaxTree;
  private readonly names: Names;

  constructor(tree: SyntaxTree, names: Names) {
    this.tree = tree;
    this.names = names;
  }

  namesOf(node: Node): readonly string[] {
    const callees = this.names.valuesOf(this.tree.child(node, 'function'));
    if (callees.length === 0) return NO_NAMES;
    let names = NO_NAMES;
    for (const callee of callees) {
      const result = resultOf(callee);
      if (result === LOOKS_UP) names = joined(names, this.lookedUp(callee, node));
      else if (result !== undefined) names = joined(names, [result]);
    }
    return names;
  }

  private lookedUp(callee: string, call: Node): readonly string[] {
    const [given = NONE, second = NONE] = positionalArguments(this.tree, call);
    const first = given === NONE ? keywordArgument(this.tree, call, 'name') : given;
    return this.lookupResult(callee, first, second);
  }

  /** What the calls return that look things up by name. */
  private lookupResult(callee: string, first: Node, second: Node): readonly string[] {
    if (MEMBER_READERS.has(callee)) {
      const owners = this.names.valuesOf(first);
      return owners.length === 0 ? NO_NAMES : this.membersNamed(owners, second);
    }
    const byArgument = BY_ARGUMENT.get(callee);
    if (byArgument !== undefined) return byArgument(this.tree, this.names, first);
    const table = tableReadBy(callee);
    if (table !== undefined) return this.texts(first).flatMap((text) => entryNames(table, text));
    return findsByName(callee) ? this.texts(first).map((text) => foundByName(callee, text)) : NO_NAMES;
  }

  private texts(node: Node): readonly string[] {
    return this.names.constants.texts(node).texts;
  }

  /** The members that a text names, each where it chooses among several; one that is not known may be any. */
  private membersNamed(owners: readonly string[], name: Node): readonly string[] {
    const { texts, isWhole } = this.names.constants.texts(name);
    const attributes = isWhole ? texts : [...texts, UNKNOWN_MEMBER];
    return attributes.flatMap((attribute) => this.names.membersOf(owners, attribute));
  }
}

function isFunction(tree: SyntaxTree, names: Names, node: Node): boolean {
  const inner = tree.unwrap(node);
  if (tree.kind(inner) === 'lambda') return true;
  if (tree.kind(inner) !== 'identifier') return false;
  return (names.bindingsOf(inner) ?? []).some(
    ({ meaning }) => meaning.kind === 'definition' && tree.kind(meaning.node) === 'function_definition',
  );
}
