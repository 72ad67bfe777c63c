import type { Facts } from '../facts.js';
import type { Rule } from '../rule.js';
import { identifierText } from '../scopes.js';
import { NONE, type Node, type SyntaxTree } from '../tree.js';

/** Statements that run one after the other, whatever happens: nothing in them leaves the function on another path. */
const PLAIN_STATEMENTS: ReadonlySet<string> = new Set([
  ...['expression_statement', 'assignment', 'augmented_assignment', 'pass_statement', 'import_statement'],
  ...['import_from_statement', 'global_statement', 'nonlocal_statement', 'delete_statement', 'comment'],
  ...['function_definition', 'class_definition', 'decorated_definition', 'return_statement'],
]);
/** What holds code that may not run, or runs later. */
const NOT_AT_ONCE: ReadonlySet<string> = new Set([
  ...['lambda', 'conditional_expression', 'boolean_operator', 'list_comprehension', 'set_comprehension'],
  ...[
    'dictionary_comprehension',
    'generator_expression',
    'function_definition',
    'class_definition',
    'decorated_definition',
  ],
]);

export const endlessRecursion: Rule = {
  meta: {
    id: 'endless-recursion',
    points: 10,
    channel: 'robustness',
    what: 'A function that calls itself on every path, without a case in which it stops.',
    why: 'It ends in a RecursionError, or in a crash of the interpreter where the limit was raised.',
    example: 'def walk(n):\n    return walk(n - 1)\n',
    accepted: 'def walk(n):\n    if n == 0:\n        return 0\n    return walk(n - 1)\n',
    saferWay: 'Return before the call where there is nothing left to do, or write a loop.',
  },

  *check(facts) {
    for (const definition of facts.functions) {
      const call = callOfItself(facts, definition);
      if (call === NONE) continue;
      const name = identifierText(facts.tree, facts.tree.child(definition, 'name'));
      yield { node: call, qualifiedName: name, message: `${name} calls itself on every path` };
    }
  },
};

// A decorator may answer instead of the function, and calling a generator runs nothing of it yet.
function callOfItself(facts: Facts, definition: Node): Node {
  const { tree } = facts;
  if (tree.kind(tree.parent(definition)) === 'decorated_definition') return NONE;
  const body = tree.child(definition, 'body');
  for (const statement of tree.children(body)) {
    if (!PLAIN_STATEMENTS.has(tree.kind(statement))) return NONE;
    const call = firstAtOnce(tree, statement, (node) => isCallOf(facts, node, definition));
    if (call !== NONE) return firstAtOnce(tree, body, (node) => tree.kind(node) === 'yield') === NONE ? call : NONE;
    if (tree.kind(statement) === 'return_statement') return NONE;
  }
  return NONE;
}

/** The first node below one, of those that run whenever it does, that is what is looked for; or `NONE`. */
function firstAtOnce(tree: SyntaxTree, within: Node, isLookedFor: (node: Node) => boolean): Node {
  let node = within;
  while (node < tree.after(within)) {
    if (isLookedFor(node)) return node;
    node = NOT_AT_ONCE.has(tree.kind(node)) ? tree.after(node) : node + 1;
  }
  return NONE;
}

function isCallOf({ tree, names }: Facts, call: Node, definition: Node): boolean {
  if (tree.kind(call) !== 'call') return false;
  const callee = tree.unwrap(tree.child(call, 'function'));
  if (tree.kind(callee) !== 'identifier') return false;
  const [binding, ...others] = (names.bindingsOf(callee) ?? []).slice(0, 2);
  return others.length === 0 && binding?.meaning.kind === 'definition' && binding.meaning.node === definition;
}
