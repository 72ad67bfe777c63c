import type { Facts } from '../facts.js';
import { isPrivate } from '../policy/attributes.js';
import { BLACKLISTED_MODULES, HARMLESS_SETTING } from '../policy/blacklist.js';
import { PLAIN_BUILTINS } from '../policy/builtins.js';
import { WHITELISTED_MODULES } from '../policy/modules.js';
import { isAllowed, type Policy } from '../policy/policy.js';
import { FILE_FUNCTIONS } from '../policy/sinks.js';
import { isBelow, moduleReachedBy, rootOf } from '../qualified-name.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import { isOwnAttribute } from '../reads/own-objects.js';
import type { Reference } from '../reads/references.js';
import { cachedPredicate, prefilter } from '../remembered.js';
import type { ImportedName } from '../scopes/imports.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { isWithinSandbox, makesOwnDirectory } from './file-access.js';

const CALL_OF_LITERAL = '()';
const ENTRY_OF_LITERAL = '[]';
const MODULE_OF_BUILTINS = /(?:^|[^_])_?(?:builtins|bltns)['")\]]*$/;

/** Names that nobody gives to anything but the module itself. */
const PLAINLY_MODULES: ReadonlySet<string> = new Set(['os', 'sys', 'builtins', 'subprocess', 'importlib', 'ctypes']);

/** One blacklisted module that is reached in a source, and how. */
export interface Reached {
  readonly nodes: readonly Node[];
  /** The first use that is more than harmless. */
  readonly harm: string | undefined;
  /** The first use that is harmless. */
  readonly harmlessUse: string | undefined;
}

/** The blacklisted modules that a source reaches, by their names: those that the policy allows are none. */
export function reachedModules(facts: Facts, policy: Policy): ReadonlyMap<string, Reached> {
  const modules = new ModuleReach(policy);
  for (const imported of facts.imports) {
    for (const module of modulesImported(imported)) modules.reach(module, imported.node, harmOfImport(imported));
    if (PLAIN_BUILTINS.has(imported.qualifiedName)) modules.use(imported.qualifiedName);
  }
  for (const reference of facts.references.filter(isOfBlacklist)) {
    const { name, node } = reference;
    if (isBuiltinName(facts, reference)) continue;
    if (isHarmless(facts, reference)) modules.use(name);
    else modules.reach(name, node, name);
  }
  for (const read of facts.attributes.filter(mayBeModule)) {
    const module = moduleReadBlindly(facts, read);
    if (module !== undefined) modules.reach(module, read.node, module);
  }
  return modules.reached;
}

/**
 * What is taken out of a module may be another, or only be called like one: `from importlib.resources._common import
 * _tempfile` imports importlib all the same.
 */
function modulesImported(imported: ImportedName): string[] {
  const { module, qualifiedName } = imported;
  if (qualifiedName === '' || rootOf(module) === rootOf(qualifiedName)) return [qualifiedName || module];
  return harmOfImport(imported) === undefined ? [qualifiedName] : [qualifiedName, module];
}

interface Changing {
  readonly nodes: Node[];
  harm: string | undefined;
  harmlessUse: string | undefined;
}

class ModuleReach {
  readonly reached = new Map<string, Changing>();
  private readonly policy: Policy;

  constructor(policy: Policy) {
    this.policy = policy;
  }

  reach(name: string, node: Node, harm: string | undefined): void {
    const module = rootOf(name);
    if (!BLACKLISTED_MODULES.has(module) || isAllowed(this.policy, name)) return;
    const reached = this.reached.get(module) ?? { nodes: [], harm: undefined, harmlessUse: undefined };
    this.reached.set(module, reached);
    reached.nodes.push(node);
    reached.harm ??= harm;
  }

  /** Notes a harmless use, which is none of the module itself. */
  use(name: string): void {
    const reached = this.reached.get(rootOf(name));
    if (reached !== undefined && name !== rootOf(name)) reached.harmlessUse ??= name;
  }
}

/**
 * A module without a harmless part is no better for not being used, a star import brings all of it, and a submodule
 * without one (`http.client`) has no other use.
 */
function harmOfImport({ module, qualifiedName, isStar, isInClass }: ImportedName): string | undefined {
  if (PLAIN_BUILTINS.has(qualifiedName)) return undefined;
  const row = BLACKLISTED_MODULES.get(rootOf(module));
  const parts = row?.harmless;
  if (isStar || isInClass) return module;
  if (row?.isHarmlessUntilUsed === true) return undefined;
  if (parts === undefined) return module;
  return parts.some((part) => isBelow(module, part) || isBelow(part, module)) ? undefined : module;
}

const mayBeModule = prefilter((name) => moduleReachedBy(name) !== undefined);

// Built-in names are everybody's.
const isOfBlacklist = cachedPredicate((name) => !name.startsWith('builtins.') && BLACKLISTED_MODULES.has(rootOf(name)));

// `__builtins__` is judged as the attribute it is.
function isBuiltinName({ tree }: Facts, { node, name }: Reference): boolean {
  return name === 'builtins' && !MODULE_OF_BUILTINS.test(tree.textOf(node));
}

function isHarmless(facts: Facts, reference: Reference): boolean {
  const row = BLACKLISTED_MODULES.get(rootOf(reference.name));
  if (row === undefined) return true;
  if (isReachedThroughLibrary(facts, reference)) return false;
  if (reference.isAlias && row.isHarmlessUntilUsed === true) return true;
  const isModuleItself = reference.name === rootOf(reference.name);
  if (isModuleItself) return reference.isAlias && row.harmless !== undefined;
  if ((row.harmless ?? []).some((entry) => isHarmlessAs(facts, reference, entry))) return true;
  const sink = FILE_FUNCTIONS.get(reference.name);
  if (sink === undefined) return false;
  return (
    isWithinSandbox(facts, sink, reference.call, reference.isAlias) || makesOwnDirectory(facts, sink, reference.call)
  );
}

// `pd.io.common.os.getenv("TOKEN")`: whoever means well and needs `os` imports it.
function isReachedThroughLibrary({ tree, names }: Facts, { node, name }: Reference): boolean {
  const module = rootOf(name);
  let part = tree.unwrap(node);
  while (tree.kind(part) === 'attribute') {
    const owner = tree.unwrap(tree.child(part, 'object'));
    if (names.namesOf(part).includes(module)) return names.namesOf(owner).some(isOfLibrary);
    part = owner;
  }
  return false;
}

function isOfLibrary(name: string): boolean {
  return WHITELISTED_MODULES.has(rootOf(name));
}

function isHarmlessAs(facts: Facts, reference: Reference, entry: string): boolean {
  const { name, call, isAlias } = reference;
  if (entry.endsWith(ENTRY_OF_LITERAL)) return isEntryOfLiteral(facts, reference, entry);
  const needsLiteral = entry.endsWith(CALL_OF_LITERAL);
  const harmless = needsLiteral ? entry.slice(0, -CALL_OF_LITERAL.length) : entry;
  // What is only given another name on the way there is judged where that name is used.
  if (isAlias && isBelow(harmless, name)) return true;
  if (!needsLiteral) return isBelow(name, harmless);
  const [argument = NONE] = call === NONE ? [] : facts.tree.children(facts.tree.child(call, 'arguments'));
  return name === harmless && isWrittenOut(facts, argument);
}

// The name of a setting, each that a loop goes through, or a table of settings and their values.
function isWrittenOut({ names }: Facts, argument: Node): boolean {
  const { texts, isWhole } = names.constants.texts(argument);
  return (isWhole && texts.length > 0) || names.constants.fold(argument) !== undefined;
}

// `os.environ['NAME']`, and `os.environ['NAME'] = 'value'`: a setting, all of it written out. Of some settings the name is
// enough: `os.environ['PYTHONHASHSEED'] = str(seed)`.
function isEntryOfLiteral({ tree, names }: Facts, { node, name }: Reference, entry: string): boolean {
  const subscript = tree.parent(node);
  if (name !== entry.slice(0, -ENTRY_OF_LITERAL.length)) return false;
  // `'CI' in os.environ` says yes or no.
  if (tree.kind(subscript) === 'comparison_operator') return true;
  if (tree.kind(subscript) !== 'subscript') return false;
  const assignment = tree.parent(subscript);
  const isWritten = tree.kind(assignment) === 'assignment' && tree.field(subscript) === 'left';
  const { texts: keys, isWhole } = names.constants.texts(tree.child(subscript, 'subscript'));
  if (!isWhole || keys.length === 0) return false;
  if (!isWritten || keys.every((key) => HARMLESS_SETTING.test(key))) return true;
  return keys.length === 1 && names.constants.text(tree.child(assignment, 'right')) !== undefined;
}

// `warning._module.sys`: what others keep to themselves is a module where it has one.
function isReadOfStrangersPart(facts: Facts, node: Node): boolean {
  const { tree } = facts;
  const owner = tree.kind(node) === 'attribute' ? tree.unwrap(tree.child(node, 'object')) : NONE;
  if (owner === NONE || tree.kind(owner) !== 'attribute' || isOwnAttribute(facts, owner)) return false;
  return isPrivate(tree.identifier(tree.child(owner, 'attribute')));
}

/** `x._os` and `getattr(x, 'sys')` reach a module whatever `x` may be, unless the source itself put it there. */
function moduleReadBlindly(facts: Facts, { node, name, by }: AttributeRead): string | undefined {
  const { tree, names } = facts;
  if (name === '__builtins__') return undefined;
  if (by !== 'dot') return moduleReachedBy(name);
  if (moduleReachedBy(name) === undefined || isOwnAttribute(facts, node)) return undefined;
  if (!name.startsWith('_') && !(PLAINLY_MODULES.has(name) && isReadOfStrangersPart(facts, node))) return undefined;
  const isResolved = names.namesOf(node).length > 0;
  return !isResolved && tree.kind(node) === 'attribute' ? moduleReachedBy(name) : undefined;
}
