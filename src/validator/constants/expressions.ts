import { NONE, type Node } from '../tree/syntax-tree.js';
import { valueOfName } from './bound-values.js';
import { callResult } from './calls.js';
import { comprehended } from './comprehensions.js';
import { bounded, type Constant, costOf, isTruthy, itemsOf, LONGEST_SEQUENCE, Sequence, Table } from './constant.js';
import type { Context, Evaluation } from './evaluation.js';
import { LIBRARY_CONSTANTS } from './library-constants.js';
import { compare, either, negate, operate } from './operators.js';
import { concatenated, stringParts } from './strings.js';
import { entryAt, sliced } from './subscripts.js';
import { sliceOf } from './written-slice.js';

/** The value of an expression; undefined where it is not known. */
export function expressionValue(
  evaluation: Evaluation,
  node: Node,
  context: Context | undefined,
): Constant | undefined {
  const { tree } = evaluation;
  switch (tree.kind(node)) {
    case 'string':
      return stringParts(evaluation, node, context).whole;
    case 'concatenated_string':
      return concatenated(tree.children(node).map((part) => evaluation.evaluate(part, context)));
    case 'integer':
      return integerIn(tree.textOf(node));
    case 'float':
      return floatIn(tree.textOf(node));
    case 'true':
      return true;
    case 'false':
      return false;
    case 'none':
      return null;
    case 'parenthesized_expression':
      return evaluation.evaluate(tree.firstChild(node), context);
    case 'named_expression':
      return evaluation.evaluate(tree.child(node, 'value'), context);
    case 'identifier': {
      const local = context?.locals.get(tree.identifier(node));
      return local === undefined ? (valueOfName(evaluation, node) ?? ofLibrary(evaluation, node)) : local;
    }
    default:
      return valueOfContainer(evaluation, node, context);
  }
}

function valueOfContainer(evaluation: Evaluation, node: Node, context: Context | undefined): Constant | undefined {
  const kind = evaluation.tree.kind(node);
  switch (kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return sequence(evaluation, kind, node, context);
    case 'expression_list':
      return sequence(evaluation, 'tuple', node, context);
    case 'dictionary':
      return table(evaluation, node, context);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression':
      return comprehended(evaluation, node, context);
    default:
      return valueOfOperation(evaluation, node, context);
  }
}

function valueOfOperation(evaluation: Evaluation, node: Node, context: Context | undefined): Constant | undefined {
  const { tree } = evaluation;
  switch (tree.kind(node)) {
    case 'binary_operator':
      return operation(evaluation, node, context);
    case 'unary_operator': {
      const value = evaluation.evaluate(tree.child(node, 'argument'), context);
      return value === undefined ? undefined : negate(tree.textOf(tree.child(node, 'operator')), value);
    }
    case 'not_operator': {
      const value = evaluation.evaluate(tree.child(node, 'argument'), context);
      return value === undefined ? undefined : !isTruthy(value);
    }
    case 'comparison_operator':
      return comparison(evaluation, node, context);
    case 'boolean_operator': {
      const [left, right] = both(evaluation, tree.child(node, 'left'), tree.child(node, 'right'), context);
      const operator = tree.textOf(tree.child(node, 'operator'));
      return left === undefined || right === undefined ? undefined : either(left, operator, right);
    }
    case 'conditional_expression':
      return conditional(evaluation, node, context);
    case 'attribute':
      return ofLibrary(evaluation, node);
    case 'subscript':
      return subscript(evaluation, node, context);
    case 'call':
      return callResult(evaluation, node, context);
    default:
      return undefined;
  }
}

// `string.digits`
function ofLibrary({ definitions }: Evaluation, node: Node): Constant | undefined {
  const [name, ...others] = definitions.namesOf(node);
  return name === undefined || others.length > 0 ? undefined : LIBRARY_CONSTANTS.get(name);
}

function both(evaluation: Evaluation, left: Node, right: Node, context: Context | undefined) {
  return [evaluation.evaluate(left, context), evaluation.evaluate(right, context)] as const;
}

// `'a' + 'b' + ...` leans to the left, deeper than one may recurse.
function operation(evaluation: Evaluation, node: Node, context: Context | undefined): Constant | undefined {
  const { tree } = evaluation;
  const open: Node[] = [];
  let left = node;
  while (tree.kind(left) === 'binary_operator') {
    open.push(left);
    left = tree.unwrap(tree.child(left, 'left'));
  }
  let value = evaluation.evaluate(left, context);
  for (let outer = open.pop(); outer !== undefined && value !== undefined; outer = open.pop()) {
    const right = evaluation.evaluate(tree.child(outer, 'right'), context);
    const operator = tree.textOf(tree.child(outer, 'operator'));
    value = right === undefined ? undefined : bounded(operate(value, operator, right));
    evaluation.spend(costOf(value));
  }
  return value;
}

function comparison(evaluation: Evaluation, node: Node, context: Context | undefined): boolean | undefined {
  const [left = NONE, operator = NONE, right = NONE, ...more] = evaluation.tree.children(node);
  if (more.length > 0) return undefined;
  const [one, other] = both(evaluation, left, right, context);
  if (one === undefined || other === undefined) return undefined;
  return compare(one, evaluation.tree.textOf(operator).replaceAll(/\s+/g, ' '), other);
}

function conditional(evaluation: Evaluation, node: Node, context: Context | undefined): Constant | undefined {
  const [value = NONE, condition = NONE, otherwise = NONE] = evaluation.tree.children(node);
  const holds = evaluation.evaluate(condition, context);
  return holds === undefined ? undefined : evaluation.evaluate(isTruthy(holds) ? value : otherwise, context);
}

function subscript(evaluation: Evaluation, node: Node, context: Context | undefined): Constant | undefined {
  const { tree } = evaluation;
  const [subscript = NONE, ...others] = tree.childrenIn(node, 'subscript');
  const value = others.length > 0 ? undefined : evaluation.evaluate(tree.child(node, 'value'), context);
  if (value === undefined) return undefined;
  if (tree.kind(subscript) === 'slice') return sliced(value, sliceOf(evaluation, subscript, context));
  const key = evaluation.evaluate(subscript, context);
  return key === undefined ? undefined : entryAt(value, key);
}

function sequence(
  evaluation: Evaluation,
  kind: Sequence['kind'],
  node: Node,
  context: Context | undefined,
): Sequence | undefined {
  const { tree } = evaluation;
  if (tree.after(node) - node > 4 * LONGEST_SEQUENCE) return undefined;
  const values: Constant[] = [];
  for (const child of tree.children(node)) {
    const isSplat = tree.kind(child) === 'list_splat';
    const value = evaluation.evaluate(isSplat ? tree.firstChild(child) : child, context);
    const items = isSplat ? itemsOf(value) : value === undefined ? undefined : [value];
    if (items === undefined || values.length + items.length > LONGEST_SEQUENCE) return undefined;
    for (const item of items) values.push(item);
  }
  return new Sequence(kind, values);
}

function table(evaluation: Evaluation, node: Node, context: Context | undefined): Table | undefined {
  const { tree } = evaluation;
  if (tree.after(node) - node > 4 * LONGEST_SEQUENCE) return undefined;
  const entries: (readonly [Constant, Constant])[] = [];
  for (const child of tree.children(node)) {
    if (tree.kind(child) === 'dictionary_splat') {
      const inner = evaluation.evaluate(tree.firstChild(child), context);
      if (!(inner instanceof Table)) return undefined;
      for (const entry of inner.entries) entries.push(entry);
      continue;
    }
    const [key, value] = both(evaluation, tree.child(child, 'key'), tree.child(child, 'value'), context);
    if (key === undefined || value === undefined) return undefined;
    entries.push([key, value]);
  }
  return new Table(entries);
}

function integerIn(text: string): bigint | undefined {
  const digits = text.replaceAll('_', '').toLowerCase();
  return /^(?:\d{1,4300}|0x[0-9a-f]+|0o[0-7]+|0b[01]+)$/.test(digits) ? BigInt(digits) : undefined;
}

function floatIn(text: string): number | undefined {
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}
