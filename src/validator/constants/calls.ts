import { NONE, type Node } from '../tree/syntax-tree.js';
import { bindLocal } from './comprehensions.js';
import { allKnown, type Constant, isTruthy, itemsOf, LONGEST_SEQUENCE, Sequence, Table } from './constant.js';
import { isReplaced } from './decorated.js';
import type { Context, Evaluation } from './evaluation.js';
import { functionResult, isFoldable, readsSetting } from './functions.js';
import { methodResult } from './methods.js';
import type { Given } from './text-methods.js';

/** A function that can be worked out: by its dotted name, a value's method, or one that the source writes. */
type Callee =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'method'; readonly owner: Constant; readonly name: string }
  | { readonly kind: 'own'; readonly node: Node };

const MOST_ALIASES = 8;
const HIGHER_ORDER: ReadonlySet<string> = new Set(['builtins.map', 'builtins.filter', 'functools.reduce']);

/** What a call returns; undefined where that is not known. */
export function callResult(evaluation: Evaluation, call: Node, context: Context | undefined): Constant | undefined {
  const { tree } = evaluation;
  const callee = calleeOf(evaluation, tree.child(call, 'function'), context);
  if (callee === undefined) return undefined;
  if (callee.kind === 'named' && HIGHER_ORDER.has(callee.name)) {
    return appliedToEach(evaluation, callee.name, tree.children(tree.child(call, 'arguments')), context);
  }
  const given = givenTo(evaluation, call, context);
  return given === undefined ? undefined : apply(evaluation, callee, given);
}

function calleeOf(evaluation: Evaluation, node: Node, context: Context | undefined, depth = 0): Callee | undefined {
  const { tree, definitions } = evaluation;
  const inner = tree.unwrap(node);
  if (inner === NONE || depth > MOST_ALIASES) return undefined;
  const name = definitions.namesOf(inner).find((known) => HIGHER_ORDER.has(known) || isFoldable(known));
  if (name !== undefined) return mayBeAnother(evaluation, inner) ? undefined : { kind: 'named', name };
  switch (tree.kind(inner)) {
    case 'lambda':
      return { kind: 'own', node: inner };
    case 'attribute': {
      const owner = evaluation.evaluate(tree.child(inner, 'object'), context);
      return owner === undefined
        ? undefined
        : { kind: 'method', owner, name: tree.identifier(tree.child(inner, 'attribute')) };
    }
    case 'identifier': {
      const [binding, ...others] = definitions.bindingsOf(inner)?.slice(0, 2) ?? [];
      if (binding === undefined || others.length > 0) return undefined;
      if (binding.meaning.kind === 'definition') return ownCallee(evaluation, binding.meaning.node);
      return calleeOf(evaluation, definitions.soleValue(inner), undefined, depth + 1);
    }
    default:
      return undefined;
  }
}

function ownCallee({ tree, definitions }: Evaluation, node: Node): Callee | undefined {
  return isReplaced(tree, definitions, node) ? undefined : { kind: 'own', node };
}

/** What a function of the source would return if the decorators on it changed nothing; undefined for all other calls. */
export function undecoratedResult(evaluation: Evaluation, call: Node): Constant | undefined {
  const { tree, definitions } = evaluation;
  const callee = tree.unwrap(tree.child(call, 'function'));
  const [binding, ...others] = tree.kind(callee) === 'identifier' ? (definitions.bindingsOf(callee) ?? []) : [];
  if (binding?.meaning.kind !== 'definition' || others.length > 0) return undefined;
  if (!isReplaced(tree, definitions, binding.meaning.node)) return undefined;
  const given = givenTo(evaluation, call, undefined);
  return given === undefined ? undefined : ownResult(evaluation, binding.meaning.node, given);
}

// `join = os.path.join`, and elsewhere `join = lambda *parts: ...`: what has no name is none of those that are known.
function mayBeAnother({ tree, definitions }: Evaluation, callee: Node): boolean {
  const bindings = tree.kind(callee) === 'identifier' ? (definitions.bindingsOf(callee) ?? []) : [];
  if (bindings.length < 2) return false;
  return bindings.some(
    ({ meaning }) =>
      meaning.kind !== 'import' && !(meaning.kind === 'expression' && definitions.namesOf(meaning.node).length > 0),
  );
}

function apply(evaluation: Evaluation, callee: Callee, given: Given): Constant | undefined {
  switch (callee.kind) {
    case 'named':
      if (readsSetting(callee.name) && evaluation.changedNames().changesEnvironment) return undefined;
      return functionResult(callee.name, given);
    case 'method':
      return methodResult(callee.owner, callee.name, given);
    case 'own':
      return ownResult(evaluation, callee.node, given);
  }
}

/** `map(f, items)`, `filter(f, items)` and `reduce(f, items, start)`. */
function appliedToEach(
  evaluation: Evaluation,
  name: string,
  [first = NONE, ...rest]: readonly Node[],
  context: Context | undefined,
): Constant | undefined {
  const values = allKnown(rest.map((argument) => evaluation.evaluate(argument, context)));
  const callee = calleeOf(evaluation, first, context);
  const columns = values?.map(itemsOf) ?? [];
  const [items] = columns;
  if (items === undefined || items.length > LONGEST_SEQUENCE) return undefined;
  const call = (...positional: readonly Constant[]) =>
    callee === undefined ? undefined : apply(evaluation, callee, { positional, named: new Map() });
  if (name === 'functools.reduce') {
    const [start, ...others] = values?.[1] === undefined ? items : [values[1], ...items];
    return others.reduce((sum: Constant | undefined, item) => (sum === undefined ? undefined : call(sum, item)), start);
  }
  if (name === 'builtins.filter') {
    const isKept = items.map((item) => (evaluation.tree.kind(first) === 'none' ? item : call(item)));
    const kept = isKept.every((value) => value !== undefined);
    return kept
      ? new Sequence(
          'iterator',
          items.filter((_, index) => isTruthy(isKept[index] ?? null)),
        )
      : undefined;
  }
  const length = Math.min(...columns.map((column) => column?.length ?? 0));
  const rows = Array.from({ length }, (_, row) => columns.flatMap((column) => column?.slice(row, row + 1) ?? []));
  const made = allKnown(rows.map((row) => call(...row)));
  return made === undefined ? undefined : new Sequence('iterator', made);
}

function givenTo(evaluation: Evaluation, call: Node, context: Context | undefined): Given | undefined {
  const { tree } = evaluation;
  const list = tree.child(call, 'arguments');
  const positional: Constant[] = [];
  const named = new Map<string, Constant>();
  for (const argument of tree.kind(list) === 'generator_expression' ? [list] : tree.children(list)) {
    const isKnown = addArgument(evaluation, argument, context, positional, named);
    if (!isKnown) return undefined;
  }
  return { positional, named };
}

function addArgument(
  evaluation: Evaluation,
  argument: Node,
  context: Context | undefined,
  positional: Constant[],
  named: Map<string, Constant>,
): boolean {
  const { tree } = evaluation;
  switch (tree.kind(argument)) {
    case 'keyword_argument': {
      const value = evaluation.evaluate(tree.child(argument, 'value'), context);
      if (value !== undefined) named.set(tree.identifier(tree.child(argument, 'name')), value);
      return value !== undefined;
    }
    case 'list_splat': {
      const items = itemsOf(evaluation.evaluate(tree.firstChild(argument), context));
      for (const item of items ?? []) positional.push(item);
      return items !== undefined;
    }
    case 'dictionary_splat': {
      const table = evaluation.evaluate(tree.firstChild(argument), context);
      if (!(table instanceof Table)) return false;
      for (const [key, value] of table.entries) if (typeof key === 'string') named.set(key, value);
      return true;
    }
    default: {
      const value = evaluation.evaluate(argument, context);
      if (value !== undefined) positional.push(value);
      return value !== undefined;
    }
  }
}

/** What a lambda returns, or a function that only names values and returns one. */
function ownResult(evaluation: Evaluation, node: Node, given: Given): Constant | undefined {
  const { tree } = evaluation;
  const kind = tree.kind(node);
  if (kind !== 'lambda' && kind !== 'function_definition') return undefined;
  const locals = parametersOf(evaluation, tree.child(node, 'parameters'), given);
  const body = tree.child(node, 'body');
  if (locals === undefined) return undefined;
  return evaluation.within(body, () =>
    kind === 'lambda' ? evaluation.evaluate(body, { locals }) : returned(evaluation, body, locals),
  );
}

function parametersOf(evaluation: Evaluation, parameters: Node, given: Given): Map<string, Constant> | undefined {
  const { tree } = evaluation;
  const locals = new Map<string, Constant>();
  let next = 0;
  for (const parameter of parameters === NONE ? [] : tree.children(parameters)) {
    const kind = tree.kind(parameter);
    if (kind.endsWith('_separator')) continue;
    if (kind === 'list_splat_pattern') {
      locals.set(tree.identifier(tree.firstChild(parameter)), new Sequence('tuple', given.positional.slice(next)));
      continue;
    }
    const written = kind === 'identifier' ? parameter : tree.child(parameter, 'name');
    const target = written === NONE ? tree.firstChild(parameter) : written;
    const name = tree.identifier(target);
    const value =
      given.positional[next++] ??
      given.named.get(name) ??
      evaluation.evaluate(tree.child(parameter, 'value'), undefined);
    if (tree.kind(target) !== 'identifier' || value === undefined) return undefined;
    locals.set(name, value);
  }
  return locals;
}

function returned(evaluation: Evaluation, block: Node, locals: Map<string, Constant>): Constant | undefined {
  const { tree } = evaluation;
  for (const statement of tree.children(block)) {
    if (tree.kind(statement) === 'return_statement') return evaluation.evaluate(tree.firstChild(statement), { locals });
    const inner = tree.firstChild(statement);
    if (tree.kind(inner) === 'string') continue;
    if (tree.kind(statement) !== 'expression_statement' || tree.kind(inner) !== 'assignment') return undefined;
    const value = evaluation.evaluate(tree.child(inner, 'right'), { locals });
    if (value === undefined || !bindLocal(evaluation, tree.child(inner, 'left'), value, locals)) return undefined;
  }
  return undefined;
}
