import type { NameResolver } from '../names/name-resolver.js';
import { mayLeadToHarm } from '../policy/harm.js';
import { isStep } from '../policy/steps.js';
import { CONTAINER, withoutSuffix } from '../qualified-name.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import type { Reference } from '../reads/references.js';
import { cachedPredicate } from '../remembered.js';
import { positionalArguments } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

const NOT_HANDED_ON: ReadonlySet<string> = new Set(['import_statement', 'import_from_statement', 'type']);

/** Whether a reference hands something dangerous on, to where only its way tells what becomes of it. */
export function isHandedOn(tree: SyntaxTree, names: NameResolver, reference: Reference): boolean {
  const { node, name, call, isAlias } = reference;
  if (call !== NONE) return name === 'builtins.getattr' && isStepTaken(tree, names, call);
  return !isAlias && leadsToHarm(reference) && !isNamedOnly(tree, node);
}

const leadsToHarm = cachedPredicate((name) => mayLeadToHarm(withoutSuffix(name, CONTAINER)));

// What a computed name gives is nobody's until something dangerous is handed on, and then that tells.
function isStepTaken(tree: SyntaxTree, names: NameResolver, call: Node): boolean {
  const [, key = NONE] = positionalArguments(tree, call);
  const name = names.constants.text(key);
  return name !== undefined && isStep(name);
}

/** Whether an attribute that leads into the interpreter, or evaluates text, is read only to be handed on. */
export function isStepHandedOn(read: AttributeRead): boolean {
  return read.by === 'dot' && !read.isContinued && isStepByName(read);
}

const isStepByName = cachedPredicate(isStep);

function isNamedOnly(tree: SyntaxTree, node: Node): boolean {
  const list = tree.parent(node);
  const isBase = tree.kind(list) === 'argument_list' && tree.kind(tree.parent(list)) === 'class_definition';
  return isBase || NOT_HANDED_ON.has(tree.kind(list));
}
