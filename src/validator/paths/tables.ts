import { callOf, hidesArguments, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { comparisonAt, isOfIdentity } from './comparisons.js';
import type { Known } from './mentions.js';
import type { Origins } from './origins.js';
import { sureNames } from './sure-names.js';

/** A longer table is not looked through: every use of it would cost as much again. */
const MOST_NODES = 500;

const MADE: ReadonlySet<string> = new Set([...['list', 'tuple', 'set', 'dictionary', 'dictionary_comprehension']]);
/** Methods that read what is held, or put it in another order. */
const READING: ReadonlySet<string> = new Set([
  ...['items', 'values', 'keys', 'get', 'sort', 'reverse', 'index', 'count', 'copy'],
]);
const READERS: ReadonlySet<string> = new Set(
  [
    ...['len', 'list', 'tuple', 'sorted', 'enumerate', 'print', 'set', 'reversed', 'zip', 'iter', 'any', 'all'],
    ...['str', 'bool'],
  ].map((name) => `builtins.${name}`),
);
/** Of several they give back one itself. */
const CHOOSERS: ReadonlySet<string> = new Set(['builtins.max', 'builtins.min', 'builtins.next']);
const ASKING: ReadonlySet<string> = new Set([
  ...['not_operator', 'interpolation', 'if_statement', 'elif_clause', 'if_clause'],
]);
/** Values that ask nobody else whether they are the same. */
const PLAIN: ReadonlySet<string> = new Set(['none', 'string', 'integer', 'float', 'true', 'false']);
const LOOPS: ReadonlySet<string> = new Set(['for_statement', 'for_in_clause']);

/** Tables and lists that are written out, and that nothing changes. */
export class Tables {
  readonly #known: Known;
  readonly #origins: Origins;
  readonly #free = new Map<string, boolean>();
  readonly #keys = new Map<Node, readonly unknown[]>();

  constructor(known: Known, origins: Origins) {
    this.#known = known;
    this.#origins = origins;
  }

  /** The values of a name or attribute that holds a list or a table; undefined where it may come to hold others. */
  valuesOf(node: Node): readonly Node[] | undefined {
    const kind = this.#known.tree.kind(node);
    if (kind !== 'identifier' && kind !== 'attribute') return undefined;
    return this.isUsedFreely(node) ? undefined : this.#origins.of(node);
  }

  /** The tables among which an expression takes its own; undefined where there may be others. */
  tablesOf(node: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const inner = tree.unwrap(node);
    if (MADE.has(tree.kind(inner))) return [inner];
    if (tree.kind(inner) === 'subscript') return this.#nested(inner);
    const tables = this.valuesOf(inner)?.map((value) => tree.unwrap(value));
    return tables?.every((table) => MADE.has(tree.kind(table))) === true ? tables : undefined;
  }

  // `CONFIG['paths']['out']`: what is in a table may be changed under another name, so that no part of it may get one.
  #nested(subscript: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    const owner = tree.child(subscript, 'value');
    const tables = tree.kind(owner) === 'identifier' ? this.tablesOf(owner) : undefined;
    const mentions = this.#origins.mentions.ofName(tree.identifier(owner));
    if (tables === undefined || !mentions.every((mention) => this.#endsInPlainEntry(mention, tables))) return undefined;
    const entries = tables.flatMap((table) => this.entriesOf(table, tree.child(subscript, 'subscript')));
    return entries.every((entry) => this.#isMade(entry)) ? entries.map((entry) => tree.unwrap(entry)) : undefined;
  }

  #endsInPlainEntry(mention: Node, tables: readonly Node[]): boolean {
    const { tree } = this.#known;
    let reached = tables;
    let node = mention;
    while (tree.kind(tree.parent(node)) === 'subscript' && tree.field(node) === 'value') {
      node = tree.parent(node);
      const key = tree.child(node, 'subscript');
      reached = reached.flatMap((table) => (this.#isMade(table) ? this.entriesOf(tree.unwrap(table), key) : []));
    }
    return node !== mention && !this.#isWritten(node) && !reached.some((entry) => this.#isMade(entry));
  }

  #isMade(node: Node): boolean {
    return MADE.has(this.#known.tree.kind(this.#known.tree.unwrap(node)));
  }

  keysOf(table: Node): readonly Node[] {
    return this.#parts(table, 'key');
  }

  /** What a table holds: all of it, or where the key is known, what lies under that. */
  entriesOf(table: Node, key: Node = NONE): readonly Node[] {
    const { tree, names } = this.#known;
    const asked = names.constants.fold(key);
    if (tree.kind(table) !== 'dictionary' || typeof asked !== 'string') return this.#parts(table, 'value');
    const values = this.#parts(table, 'value');
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

  /** Whether what a name or attribute holds may get to others, who may change it. */
  isUsedFreely(node: Node): boolean {
    const { tree } = this.#known;
    const isAttribute = tree.kind(node) === 'attribute';
    const name = tree.identifier(isAttribute ? tree.child(node, 'attribute') : node);
    const key = `${isAttribute ? '.' : ''}${name}`;
    const known = this.#free.get(key);
    if (known !== undefined) return known;
    const { mentions } = this.#origins;
    const places = isAttribute ? mentions.ofAttribute(name).map((read) => read.node) : mentions.ofName(name);
    const isFree = !places.every((place) => this.#isOnlyRead(place));
    this.#free.set(key, isFree);
    return isFree;
  }

  #isReader(call: Node): boolean {
    const { tree } = this.#known;
    const readers = sureNames(this.#known, tree.child(call, 'function'));
    const isAlone = positionalArguments(tree, call).length === 1 && !hidesArguments(tree, call);
    return readers.length > 0 && readers.every((reader) => READERS.has(reader) || (isAlone && CHOOSERS.has(reader)));
  }

  // What it is compared with is asked first, or as well, and handed the table.
  #isComparedWithPlain(comparison: Node, node: Node): boolean {
    const { tree } = this.#known;
    const compared = comparisonAt(tree, comparison);
    if (compared === undefined || isOfIdentity(compared)) return compared !== undefined;
    if (compared.right === node && compared.operator.endsWith('in')) return true;
    const other = tree.unwrap(compared.left === node ? compared.right : compared.left);
    return PLAIN.has(tree.kind(other)) || this.#isEmpty(other);
  }

  #isEmpty(node: Node): boolean {
    return this.#isMade(node) && this.#known.tree.children(node).length === 0;
  }

  #isOnlyRead(node: Node): boolean {
    const { tree } = this.#known;
    const parent = tree.parent(node);
    const kind = tree.kind(parent);
    if (ASKING.has(kind)) return true;
    if (LOOPS.has(kind)) return tree.field(node) === 'right';
    switch (kind) {
      case 'assignment':
        return tree.field(node) === 'left';
      case 'subscript':
        return tree.field(node) === 'value' && !this.#isWritten(parent);
      case 'attribute':
        return READING.has(tree.identifier(tree.child(parent, 'attribute'))) && callOf(tree, parent) !== NONE;
      case 'argument_list':
        return this.#isReader(tree.parent(parent));
      case 'comparison_operator':
        return this.#isComparedWithPlain(parent, node);
      default:
        return false;
    }
  }

  #isWritten(subscript: Node): boolean {
    const { tree } = this.#known;
    const outer = tree.kind(tree.parent(subscript));
    return tree.field(subscript) === 'left' || /^(?:delete_statement|as_pattern_target|\w*pattern\w*)$/.test(outer);
  }

  /** The key and the fallback of `table.get(key, fallback)`; undefined of any other call. */
  lookedUp(call: Node): { owner: Node; key: Node; fallback: Node } | undefined {
    const { tree } = this.#known;
    const callee = tree.unwrap(tree.child(call, 'function'));
    if (tree.kind(callee) !== 'attribute' || tree.identifier(tree.child(callee, 'attribute')) !== 'get') {
      return undefined;
    }
    const [key = NONE, fallback = NONE] = positionalArguments(tree, call);
    return key === NONE ? undefined : { owner: tree.child(callee, 'object'), key, fallback };
  }
}
