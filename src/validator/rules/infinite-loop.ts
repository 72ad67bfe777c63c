import type { Facts } from '../facts.js';
import type { Rule } from '../rule.js';
import { identifierText } from '../scopes.js';
import type { Node, SyntaxTree } from '../tree.js';

const LOOPS: ReadonlySet<string> = new Set(['while_statement', 'for_statement']);
const SCOPES: ReadonlySet<string> = new Set(['function_definition', 'class_definition', 'lambda']);
const ENDLESS_ITERATORS: ReadonlySet<string> = new Set(['itertools.count', 'itertools.cycle']);
const EXITS: ReadonlySet<string> = new Set(['exit', 'quit', '_exit', 'abort']);

export const infiniteLoop: Rule = {
  meta: {
    id: 'infinite-loop',
    points: 5,
    channel: 'robustness',
    what: 'A loop that never ends and holds no way out.',
    why: 'It burns the whole time limit and returns nothing.',
    example: 'while True:\n    x = 1\n',
    accepted: 'count = 0\nwhile True:\n    count += 1\n    if count > 10:\n        break\n',
    saferWay: 'Loop over the bars of `data`, or break when there is nothing left to do.',
  },

  *check(facts) {
    for (const loop of facts.loops) {
      const kind = endlessness(facts, loop);
      if (kind === undefined || hasWayOut(facts.tree, loop)) continue;
      yield { node: loop, qualifiedName: kind, message: `The loop over ${kind} has no way out` };
    }
  },
};

/** What the loop goes on for ever over, or undefined where it may end. */
function endlessness({ tree, names }: Facts, loop: Node): string | undefined {
  if (tree.kind(loop) === 'while_statement')
    return isAlwaysTrue(tree, tree.child(loop, 'condition')) ? 'while True' : undefined;
  const iterable = tree.unwrap(tree.child(loop, 'right'));
  if (tree.kind(iterable) !== 'call') return undefined;
  return names.namesOf(tree.child(iterable, 'function')).find((name) => ENDLESS_ITERATORS.has(name));
}

function isAlwaysTrue(tree: SyntaxTree, condition: Node): boolean {
  const inner = tree.unwrap(condition);
  switch (tree.kind(inner)) {
    case 'true':
      return true;
    case 'integer':
      return /[1-9a-f]/i.test(tree.textOf(inner).replace(/^0[xob]/i, ''));
    case 'string':
      return tree.end(inner) - tree.start(inner) > 2;
    case 'not_operator':
      return /^(?:False|None|0)$/.test(tree.textOf(tree.unwrap(tree.firstChild(inner))));
    default:
      return false;
  }
}

function hasWayOut(tree: SyntaxTree, loop: Node): boolean {
  let node = tree.child(loop, 'body');
  const end = tree.after(node);
  let innerLoopUntil = node;
  while (node < end) {
    const kind = tree.kind(node);
    if (SCOPES.has(kind)) {
      node = tree.after(node);
      continue;
    }
    // The else of an inner loop belongs to this one again.
    if (LOOPS.has(kind)) innerLoopUntil = Math.max(innerLoopUntil, tree.after(tree.child(node, 'body')));
    if (leaves(tree, node, kind) || (kind === 'break_statement' && node >= innerLoopUntil)) return true;
    node += 1;
  }
  return false;
}

function leaves(tree: SyntaxTree, node: Node, kind: string): boolean {
  if (kind === 'return_statement' || kind === 'raise_statement' || kind === 'yield') return true;
  if (kind !== 'call') return false;
  const callee = tree.unwrap(tree.child(node, 'function'));
  const name = tree.kind(callee) === 'attribute' ? tree.child(callee, 'attribute') : callee;
  return tree.kind(name) === 'identifier' && EXITS.has(identifierText(tree, name));
}
