import type { Facts } from '../facts.js';
import { keywordArgument } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { COLUMNS } from './given-table.js';
import type { Knowledge } from './knowledge.js';
import { Advice, type Missing, shortCode } from './missing.js';
import { type RowKey, rowKeyOf } from './row-keys.js';

const PANDAS = 'pandas';
const FRAME = 'pandas.DataFrame';
/** Since when a column that is taken out of a table is a copy to whoever changes it. */
const SINCE = '3.0';
const INDEXERS: ReadonlyMap<string, RowKey> = new Map([
  ['loc', 'label'],
  ['at', 'label'],
  ['iloc', 'position'],
  ['iat', 'position'],
]);
/** Methods that changed the table too, where they changed a column of it in place. */
const CHANGES: ReadonlySet<string> = new Set(['fillna', 'replace', 'bfill', 'interpolate', 'where', 'mask', 'clip']);
const WRITES = /^(?:augmented_)?assignment$/;

/** A column as it is taken out of a table: `frame["signal"]`. */
interface Column {
  readonly table: Node;
  readonly name: string;
}

/**
 * What changes a column that was taken out of a table a moment before: pandas 3 changes a copy, and nobody sees it. Told
 * of tables that are surely some, and of columns that the source gives them or the sandbox does.
 */
export function* changedCopies(facts: Facts, knowledge: Knowledge): Iterable<Missing> {
  const { api, guards } = knowledge;
  const reader = new CopyReader(facts, knowledge);
  for (const node of [...facts.subscripts, ...facts.calls]) {
    const missing = reader.changedBy(node);
    if (missing === undefined || guards.isGuarded(node)) continue;
    if (Number.parseFloat(api.versionOf(PANDAS).version) < Number.parseFloat(SINCE)) return;
    yield missing;
  }
}

class CopyReader {
  readonly #facts: Facts;
  readonly #knowledge: Knowledge;
  #written: ReadonlySet<string> | undefined;

  constructor(facts: Facts, knowledge: Knowledge) {
    this.#facts = facts;
    this.#knowledge = knowledge;
  }

  changedBy(node: Node): Missing | undefined {
    const { tree } = this.#facts;
    if (tree.kind(node) === 'subscript') return this.#byEntry(node);
    return tree.kind(node) === 'call' ? this.#inPlace(node) : undefined;
  }

  // `frame["signal"][mask] = 1`, `frame["signal"].loc[mask] = 1`.
  #byEntry(node: Node): Missing | undefined {
    const { tree } = this.#facts;
    const statement = tree.parent(node);
    if (tree.field(node) !== 'left' || !WRITES.test(tree.kind(statement))) return undefined;
    const inner = tree.unwrap(tree.child(node, 'value'));
    const isIndexer = tree.kind(inner) === 'attribute' && INDEXERS.has(this.#attribute(inner));
    const column = this.#columnAt(isIndexer ? tree.child(inner, 'object') : inner);
    if (column === undefined) return undefined;
    const [key, ...others] = tree.childrenIn(node, 'subscript');
    const isAlone = key !== undefined && others.length === 0;
    const rows = isAlone ? shortCode(tree, key, 'key') : 'key';
    const indexer = isIndexer ? this.#attribute(inner) : '';
    const found = INDEXERS.get(indexer) ?? (isAlone ? rowKeyOf(this.#facts, key) : undefined);
    return this.#told(node, `${column.name}[...]`, column, this.#write(column, rows, found));
  }

  // A place is no label: what is told of the one would raise for the other, or add a row.
  #write({ table, name }: Column, rows: string, found: RowKey): string {
    const frame = shortCode(this.#facts.tree, table, 'frame');
    const byLabel = `${frame}.loc[${rows}, "${name}"] = ...`;
    const byPosition = `${frame}.iloc[${rows}, ${frame}.columns.get_loc("${name}")] = ...`;
    if (found !== undefined) return found === 'label' ? byLabel : byPosition;
    return `${byLabel}, or where ${rows} counts rows, ${byPosition}`;
  }

  // `frame["signal"].fillna(0, inplace=True)`.
  #inPlace(call: Node): Missing | undefined {
    const { tree } = this.#facts;
    const inPlace = keywordArgument(tree, call, 'inplace');
    if (inPlace === NONE || tree.kind(inPlace) !== 'true') return undefined;
    const callee = tree.unwrap(tree.child(call, 'function'));
    if (tree.kind(callee) !== 'attribute' || !CHANGES.has(this.#attribute(callee))) return undefined;
    const taken = tree.unwrap(tree.child(callee, 'object'));
    const column = this.#columnAt(taken);
    if (column === undefined) return undefined;
    const method = this.#attribute(callee);
    const shown = tree.textOf(taken);
    return this.#told(call, `${column.name}.${method}(inplace)`, column, `${shown} = ${shown}.${method}(...)`);
  }

  #attribute(node: Node): string {
    const { tree } = this.#facts;
    return tree.identifier(tree.child(node, 'attribute'));
  }

  #columnAt(node: Node): Column | undefined {
    const { tree, names } = this.#facts;
    const taken = tree.unwrap(node);
    if (tree.kind(taken) !== 'subscript') return undefined;
    const [key, ...others] = tree.childrenIn(taken, 'subscript');
    const name = key === undefined || others.length > 0 ? undefined : names.constants.text(key);
    const table = tree.child(taken, 'value');
    if (name === undefined || !this.#isColumn(name)) return undefined;
    const kinds = this.#knowledge.classes.of(table) ?? [];
    return kinds.length === 1 && kinds[0] === FRAME ? { table, name } : undefined;
  }

  // What is given by several names is a dict of tables, of which an entry is no copy.
  #isColumn(name: string): boolean {
    if (COLUMNS.has(name)) return true;
    this.#written ??= this.#writtenEntries();
    return this.#written.has(name);
  }

  #writtenEntries(): ReadonlySet<string> {
    const { tree, reads, names } = this.#facts;
    const written = new Set<string>();
    for (const node of reads) {
      if (tree.kind(node) !== 'subscript' || tree.field(node) !== 'left') continue;
      const [key] = tree.childrenIn(node, 'subscript');
      const text =
        key === undefined || tree.kind(tree.child(node, 'value')) === 'subscript'
          ? undefined
          : names.constants.text(key);
      if (text !== undefined) written.add(text);
    }
    return written;
  }

  #told(node: Node, qualifiedName: string, { name }: Column, write: string): Missing {
    const { api } = this.#knowledge;
    const { version } = api.versionOf(PANDAS);
    const has = (other: typeof api) => Number.parseFloat(other.versionOf(PANDAS).version) < Number.parseFloat(SINCE);
    const advice = new Advice(api.image).about({ write }, has);
    const message = `the column ${name} is taken out as a copy in ${PANDAS} ${version} (since ${SINCE}), and this changes the copy alone${advice}`;
    return { node, qualifiedName, message, hasNoEffect: true };
  }
}
