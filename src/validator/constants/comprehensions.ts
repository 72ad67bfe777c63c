import { NONE, type Node } from '../tree/syntax-tree.js';
import { type Constant, isTruthy, itemsOf, LONGEST_SEQUENCE, Sequence, Table } from './constant.js';
import type { Context, Evaluation } from './evaluation.js';

const NO_LOCALS: ReadonlyMap<string, Constant> = new Map();

/** The values of a comprehension; undefined where one of them is not known. */
export function comprehended(evaluation: Evaluation, node: Node, context: Context | undefined): Constant | undefined {
  const { tree } = evaluation;
  const [body = NONE, ...clauses] = tree.children(node);
  const made: Constant[] = [];
  const pairs: [Constant, Constant][] = [];
  const isTable = tree.kind(node) === 'dictionary_comprehension';
  const collect = (inner: Context): boolean => {
    const value = evaluation.evaluate(isTable ? tree.child(body, 'value') : body, inner);
    const key = isTable ? evaluation.evaluate(tree.child(body, 'key'), inner) : null;
    if (value === undefined || key === undefined) return false;
    made.push(value);
    pairs.push([key, value]);
    return made.length <= LONGEST_SEQUENCE;
  };
  if (!eachOf(evaluation, clauses, context ?? { locals: NO_LOCALS }, collect)) return undefined;
  if (isTable) return new Table(pairs);
  return new Sequence(kindOf(tree.kind(node)), made);
}

function kindOf(kind: string): Sequence['kind'] {
  if (kind === 'generator_expression') return 'iterator';
  return kind === 'set_comprehension' ? 'set' : 'list';
}

/** Goes through all that the clauses let pass; false where one is not known, or `use` says so. */
function eachOf(
  evaluation: Evaluation,
  [clause = NONE, ...inner]: readonly Node[],
  context: Context,
  use: (context: Context) => boolean,
): boolean {
  const { tree } = evaluation;
  if (clause === NONE) return use(context);
  if (tree.kind(clause) === 'if_clause') {
    const condition = evaluation.evaluate(tree.firstChild(clause), context);
    if (condition === undefined) return false;
    return !isTruthy(condition) || eachOf(evaluation, inner, context, use);
  }
  const items = itemsOf(evaluation.evaluate(tree.child(clause, 'right'), context));
  if (items === undefined || items.length > LONGEST_SEQUENCE) return false;
  return items.every((item) => {
    const locals = new Map(context.locals);
    const isBound = bindLocal(evaluation, tree.child(clause, 'left'), item, locals);
    return isBound && eachOf(evaluation, inner, { ...context, locals }, use);
  });
}

/** Binds a name, or several of them to the parts of a value; false where they do not match. */
export function bindLocal({ tree }: Evaluation, target: Node, value: Constant, locals: Map<string, Constant>): boolean {
  if (tree.kind(target) === 'identifier') {
    locals.set(tree.identifier(target), value);
    return true;
  }
  const names = tree.children(target);
  const parts = itemsOf(value);
  const arePlain = names.every((name) => tree.kind(name) === 'identifier');
  if (!arePlain || parts?.length !== names.length) return false;
  for (const [index, name] of names.entries()) locals.set(tree.identifier(name), parts[index] ?? null);
  return true;
}
