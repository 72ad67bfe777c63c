import { Table } from '../constants/constant.js';
import type { NamedTree } from '../names/named-tree.js';
import type { Binding } from '../scopes/scope.js';
import { positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Reference } from './references.js';

/** A member that a class or a plain object is made with. */
interface MemberGiven {
  readonly node: Node;
  readonly name: string;
  /** What it is given, or `NONE` where that is not written there. */
  readonly value: Node;
}

/** What makes an object of its keyword arguments. */
const NAMESPACES: ReadonlySet<string> = new Set(['types.SimpleNamespace', 'argparse.Namespace', 'optparse.Values']);
const CLASS = 'builtins.type';
const MEMBERS_OF_CLASS = 2;

interface Members extends NamedTree {
  readonly bindings: readonly Binding[];
  readonly references: readonly Reference[];
}

/** The members that a source gives to what it makes: in the body of a class, by `type(name, bases, members)`, by keyword. */
export function* membersGiven(facts: Members): Iterable<MemberGiven> {
  for (const { name, target, meaning } of facts.bindings.filter(({ scope }) => scope.kind === 'class')) {
    yield { node: target, name, value: meaning.kind === 'expression' ? meaning.node : NONE };
  }
  for (const { name, call } of facts.references.filter(isMaking)) {
    if (name === CLASS) yield* entriesOf(facts, positionalArguments(facts.tree, call)[MEMBERS_OF_CLASS] ?? NONE);
    else yield* membersOfCall(facts, call);
  }
}

function isMaking({ name, call }: Reference): boolean {
  return call !== NONE && (name === CLASS || NAMESPACES.has(name));
}

function* membersOfCall({ tree, names }: Members, call: Node): Iterable<MemberGiven> {
  for (const argument of tree.children(tree.child(call, 'arguments'))) {
    const kind = tree.kind(argument);
    if (kind === 'keyword_argument') {
      const name = tree.identifier(tree.child(argument, 'name'));
      yield { node: argument, name, value: tree.child(argument, 'value') };
    } else if (kind === 'dictionary_splat') yield* entriesOf({ tree, names }, tree.firstChild(argument));
  }
}

function* entriesOf({ tree, names }: NamedTree, node: Node): Iterable<MemberGiven> {
  const written = tree.kind(tree.unwrap(node)) === 'identifier' ? names.soleValue(tree.unwrap(node)) : node;
  const dictionary = tree.unwrap(written);
  if (tree.kind(dictionary) === 'dictionary') {
    for (const pair of tree.children(dictionary)) {
      const name = names.constants.text(tree.child(pair, 'key'));
      if (name !== undefined) yield { node: pair, name, value: tree.child(pair, 'value') };
    }
    return;
  }
  const value = node === NONE ? undefined : names.constants.fold(node);
  if (!(value instanceof Table)) return;
  for (const [key] of value.entries) if (typeof key === 'string') yield { node, name: key, value: NONE };
}
