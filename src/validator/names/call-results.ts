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
import type { Binding } from '../scopes/scope.js';
import { keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { NO_NAMES } from './meaning.js';

/** What is asked of the names of the source to know what a call returns. */
interface Names {
  readonly constants: ConstantFolder;
  valuesOf(node: Node): readonly string[];
  membersOf(owners: readonly string[], attribute: string): readonly string[];
  bindingsOf(identifier: Node): readonly Binding[] | undefined;
}

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
    const [given = NONE, second = NONE] = positionalArguments(this.tree, node);
    const first = given === NONE ? keywordArgument(this.tree, node, 'name') : given;
    return callees.flatMap((name) => {
      const instance = instanceMadeBy(name);
      if (instance !== undefined) return [instance];
      if (isFollowedClass(name)) return [`${name}${INSTANCE}`];
      return this.lookupResult(name, first, second);
    });
  }

  /** What the calls return that look things up by name. */
  private lookupResult(callee: string, first: Node, second: Node): readonly string[] {
    if (MEMBER_READERS.has(callee)) {
      const owners = this.names.valuesOf(first);
      return owners.length === 0 ? NO_NAMES : this.membersNamed(owners, second);
    }
    if (callee === 'builtins.type' && this.isFunction(first)) return ['types.FunctionType'];
    if (callee === 'builtins.vars') return this.names.valuesOf(first).map((name) => `${name}.__dict__`);
    if (callee === 'builtins.globals' || callee === 'builtins.locals') return ['builtins.__dict__'];
    const table = tableReadBy(callee);
    if (table !== undefined) return this.texts(first).flatMap((text) => entryNames(table, text));
    return findsByName(callee) ? this.texts(first).map((text) => foundByName(callee, text)) : NO_NAMES;
  }

  private texts(node: Node): readonly string[] {
    return this.names.constants.texts(node).texts;
  }

  // `type(lambda: 0)` makes functions of code.
  private isFunction(node: Node): boolean {
    const inner = this.tree.unwrap(node);
    if (this.tree.kind(inner) === 'lambda') return true;
    if (this.tree.kind(inner) !== 'identifier') return false;
    return (this.names.bindingsOf(inner) ?? []).some(
      ({ meaning }) => meaning.kind === 'definition' && this.tree.kind(meaning.node) === 'function_definition',
    );
  }

  /** The members that a text names, each where it chooses among several; one that is not known may be any. */
  private membersNamed(owners: readonly string[], name: Node): readonly string[] {
    const { texts, isWhole } = this.names.constants.texts(name);
    const attributes = isWhole ? texts : [...texts, UNKNOWN_MEMBER];
    return attributes.flatMap((attribute) => this.names.membersOf(owners, attribute));
  }
}
