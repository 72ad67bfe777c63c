import type { Facts } from '../facts.js';
import { hasKeyword, hidesArguments, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const PARSER = 'argparse.ArgumentParser';
const PARSES = 'parse_args';
const DECORATED = 'decorated_definition';
const MOST_STEPS = 4;
const MOST_NODES = 2_000;

/** Whether an expression is what `argparse` made of the command line: plain values under the names of its options. */
export function isParsedArguments(facts: Facts, node: Node): boolean {
  const call = madeBy(facts, node, 0);
  const callee = call === NONE ? NONE : facts.tree.unwrap(facts.tree.child(call, 'function'));
  if (callee === NONE || facts.tree.kind(callee) !== 'attribute') return false;
  if (facts.tree.identifier(facts.tree.child(callee, 'attribute')) !== PARSES) return false;
  // What is given as a namespace is what comes back.
  const isGivenNamespace = positionalArguments(facts.tree, call).length > 1 || hasKeyword(facts.tree, call);
  if (isGivenNamespace || hidesArguments(facts.tree, call)) return false;
  const parser = madeBy(facts, facts.tree.child(callee, 'object'), 0);
  return parser !== NONE && facts.names.namesOf(facts.tree.child(parser, 'function')).includes(PARSER);
}

/** The call that an expression is, by itself, by its name, or by the one return of a function of the source. */
function madeBy(facts: Facts, node: Node, steps: number): Node {
  const { tree, names } = facts;
  const inner = tree.unwrap(node);
  if (inner === NONE || steps > MOST_STEPS) return NONE;
  if (tree.kind(inner) === 'identifier') return madeBy(facts, names.soleValue(inner), steps + 1);
  if (tree.kind(inner) !== 'call') return NONE;
  const returned = soleReturn(facts, tree.unwrap(tree.child(inner, 'function')));
  return returned === NONE ? inner : madeBy(facts, returned, steps + 1);
}

function soleReturn({ tree, names }: Facts, callee: Node): Node {
  const [binding, ...others] = tree.kind(callee) === 'identifier' ? (names.bindingsOf(callee) ?? []).slice(0, 2) : [];
  if (binding?.meaning.kind !== 'definition' || others.length > 0) return NONE;
  const definition = binding.meaning.node;
  const isPlain = tree.kind(definition) === 'function_definition' && tree.kind(tree.parent(definition)) !== DECORATED;
  if (!isPlain || tree.after(definition) - definition > MOST_NODES) return NONE;
  const returns: Node[] = [];
  for (let inner = definition; inner < tree.after(definition) && returns.length < 2; inner++) {
    if (tree.kind(inner) === 'return_statement') returns.push(tree.firstChild(inner));
  }
  return returns.length === 1 ? (returns[0] ?? NONE) : NONE;
}
