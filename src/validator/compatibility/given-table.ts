import type { Facts } from '../facts.js';
import { isWritten } from '../reads/own-objects.js';

/** The columns of the table that the sandbox gives. */
export const COLUMNS: ReadonlySet<string> = new Set(['open', 'high', 'low', 'close', 'volume', 'adj_close']);
/** What gives a table other labels where it stands. */
const RELABELS = /\binplace\b|\bset_axis\b|\b__dict__\b|\bsetattr\b/;

/** Whether any table may have been given other labels where it stands. */
export function mayRelabelInPlace({ tree, attributes }: Facts): boolean {
  if (RELABELS.test(tree.text)) return true;
  return attributes.some(({ node, name }) => (name === 'index' || name === 'columns') && isWritten(tree, node));
}
