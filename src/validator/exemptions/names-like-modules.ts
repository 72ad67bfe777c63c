import type { Facts } from '../facts.js';
import { moduleReachedBy } from '../qualified-name.js';
import { isOwnClass } from '../reads/own-objects.js';
import type { Binding } from '../scopes/scope.js';
import { callOf } from '../tree/calls.js';
import { continuationOf } from '../tree/chains.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

/** More than honest code gives one name, or writes to make it: past these the name is taken at its word. */
const MOST_BINDINGS = 16;
const MOST_NODES = 200;
const PARAMETERS: ReadonlySet<string> = new Set([
  ...['parameters', 'lambda_parameters', 'typed_parameter', 'default_parameter', 'typed_default_parameter'],
  ...['list_splat_pattern', 'dictionary_splat_pattern'],
]);
/** Where a value is looked at, and not put to use. */
const LOOKS: ReadonlySet<string> = new Set([
  ...['return_statement', 'comparison_operator', 'binary_operator', 'interpolation', 'lambda'],
]);
/** Classes of plain values. */
const PLAIN_CLASS = /^(?:builtins\.(?:str|int|float|bool|list|dict|tuple|set)|(?:numpy|pandas|datetime|decimal)\..*)$/;

/** Tells the names that are called like modules (`for sys in systems`) and stand for something else. */
export class NamesLikeModules {
  readonly #facts: Facts;
  #called: ReadonlySet<string> | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /**
   * Whether a name stands for no module, so far as the source tells: asked only where nothing that it holds was followed
   * to one. A parameter may still wait for the module: one whose function nobody in the source calls, and whose member
   * is put to use.
   */
  isOther(identifier: Node, member: Node): boolean {
    const bindings = this.#facts.names.bindingsOf(identifier);
    if (bindings === undefined || bindings.length > MOST_BINDINGS) return false;
    return bindings.every((binding) => !mayBringModule(this.#facts, binding) && !this.#awaitsModule(binding, member));
  }

  #awaitsModule({ target, scope }: Binding, member: Node): boolean {
    const { tree } = this.#facts;
    if (!PARAMETERS.has(tree.kind(tree.parent(target))) || isOfPlainClass(this.#facts, target)) return false;
    const isUsed = continuationOf(tree, member) !== NONE || !LOOKS.has(tree.kind(tree.parent(tree.wrapped(member))));
    return isUsed && !this.#isCalledInSource(scope.definition);
  }

  // What its own callers hand to a function is followed. A call of a method of the same name counts as well, whatever
  // object it is of: on the side of honest code.
  #isCalledInSource(definition: Node): boolean {
    const { tree } = this.#facts;
    if (callOf(tree, definition) !== NONE) return true;
    const name = nameGiven(tree, definition);
    this.#called ??= calledNames(this.#facts);
    return name !== NONE && this.#called.has(tree.identifier(name));
  }
}

/** The name of a function, or the one that a lambda is given at once; `NONE` where it has none. */
function nameGiven(tree: SyntaxTree, definition: Node): Node {
  const name = tree.child(definition, 'name');
  const assignment = tree.parent(tree.wrapped(definition));
  if (name !== NONE || tree.kind(assignment) !== 'assignment') return name;
  const left = tree.child(assignment, 'left');
  return tree.kind(left) === 'identifier' ? left : NONE;
}

function mayBringModule({ tree, names }: Facts, { scope, meaning }: Binding): boolean {
  if (!scope.isSettledAtOnce && scope.starImports.size > 0) return true;
  if (meaning.kind === 'unknown' || meaning.kind === 'definition') return false;
  if (meaning.kind === 'import' || tree.after(meaning.node) - meaning.node > MOST_NODES) return true;
  for (let node = meaning.node; node < tree.after(meaning.node); node++) {
    const kind = tree.kind(node);
    if (kind === 'identifier' && tree.field(node) === 'attribute' && isModule(tree.identifier(node))) return true;
    if (kind === 'string' && isModule(names.constants.text(node) ?? '')) return true;
  }
  return false;
}

function isModule(name: string): boolean {
  return moduleReachedBy(name) !== undefined;
}

function isOfPlainClass({ tree, names }: Facts, target: Node): boolean {
  const annotation = tree.firstChild(tree.child(tree.parent(target), 'type'));
  if (annotation === NONE) return false;
  return names.namesOf(annotation).some((name) => PLAIN_CLASS.test(name)) || isOwnClass(tree, names, annotation);
}

function calledNames({ tree, calls }: Facts): ReadonlySet<string> {
  const callees = calls.map((call) => tree.unwrap(tree.child(call, 'function')));
  const named = callees.map((callee) => (tree.kind(callee) === 'attribute' ? tree.child(callee, 'attribute') : callee));
  return new Set(named.filter((name) => tree.kind(name) === 'identifier').map((name) => tree.identifier(name)));
}
