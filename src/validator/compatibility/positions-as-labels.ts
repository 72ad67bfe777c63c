import type { Facts } from '../facts.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { COLUMNS } from './given-table.js';
import type { ImageApi } from './image-api.js';
import type { Knowledge } from './knowledge.js';
import { Advice, type Missing } from './missing.js';

const PANDAS = 'pandas';
const SINCE = 3;
const LITERAL = /^-?\d+$/;
const COUNTS: ReadonlySet<string> = new Set(['+', '-', '*', '//', '%']);
const LONGEST_SHOWN = 40;

/**
 * `data["close"][0]`, `close[-1]`: of a column whose labels are dates, pandas 3 takes a number for a label that is not
 * there. Told of what is surely made of the columns of the given table, whose labels are known, and of keys that are
 * surely whole numbers.
 */
export function* positionsAsLabels(facts: Facts, { api, dates, guards }: Knowledge): Iterable<Missing> {
  if (majorOf(api) < SINCE) return;
  let isReplaced: boolean | undefined;
  for (const node of facts.subscripts) {
    const column = columnOfNumber(facts, node);
    if (column === undefined || !dates.hasColumn(column) || guards.isGuarded(node)) continue;
    isReplaced ??= replacesColumns(facts);
    if (!isReplaced) yield missingLabel(facts, api, node, column);
  }
}

/** What is read by a number; undefined where a node reads or writes another thing. */
function columnOfNumber(facts: Facts, node: Node): Node | undefined {
  const { tree } = facts;
  const [key, ...others] = tree.childrenIn(node, 'subscript');
  if (key === undefined || others.length > 0 || !isWholeNumber(facts, key) || isTarget(tree, node)) return undefined;
  return tree.unwrap(tree.child(node, 'value'));
}

function isWholeNumber(facts: Facts, node: Node): boolean {
  const { tree, names } = facts;
  const inner = tree.unwrap(node);
  switch (tree.kind(inner)) {
    case 'integer':
    case 'unary_operator':
      return LITERAL.test(tree.textOf(inner));
    case 'binary_operator':
      return (
        COUNTS.has(tree.textOf(tree.child(inner, 'operator'))) &&
        isWholeNumber(facts, tree.child(inner, 'left')) &&
        isWholeNumber(facts, tree.child(inner, 'right'))
      );
    case 'call':
      return isCallOf(facts, inner, 'len');
    case 'identifier': {
      const bindings = names.bindingsOf(inner) ?? [];
      return bindings.length > 0 && bindings.every(({ target }) => isCounted(facts, target));
    }
    default:
      return false;
  }
}

/** Whether a name is given whole numbers by `for i in range(...)`. */
function isCounted(facts: Facts, target: Node): boolean {
  const { tree } = facts;
  const loop = tree.parent(target);
  if (!/^for_(?:statement|in_clause)$/.test(tree.kind(loop)) || tree.field(target) !== 'left') return false;
  return isCallOf(facts, tree.unwrap(tree.child(loop, 'right')), 'range');
}

function isCallOf({ tree, names }: Facts, node: Node, builtin: string): boolean {
  if (tree.kind(node) !== 'call') return false;
  const callee = tree.child(node, 'function');
  const isItsName = tree.kind(callee) === 'identifier' && tree.identifier(callee) === builtin;
  return isItsName && names.bindingsOf(callee) === undefined;
}

// What is written to, looped over or deleted becomes a label.
function isTarget(tree: Facts['tree'], node: Node): boolean {
  let outer = node;
  while (/^(?:pattern_list|tuple_pattern|list_pattern|expression_list)$/.test(tree.kind(tree.parent(outer)))) {
    outer = tree.parent(outer);
  }
  return tree.field(outer) === 'left' || tree.kind(tree.parent(outer)) === 'delete_statement';
}

/** Whether a table may have been given other columns, or be none: then nobody knows what a number finds. */
function replacesColumns({ tree, reads }: Facts): boolean {
  return reads.some((node) => {
    if (tree.kind(node) !== 'subscript' || !isTarget(tree, node)) return false;
    const [key, ...others] = tree.childrenIn(node, 'subscript');
    const text = key === undefined || others.length > 0 ? '' : tree.textOf(key);
    return COLUMNS.has(/^["'](\w+)["']$/.exec(text)?.[1] ?? '');
  });
}

function missingLabel({ tree, names }: Facts, api: ImageApi, node: Node, column: Node): Missing {
  const key = shown(tree, tree.child(node, 'subscript'), '...');
  const known = { write: `${shown(tree, column, 'column')}.iloc[${key}]` };
  const advice = new Advice(api.image).about(known, (other) => majorOf(other) < SINCE);
  return {
    node,
    qualifiedName: `${nameOf({ tree, names }, column)}[number]`,
    message: `a number is a label, not a position, in ${PANDAS} ${api.versionOf(PANDAS).version} (since ${SINCE}.0), and the labels are dates${advice}`,
  };
}

/** One name for all places that read the same column. */
function nameOf({ tree, names }: Pick<Facts, 'tree' | 'names'>, column: Node): string {
  const kind = tree.kind(column);
  const key = kind === 'subscript' ? tree.child(column, 'subscript') : NONE;
  const name = key === NONE ? undefined : names.constants.text(key);
  if (name !== undefined) return `data.${name}`;
  if (kind === 'attribute') return `data.${tree.identifier(tree.child(column, 'attribute'))}`;
  return kind === 'identifier' ? tree.identifier(column) : 'column';
}

function shown(tree: Facts['tree'], node: Node, otherwise: string): string {
  const text = tree.textOf(node);
  return text.length <= LONGEST_SHOWN && !text.includes('\n') ? text : otherwise;
}

function majorOf(api: ImageApi): number {
  return Number.parseInt(api.versionOf(PANDAS).version, 10);
}
