import type { Facts } from '../facts.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { COLUMNS } from './given-table.js';
import type { ImageApi } from './image-api.js';
import type { Knowledge } from './knowledge.js';
import { Advice, type Missing, shortCode } from './missing.js';
import { isWholeNumber } from './whole-numbers.js';

const PANDAS = 'pandas';
const SINCE = 3;

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
  const key = soleKey(tree, node);
  if (key === NONE || !isWholeNumber(facts, key) || isTarget(tree, node)) return undefined;
  return tree.unwrap(tree.child(node, 'value'));
}

// Of `x[a, b]` there are two.
function soleKey(tree: Facts['tree'], subscript: Node): Node {
  const key = tree.child(subscript, 'subscript');
  return key !== NONE && tree.after(key) === tree.after(subscript) ? key : NONE;
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
    const key = soleKey(tree, node);
    const text = key === NONE ? '' : tree.textOf(key);
    return COLUMNS.has(/^["'](\w+)["']$/.exec(text)?.[1] ?? '');
  });
}

function missingLabel({ tree, names }: Facts, api: ImageApi, node: Node, column: Node): Missing {
  const key = shortCode(tree, tree.child(node, 'subscript'), '...');
  const known = { write: `${shortCode(tree, column, 'column')}.iloc[${key}]` };
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

function majorOf(api: ImageApi): number {
  return Number.parseInt(api.versionOf(PANDAS).version, 10);
}
