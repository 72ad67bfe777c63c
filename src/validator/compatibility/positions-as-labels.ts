import type { Facts } from '../facts.js';
import type { Node } from '../tree/syntax-tree.js';
import { COLUMNS, mayRelabelInPlace } from './given-table.js';
import type { ImageApi } from './image-api.js';
import type { Knowledge } from './knowledge.js';
import type { KnownClasses } from './known-class.js';
import { Advice, type Missing } from './missing.js';

const PANDAS = 'pandas';
const SINCE = 3;

/**
 * `data["close"][0]`: of a column whose labels are dates, pandas 3 takes a number for a label that is not there. Told of
 * the columns of the given table alone, whose labels are known.
 */
export function* positionsAsLabels(facts: Facts, { api, classes, guards }: Knowledge): Iterable<Missing> {
  let isRelabelled: boolean | undefined;
  for (const node of facts.subscripts) {
    const column = givenColumn(facts, classes, node);
    if (column === undefined || majorOf(api) < SINCE || guards.isGuarded(node)) continue;
    isRelabelled ??= relabels(facts);
    if (!isRelabelled) yield missingLabel(facts, api, node, column);
  }
}

/** The name of the column whose entry is read by a number; undefined where a node reads another thing. */
function givenColumn({ tree, names }: Facts, classes: KnownClasses, node: Node): string | undefined {
  const column = tree.unwrap(tree.child(node, 'value'));
  if (tree.kind(column) !== 'subscript' || isTarget(tree, node) || !/^-?\d+$/.test(keyOf(tree, node))) return undefined;
  if (!classes.isGivenTable(tree.unwrap(tree.child(column, 'value')))) return undefined;
  const name = names.constants.text(tree.child(column, 'subscript'));
  return name !== undefined && COLUMNS.has(name) && tree.childrenIn(column, 'subscript').length === 1
    ? name
    : undefined;
}

function keyOf(tree: Facts['tree'], subscript: Node): string {
  const [key, ...others] = tree.childrenIn(subscript, 'subscript');
  return key === undefined || others.length > 0 ? '' : tree.textOf(key);
}

// What is written to, looped over or deleted becomes a label.
function isTarget(tree: Facts['tree'], node: Node): boolean {
  let outer = node;
  while (/^(?:pattern_list|tuple_pattern|list_pattern|expression_list)$/.test(tree.kind(tree.parent(outer)))) {
    outer = tree.parent(outer);
  }
  return tree.field(outer) === 'left' || tree.kind(tree.parent(outer)) === 'delete_statement';
}

/** Whether a table may have been given other labels or columns: then nobody knows what a number finds. */
function relabels(facts: Facts): boolean {
  const { tree, reads } = facts;
  if (mayRelabelInPlace(facts)) return true;
  return reads.some((node) => {
    if (tree.kind(node) !== 'subscript' || !isTarget(tree, node)) return false;
    return COLUMNS.has(/^["'](\w+)["']$/.exec(keyOf(tree, node))?.[1] ?? '');
  });
}

function missingLabel({ tree }: Facts, api: ImageApi, node: Node, column: string): Missing {
  const key = keyOf(tree, node);
  const known = { write: `data["${column}"].iloc[${key}]` };
  const advice = new Advice(api.image).about(known, (other) => majorOf(other) < SINCE);
  return {
    node,
    qualifiedName: `data.${column}[number]`,
    message: `a number is a label, not a position, in ${PANDAS} ${api.versionOf(PANDAS).version} (since ${SINCE}.0), and the labels are dates${advice}`,
  };
}

function majorOf(api: ImageApi): number {
  return Number.parseInt(api.versionOf(PANDAS).version, 10);
}
