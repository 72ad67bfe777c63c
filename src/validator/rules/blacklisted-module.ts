import type { AttributeRead } from '../attribute-reads.js';
import type { Facts, Reference } from '../facts.js';
import { isWithinSandbox } from '../file-access.js';
import type { ImportedName } from '../imports.js';
import { isOwnAttribute } from '../own-objects.js';
import { BLACKLISTED_MODULES } from '../policy/modules.js';
import { FILE_FUNCTIONS } from '../policy/sinks.js';
import { isBelow, moduleReachedBy, rootOf } from '../qualified-name.js';
import type { Finding, Rule } from '../rule.js';
import { NONE, type Node } from '../tree.js';

const HARMLESS_POINTS = 5;
const CALL_OF_LITERAL = '()';
const MODULE_OF_BUILTINS = /(?:^|[^_])_?(?:builtins|bltns)['")\]]*$/;

/** One module that is reached in a source, and how. */
interface Reached {
  readonly nodes: Node[];
  /** The first use that is more than harmless. */
  harm: string | undefined;
}

export const blacklistedModule: Rule = {
  meta: {
    id: 'blacklisted-module',
    points: 30,
    what: 'A module that reaches the operating system, the interpreter, the network or a database.',
    why: 'A strategy computes positions from data it is given. Nothing of that needs these modules, and most escapes begin with one.',
    example: 'import subprocess\n',
    accepted: 'import statistics\n',
    saferWay: 'Read from `data` and `params`, return `result`, and write files to /output with `to_csv`.',
  },

  *check(facts) {
    for (const [module, reached] of reachedModules(facts)) {
      const why = BLACKLISTED_MODULES.get(module)?.why ?? 'it is not for strategies';
      for (const node of reached.nodes) {
        yield reached.harm === undefined ? harmless(node, module) : harmful(node, module, reached.harm, why);
      }
    }
  },
};

function harmful(node: Node, module: string, harm: string, why: string): Finding {
  const use = harm === module ? '' : ` and uses ${harm}`;
  return { node, qualifiedName: module, message: `Reaches the module ${module}${use}: ${why}` };
}

function harmless(node: Node, module: string): Finding {
  const message = `Imports ${module}, and uses only harmless parts of it`;
  return { node, qualifiedName: module, message, points: HARMLESS_POINTS };
}

function reachedModules(facts: Facts): Map<string, Reached> {
  const modules = new Map<string, Reached>();
  const reach = (module: string, node: Node, harm: string | undefined) => {
    if (!BLACKLISTED_MODULES.has(module)) return;
    const reached = modules.get(module) ?? { nodes: [], harm: undefined };
    modules.set(module, reached);
    reached.nodes.push(node);
    reached.harm ??= harm;
  };
  for (const imported of facts.imports) reach(rootOf(imported.module), imported.node, harmOfImport(imported));
  const harmfulUses = facts.references.filter((use) => !isBuiltinName(facts, use) && !isHarmless(facts, use));
  for (const { node, name } of harmfulUses) reach(rootOf(name), node, name);
  for (const read of facts.attributes) {
    const module = moduleReadBlindly(facts, read);
    if (module !== undefined) reach(module, read.node, module);
  }
  return modules;
}

// A module without a harmless part is no better for not being used, and a star import brings all of it.
function harmOfImport({ module, isStar, isInClass }: ImportedName): string | undefined {
  const row = BLACKLISTED_MODULES.get(rootOf(module));
  return isStar || isInClass || row?.harmless === undefined ? module : undefined;
}

// Built-in names are everybody's, and `__builtins__` is judged as the attribute it is.
function isBuiltinName({ tree }: Facts, { node, name }: Reference): boolean {
  if (name.startsWith('builtins.')) return true;
  return name === 'builtins' && !MODULE_OF_BUILTINS.test(tree.textOf(node));
}

function isHarmless(facts: Facts, reference: Reference): boolean {
  const row = BLACKLISTED_MODULES.get(rootOf(reference.name));
  if (row === undefined) return true;
  const isModuleItself = reference.name === rootOf(reference.name);
  if (isModuleItself) return reference.isAlias && row.harmless !== undefined;
  if ((row.harmless ?? []).some((entry) => isHarmlessAs(facts, reference, entry))) return true;
  const sink = FILE_FUNCTIONS.get(reference.name);
  return sink !== undefined && isWithinSandbox(facts, sink, reference.call, reference.isAlias);
}

function isHarmlessAs(facts: Facts, { name, call, isAlias }: Reference, entry: string): boolean {
  const needsLiteral = entry.endsWith(CALL_OF_LITERAL);
  const harmless = needsLiteral ? entry.slice(0, -CALL_OF_LITERAL.length) : entry;
  // What is only given another name on the way there is judged where that name is used.
  if (isAlias && isBelow(harmless, name)) return true;
  if (!needsLiteral) return isBelow(name, harmless);
  const [argument = NONE] = call === NONE ? [] : facts.tree.children(facts.tree.child(call, 'arguments'));
  return name === harmless && facts.names.constants.text(argument) !== undefined;
}

/** `x._os` and `getattr(x, 'sys')` reach a module whatever `x` may be, unless the source itself put it there. */
function moduleReadBlindly(facts: Facts, { node, name, by }: AttributeRead): string | undefined {
  const { tree, names } = facts;
  if (name === '__builtins__') return undefined;
  if (by !== 'dot') return moduleReachedBy(name);
  if (isOwnAttribute(facts, node)) return undefined;
  const isResolved = names.namesOf(node).length > 0;
  return name.startsWith('_') && !isResolved && tree.kind(node) === 'attribute' ? moduleReachedBy(name) : undefined;
}
