import type { Node } from '../tree/syntax-tree.js';
import type { Flow } from './flow.js';
import { isOwnValue } from './own-values.js';

/** What makes a table of pandas, and nothing else. */
const MAKERS: ReadonlySet<string> = new Set(['DataFrame', 'Series', 'concat', 'merge'].map((name) => `pandas.${name}`));
/** Methods that every table has, and no column of it can take the place of. */
const WRITERS: ReadonlySet<string> = new Set(
  ['csv', 'json', 'html', 'latex', 'markdown', 'string', 'excel'].map((format) => `to_${format}`),
);
const REPLACING = /setattr|__dict__|_accessor|\bvars\b/;

/**
 * Tells methods by which a table of pandas is written: whatever the table holds, such a one is no function of the
 * source's own, unless the source gives the name to something, or gives attributes names that nobody reads.
 */
export class TableWriters {
  private readonly flow: Flow;
  private mayReplace: boolean | undefined;

  constructor(flow: Flow) {
    this.flow = flow;
  }

  isWriter(attribute: Node, byName: readonly string[]): boolean {
    const { tree, names } = this.flow;
    if (!WRITERS.has(tree.identifier(tree.child(attribute, 'attribute'))) || byName.some(isOwnValue)) return false;
    const object = tree.unwrap(tree.child(attribute, 'object'));
    const made = tree.kind(object) === 'identifier' ? names.soleValue(object) : object;
    if (tree.kind(made) !== 'call') return false;
    const makers = this.flow.valuesOf(tree.child(made, 'function'));
    return makers.length > 0 && makers.every((name) => MAKERS.has(name)) && !this.mayBeReplaced;
  }

  // What is set by a name that nobody reads goes before a method of the class.
  private get mayBeReplaced(): boolean {
    const { tree, own } = this.flow;
    this.mayReplace ??= own.membersNamed('__call__').length > 0 || REPLACING.test(tree.text.normalize('NFKC'));
    return this.mayReplace;
  }
}
