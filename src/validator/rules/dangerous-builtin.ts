import { readsOwnValues } from '../exemptions/own-introspection.js';
import { isParsedArguments } from '../exemptions/parsed-arguments.js';
import type { Facts } from '../facts.js';
import { BUILTIN_ADVICE, DANGEROUS_BUILTINS } from '../policy/builtins.js';
import { isOwnObject } from '../reads/own-objects.js';
import type { Reference } from '../reads/references.js';
import { cachedPredicate } from '../remembered.js';
import { type Finding, foundAt, type Rule } from '../rule.js';
import { callOf, positionalArguments } from '../tree/calls.js';
import { comparisonAt } from '../tree/comparisons.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const OWNER = 'builtins.';
const VARS = 'builtins.vars';
/** What honest strategies call their prices, texts and flags. */
const NAMES_OF_DATA: ReadonlySet<string> = new Set([
  'open',
  'input',
  'help',
  'license',
  'compile',
  'locals',
  'globals',
]);
/** What `self.__dict__` costs. */
const POINTS_OF_ONESELF = 20;
const POINTS_OF_ARGUMENTS = 5;
/** What lists the names of a place, and costs little where it is only asked whether one of them is there yet. */
const NAMESPACES: ReadonlySet<string> = new Set(['builtins.locals', 'builtins.globals']);
const POINTS_OF_QUESTION = 5;
const MEMBERSHIP: ReadonlySet<string> = new Set(['in', 'not in']);
const PARAMETERS: ReadonlySet<string> = new Set(['parameters', 'lambda_parameters', 'typed_parameter']);

export const dangerousBuiltin: Rule = {
  meta: {
    id: 'dangerous-builtin',
    points: 30,
    what: 'A built-in function that runs text as code, opens files or hands out names, called or only mentioned.',
    why: 'Text that becomes code was read by nobody. A mention is enough, because what has another name can be called by it.',
    example: "run = eval\nrun('1 + 1')\n",
    accepted: 'def evaluate(signal):\n    return signal > 0\n\nevaluate(1)\n',
    saferWay: 'Write the expression itself, or choose among functions of your own by name from a dict.',
  },

  check(facts) {
    const dangerous = facts.references.filter(isDangerousBuiltin);
    const readsValues = dangerous.some(({ name }) => name === VARS) && readsOwnValues(facts);
    // Asked for where something bears such a name at all.
    const isBorne = facts.bindings.some(({ name }) => DANGEROUS_BUILTINS.has(name));
    const borne = isBorne ? facts.reads.filter((read) => saysDangerousName(facts, read)) : [];
    return [
      ...dangerous.map((reference) => mentioned(facts, reference, readsValues)),
      ...foundAt(borne, (read) => handedIn(facts, read)),
    ];
  },
};

function mentioned(facts: Facts, { node, name, call }: Reference, readsValues: boolean): Finding {
  const builtin = name.slice(OWNER.length);
  const message = `${builtin} ${DANGEROUS_BUILTINS.get(builtin)}`;
  const harmless = name === VARS ? harmlessVars(facts, call, readsValues) : harmlessQuestion(facts, name, call);
  return { node, qualifiedName: name, message, ...BUILTIN_ADVICE.get(builtin), ...harmless };
}

const isDangerousBuiltin = cachedPredicate(
  (name) => name.startsWith(OWNER) && DANGEROUS_BUILTINS.has(name.slice(OWNER.length)),
);

// `vars(self)` is `self.__dict__`, and `vars(arguments)` what was asked for on the command line.
function harmlessVars(facts: Facts, call: Node, readsValues: boolean): Partial<Finding> {
  const [of = NONE, ...more] = call === NONE ? [] : positionalArguments(facts.tree, call);
  if (of === NONE || more.length > 0) return {};
  if (isParsedArguments(facts, of)) return { qualifiedName: 'vars(arguments)', points: POINTS_OF_ARGUMENTS };
  if (!isOwnObject(facts, of)) return {};
  return { qualifiedName: 'vars(self)', points: readsValues ? 0 : POINTS_OF_ONESELF };
}

// `'fast' in locals()`: yes or no is all that comes of it.
function harmlessQuestion({ tree, names }: Facts, name: string, call: Node): Partial<Finding> {
  if (!NAMESPACES.has(name) || call === NONE || tree.children(tree.child(call, 'arguments')).length > 0) return {};
  const asked = tree.wrapped(call);
  const parent = tree.parent(asked);
  const comparison = tree.kind(parent) === 'comparison_operator' ? comparisonAt(tree, parent) : undefined;
  if (
    comparison?.right !== asked ||
    !MEMBERSHIP.has(comparison.operator) ||
    names.constants.text(comparison.left) === undefined
  )
    return {};
  return { qualifiedName: `name in ${name}`, points: POINTS_OF_QUESTION };
}

function saysDangerousName({ tree }: Facts, read: Node): boolean {
  return tree.kind(read) === 'identifier' && DANGEROUS_BUILTINS.has(tree.identifier(read));
}

// A parameter may be called `open`; but one that is called as a function, `open(...)`, asks to be given the real one,
// and so does one called `vars` that is only handed on: no data bears such a name.
function* handedIn({ tree, names }: Facts, read: Node): Iterable<Finding> {
  const builtin = tree.identifier(read);
  const danger = DANGEROUS_BUILTINS.get(builtin);
  if (danger === undefined || (NAMES_OF_DATA.has(builtin) && callOf(tree, read) === NONE)) return;
  if (names.namesOf(read).length > 0) return;
  const [binding, ...others] = (names.bindingsOf(read) ?? []).slice(0, 2);
  if (binding === undefined || others.length > 0) return;
  if (!PARAMETERS.has(tree.kind(tree.parent(binding.target)))) return;
  yield {
    node: read,
    qualifiedName: `${OWNER}${builtin}`,
    message: `${builtin} ${danger}`,
    ...BUILTIN_ADVICE.get(builtin),
  };
}
