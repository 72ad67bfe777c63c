import type { Binding } from '../scopes/scope.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { isUnpacked, wholeTarget } from '../tree/targets.js';
import { Bytes, type Constant, itemsOf, Sequence } from './constant.js';
import type { Evaluation } from './evaluation.js';
import { operate } from './operators.js';

const ASSIGNMENTS: ReadonlySet<string> = new Set(['assignment', 'named_expression']);
/** A name that is bound more often is not followed. */
export const MOST_BINDINGS = 64;

/** The value of a name that is bound once, or once and then added to in the same block. */
export function valueOfName(evaluation: Evaluation, identifier: Node): Constant | undefined {
  const bindings = evaluation.definitions.bindingsOf(identifier) ?? [];
  const [first, ...additions] = bindings.slice(0, MOST_BINDINGS);
  if (first === undefined || bindings.length > MOST_BINDINGS) return undefined;
  const value = valueOfBinding(evaluation, first);
  if (value === undefined || isChanged(evaluation, identifier, value)) return undefined;
  if (additions.length === 0) return value;
  return addedUp(evaluation, identifier, first, additions, value);
}

/** Whether a name's value may come to hold something else than what it was given. */
export function isChanged(evaluation: Evaluation, identifier: Node, value: Constant): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const changes = evaluation.changedNames();
  if (value instanceof Bytes && !changes.hasBytearrays) return false;
  const changingDepth = value instanceof Bytes ? 1 : value.changingDepth;
  if (changingDepth === 0) return false;
  const { safeDepth, mentions } = changes.useOf(evaluation.tree.identifier(identifier));
  // What is taken out of an iterator is not there for who takes next.
  const isUsedUp = value instanceof Sequence && value.kind === 'iterator' && mentions > 1;
  return isUsedUp || safeDepth < changingDepth;
}

/** The value that one binding gives; undefined where it is not known. */
export function valueOfBinding(evaluation: Evaluation, { target, meaning }: Binding): Constant | undefined {
  const { tree } = evaluation;
  if (meaning.kind === 'expression') {
    return isAssigned(evaluation, target) ? evaluation.evaluate(meaning.node, undefined) : undefined;
  }
  return isUnpacked(tree, target) ? unpacked(evaluation, target) : undefined;
}

/** Whether a name is what an assignment binds, alone or among others. */
export function isAssigned({ tree }: Evaluation, target: Node): boolean {
  return ASSIGNMENTS.has(tree.kind(tree.parent(wholeTarget(tree, target))));
}

// `a, b = 'os'`
function unpacked(evaluation: Evaluation, target: Node): Constant | undefined {
  const { tree } = evaluation;
  const pattern = tree.parent(target);
  const assignment = tree.parent(pattern);
  if (tree.kind(assignment) !== 'assignment' || tree.field(pattern) !== 'left') return undefined;
  return evaluation
    .unpackedBy(pattern, () => {
      const parts = itemsOf(evaluation.evaluate(tree.child(assignment, 'right'), undefined)) ?? [];
      const targets = parts.length === 0 ? [] : tree.children(pattern);
      const isUnclear =
        parts.length !== targets.length || targets.some((name) => tree.kind(name).startsWith('list_splat'));
      return new Map(isUnclear ? [] : targets.flatMap((name, index) => pairOf(name, parts[index])));
    })
    .get(target);
}

function pairOf(name: Node, part: Constant | undefined): [Node, Constant][] {
  return part === undefined ? [] : [[name, part]];
}

function addedUp(
  evaluation: Evaluation,
  identifier: Node,
  first: Binding,
  additions: readonly Binding[],
  start: Constant,
): Constant | undefined {
  const { tree } = evaluation;
  const block = blockOf(evaluation, first.target);
  let sum: Constant | undefined = start;
  for (const { target, meaning } of additions) {
    const statement = tree.parent(target);
    const isAddition = tree.kind(statement) === 'augmented_assignment' && meaning.kind === 'expression';
    if (!isAddition || blockOf(evaluation, target) !== block) return undefined;
    // Where the name is read before, in the same block, this has not happened yet.
    if (statement > identifier && blockOf(evaluation, identifier) === block) break;
    // `s += s`: while it is added, the name says what it said before.
    const value = meaning.kind === 'expression' ? evaluation.evaluate(meaning.node, undefined) : undefined;
    const operator = tree.textOf(tree.child(statement, 'operator')).slice(0, -1);
    sum = sum === undefined || value === undefined ? undefined : operate(sum, operator, value);
  }
  return sum;
}

function blockOf({ tree }: Evaluation, node: Node): Node {
  let block = tree.parent(node);
  while (block !== NONE && tree.kind(block) !== 'block' && tree.kind(block) !== 'module') block = tree.parent(block);
  return block;
}
