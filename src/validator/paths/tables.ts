import { callOf } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Origins } from './origins.js';
import type { Known } from './reading.js';

/** A longer table is not looked through: every use of it would cost as much again. */
const MOST_NODES = 500;
const MADE: ReadonlySet<string> = new Set(['list', 'tuple', 'set', 'dictionary', 'dictionary_comprehension']);
/** Methods that put what is held in another order. */
const ORDERING: ReadonlySet<string> = new Set(['sort', 'reverse']);

/** Tables and lists that are written out, and that nothing changes. */
export class Tables {
  readonly #known: Known;
  readonly #origins: Origins;
  readonly #changes = new Map<string, readonly Node[]>();
  readonly #keys = new Map<Node, readonly unknown[]>();

  constructor(known: Known, origins: Origins) {
    this.#known = known;
    this.#origins = origins;
  }

  /** The values of a name that holds a list or a table; undefined where it may come to hold others. */
  valuesOf(node: Node): readonly Node[] | undefined {
    const isKept = this.#known.tree.kind(node) === 'identifier' && this.changesOf(node).length === 0;
    return isKept ? this.#origins.of(node) : undefined;
  }

  /** The tables among which an expression takes its own; undefined where there may be others. */
  tablesOf(node: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const inner = tree.unwrap(node);
    if (MADE.has(tree.kind(inner))) return [inner];
    const tables = this.valuesOf(inner)?.map((value) => tree.unwrap(value));
    return tables?.every((table) => MADE.has(tree.kind(table))) === true ? tables : undefined;
  }

  keysOf(table: Node): readonly Node[] {
    return this.#parts(table, 'key');
  }

  /** What a table holds: all of it, or where the key is known, what lies under that. */
  entriesOf(table: Node, key: Node = NONE): readonly Node[] {
    const { tree, names } = this.#known;
    const asked = names.constants.fold(key);
    const values = this.#parts(table, 'value');
    if (tree.kind(table) !== 'dictionary' || typeof asked !== 'string') return values;
    const keys = this.#keys.get(table) ?? this.#parts(table, 'key').map((node) => names.constants.fold(node));
    this.#keys.set(table, keys);
    return keys.every((key) => typeof key === 'string') ? values.filter((_, index) => keys[index] === asked) : values;
  }

  #parts(table: Node, field: 'key' | 'value'): readonly Node[] {
    const { tree } = this.#known;
    // What is not looked through stands for nothing that is known.
    if (tree.after(table) - table > MOST_NODES) return [NONE];
    if (tree.kind(table) === 'dictionary_comprehension') return [tree.child(tree.child(table, 'body'), field)];
    if (tree.kind(table) !== 'dictionary') return tree.children(table);
    return tree.children(table).map((pair) => tree.child(pair, field));
  }

  /** Where a name is said so that the list or table which it holds may be changed, by this mention or elsewhere. */
  changesOf(identifier: Node): readonly Node[] {
    const { tree, names } = this.#known;
    const name = tree.identifier(identifier);
    const known = this.#changes.get(name);
    if (known !== undefined) return known;
    const changedNames = names.constants.changedNames();
    const changes = changedNames
      .mentionsOf(name)
      .filter((mention) => !this.#isPutInOrder(mention) && changedNames.safeDepthAt(mention) <= 0);
    this.#changes.set(name, changes);
    return changes;
  }

  #isPutInOrder(mention: Node): boolean {
    const { tree } = this.#known;
    const method = tree.parent(mention);
    return ORDERING.has(tree.identifier(tree.child(method, 'attribute'))) && callOf(tree, method) !== NONE;
  }
}
