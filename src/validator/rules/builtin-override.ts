import { isDefaultOfRecord } from '../exemptions/record-defaults.js';
import type { Facts } from '../facts.js';
import { CODE_BEARING_ATTRIBUTES } from '../policy/attributes.js';
import { BUILTIN_NAMES, DANGEROUS_BUILTINS, REFLECTION_BUILTINS } from '../policy/builtins.js';
import { isWritten } from '../reads/own-objects.js';
import { type Finding, foundAt, type Rule } from '../rule.js';
import type { Binding } from '../scopes/scope.js';
import type { Node, SyntaxTree } from '../tree/syntax-tree.js';

const FUNCTIONS: ReadonlySet<string> = new Set(['lambda', 'function_definition', 'class_definition']);

const TABLE = '__builtins__';
/** For what replaces every built-in function at once: the main table names the single one. */
const ALL_AT_ONCE_POINTS = 30;

export const builtinOverride: Rule = {
  meta: {
    id: 'builtin-override',
    points: 10,
    what: 'A built-in function, or the code of another one, replaced for the whole module.',
    why: 'Whoever reads on believes that the name means what it always means.',
    example: 'eval = lambda x: x\n',
    accepted: 'def backtest(open, close, input=None):\n    return close - open\n\nbacktest(1, 2)\n',
    saferWay: 'Give it a name of its own.',
  },

  check(facts) {
    const written = facts.attributes.filter(({ node, by }) => by === 'dot' && isWritten(facts.tree, node));
    return [
      ...foundAt(facts.bindings.filter(isOfModule), (binding) => replaced(facts, binding)),
      ...foundAt(written, ({ node, name }) => writtenAttribute(facts, node, name)),
    ];
  },
};

function* replaced({ tree }: Facts, binding: Binding): Iterable<Finding> {
  if (binding.name === TABLE) yield tableReplaced(binding);
  if (!isOverride(tree, binding)) return;
  const message = `${binding.name} no longer means the built-in function of that name`;
  yield { node: binding.target, qualifiedName: `builtins.${binding.name}`, message };
}

function isOfModule({ scope }: Binding): boolean {
  return scope.kind === 'module';
}

// Functions that are made after `__builtins__ = module` find all that the module holds by its bare name.
function tableReplaced({ target }: Binding): Finding {
  const message = `${TABLE} is where functions that are made from here on find what they do not define`;
  return { node: target, qualifiedName: TABLE, message, points: ALL_AT_ONCE_POINTS };
}

// Data may be called `sum` or `max`; only a function in the place of a function deceives, and a dangerous name always.
function isOverride(tree: SyntaxTree, { name, meaning }: Binding): boolean {
  if (!BUILTIN_NAMES.has(name)) return false;
  if (DANGEROUS_BUILTINS.has(name) || REFLECTION_BUILTINS.has(name)) return true;
  if (meaning.kind === 'definition') return true;
  return meaning.kind === 'expression' && FUNCTIONS.has(tree.kind(tree.unwrap(meaning.node)));
}

function* writtenAttribute(facts: Facts, node: Node, name: string): Iterable<Finding> {
  const { tree, names } = facts;
  if (CODE_BEARING_ATTRIBUTES.has(name) && !isDefaultOfRecord(facts, node)) {
    yield { node, qualifiedName: name, message: `Writing ${name} replaces the code that runs` };
  }
  const owners = names.namesOf(tree.child(node, 'object'));
  if (!owners.includes('builtins')) return;
  const builtin = tree.identifier(tree.child(node, 'attribute'));
  yield { node, qualifiedName: `builtins.${builtin}`, message: `${builtin} is replaced for the whole process` };
}
