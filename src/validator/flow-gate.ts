import type { AttributeRead } from './attribute-reads.js';
import type { Reference } from './facts.js';
import { dangerOfAttribute } from './policy/attributes.js';
import { mayLeadToHarm } from './policy/harm.js';
import { TEXT_METHODS } from './policy/text-executors.js';
import { CONTAINER, withoutSuffix } from './qualified-name.js';
import { NONE, type Node, type SyntaxTree } from './tree.js';

const NOT_HANDED_ON: ReadonlySet<string> = new Set(['import_statement', 'import_from_statement', 'type']);

/** Whether a reference hands something dangerous on, to where only its way tells what becomes of it. */
export function isHandedOn(tree: SyntaxTree, { node, name, call, isAlias }: Reference): boolean {
  // What `getattr` gives may be a method of anything: what is done with it tells.
  if (name === 'builtins.getattr' && call !== NONE) return true;
  return !isAlias && call === NONE && mayLeadToHarm(withoutSuffix(name, CONTAINER)) && !isNamedOnly(tree, node);
}

/** Whether an attribute is followed by its name alone, whatever object it is read from. */
export function isStep(name: string): boolean {
  return TEXT_METHODS.has(name) || dangerOfAttribute(name) !== undefined;
}

/** Whether an attribute that leads into the interpreter, or evaluates text, is read only to be handed on. */
export function isStepHandedOn({ name, by, isContinued }: AttributeRead): boolean {
  return by === 'dot' && !isContinued && isStep(name);
}

function isNamedOnly(tree: SyntaxTree, node: Node): boolean {
  const list = tree.parent(node);
  const isBase = tree.kind(list) === 'argument_list' && tree.kind(tree.parent(list)) === 'class_definition';
  return isBase || NOT_HANDED_ON.has(tree.kind(list));
}
