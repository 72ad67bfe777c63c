import type { Facts } from '../facts.js';
import { callOf, positionalArguments } from '../tree/calls.js';
import { continuationOf } from '../tree/chains.js';
import { kindSet } from '../tree/kinds.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const BY_CLASS = 'loadTestsFromTestCase';
const PLAIN = kindSet(['true', 'false', 'integer']);
/** What says how tests are run, and not which. */
const SETTINGS: ReadonlySet<string> = new Set(['exit', 'verbosity', 'failfast', 'buffer']);

/**
 * Whether a call runs the tests of the strategy itself: `unittest.main()`, where no argument names a module, and
 * `unittest.TestLoader().loadTestsFromTestCase(Tests)`, which is given a class and looks for none.
 */
export function isOwnTests(facts: Facts, name: string, call: Node): boolean {
  const { tree } = facts;
  if (call === NONE) return false;
  const given = tree.children(tree.child(call, 'arguments'));
  if (name === 'unittest.main') return given.every((argument) => isSetting(facts, argument));
  return name === 'unittest.TestLoader' && given.length === 0 && isAskedByClass(facts, call);
}

function isAskedByClass({ tree }: Facts, loader: Node): boolean {
  const method = continuationOf(tree, loader);
  if (tree.kind(method) !== 'attribute' || tree.identifier(tree.child(method, 'attribute')) !== BY_CLASS) return false;
  return callOf(tree, method) !== NONE && positionalArguments(tree, callOf(tree, method)).length === 1;
}

// `argv=["tests"]` is the name of the program alone: what follows it would name modules.
function isSetting({ tree, names }: Facts, argument: Node): boolean {
  if (tree.kind(argument) !== 'keyword_argument') return false;
  const [keyword, value] = [tree.identifier(tree.child(argument, 'name')), tree.child(argument, 'value')];
  if (SETTINGS.has(keyword)) return tree.isOneOf(value, PLAIN);
  const [program = NONE, ...more] = tree.kind(value) === 'list' ? tree.children(value) : [];
  return keyword === 'argv' && more.length === 0 && program !== NONE && names.constants.text(program) !== undefined;
}
