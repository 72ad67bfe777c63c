import { READING } from '../../config/limits.js';
import { NONE, type Node, type TreeColumns } from '../tree/syntax-tree.js';
import { type Grammar, NOT_KEPT } from './grammar.js';
import { type ReadingTables, readingTables } from './reading-tables.js';
import { tooDeep, tooLarge } from './tree-limits.js';
import { FIELD_BITS, FIELD_MASK, type LanguageTables } from './wasm-language.js';

/*
 * How a tree lies in the memory of the parser (tree-sitter 0.26, lib/src/subtree.h; pointers have 32 bits). A subtree is
 * 8 bytes. Where its lowest bit is set it is a small leaf, all of it; else its first word points to a longer record, and
 * its children, 8 bytes each, lie right before that record. Every subtree is preceded by padding; the padding of a parent
 * is that of its first child. Sizes are in bytes of UTF-16. Some subtrees are not shown: their children stand in for
 * them, and a field that one fills is filled by each child that fills none itself.
 */
const SUBTREE_WORDS = 2;
/** Of an extra, which is no part of its parent's production: neither field nor alias. */
const NOTHING_SAID = 0;
const IS_SMALL = 1;
const IS_VISIBLE = 2;
const IS_EXTRA = 8;

/** Words of the longer record. */
const RECORD = {
  padding: 1,
  size: 4,
  childCount: 9,
  symbol: 10,
  flags: 11,
  visibleDescendants: 14,
  production: 16,
} as const;
const IS_RECORD_VISIBLE = 1;
const IS_RECORD_EXTRA = 4;

const BYTES_PER_UNIT = 2;
/** Of the columns, one node. */
const NODE_BYTES = 19;
const FRAME_WORDS = 9;
const FIRST_FRAMES = 64;
/** Far more than subtrees, shown and not, nest where no more than `READING.treeDepth` of them are shown. */
const MOST_FRAMES = 64 * READING.treeDepth;

/** Reads trees straight from the memory of the parser, which is several times faster than its cursor. */
export class WasmTreeReader {
  private readonly memory: WebAssembly.Memory;
  private readonly tables: ReadingTables;
  private words = new Uint32Array();
  /** Kept from one reading to the next. */
  private readonly frames: Frames = { words: new Int32Array(FIRST_FRAMES * FRAME_WORDS) };

  constructor(memory: WebAssembly.Memory, tables: LanguageTables, grammar: Grammar) {
    this.memory = memory;
    this.tables = readingTables(tables, grammar);
  }

  /**
   * @param address of the tree's `struct TSTree`, which begins with its root
   * @throws SourceRefusal where the tree is larger or deeper than allowed
   */
  read(address: number, text: string): TreeColumns {
    // Memory that has grown is another buffer.
    if (this.words.buffer !== this.memory.buffer) this.words = new Uint32Array(this.memory.buffer);
    return new Reading(this.words, this.tables, this.frames, text, address).read();
  }
}

/** Room for what is saved of the subtrees around. */
interface Frames {
  words: Int32Array;
}

/** The flat arrays in one piece of memory, which is five allocations less per tree. */
function columnsFor(capacity: number) {
  const memory = new ArrayBuffer(capacity * NODE_BYTES);
  const at = (column: number) => column * capacity * Uint32Array.BYTES_PER_ELEMENT;
  return {
    starts: new Uint32Array(memory, at(0), capacity),
    ends: new Uint32Array(memory, at(1), capacity),
    afters: new Uint32Array(memory, at(2), capacity),
    parents: new Int32Array(memory, at(3), capacity),
    kinds: new Uint16Array(memory, at(4), capacity),
    fields: new Uint8Array(memory, at(4) + capacity * Uint16Array.BYTES_PER_ELEMENT, capacity),
  };
}

/** One reading of one tree: an iterative walk over its subtrees, those that are not shown included. */
class Reading {
  private readonly words: Uint32Array;
  private readonly tables: ReadingTables;
  /** What the children of productions are, and of how many each production says it. */
  private readonly children: Uint32Array;
  private readonly childrenOfProduction: number;
  private readonly text: string;
  private readonly columns: ReturnType<typeof columnsFor>;
  private size = 0;
  /** The next child of the subtree that is being read, and the end of its children, as indices of words. */
  private at: number;
  private end: number;
  /** Bytes of source before the next child and its padding. */
  private before = 0;
  /** The next child's place in the table of productions, and the last of its production. */
  private place = 0;
  private lastPlace = 0;
  /** The field of a subtree that is not shown, which its children fill. */
  private field = 0;
  /** The innermost kept node around, and the node that ends with these children: the same, or none. */
  private parent: Node = NONE;
  private open: Node = NONE;
  /** How many nodes are shown around. */
  private level = 0;
  private readonly kept: Frames;
  private frames: Int32Array;
  private frame = 0;

  constructor(words: Uint32Array, tables: ReadingTables, frames: Frames, text: string, tree: number) {
    this.words = words;
    this.tables = tables;
    this.kept = frames;
    this.frames = frames.words;
    this.children = tables.children;
    this.childrenOfProduction = tables.childrenOfProduction;
    this.text = text;
    this.at = tree >> 2;
    this.end = this.at + 2;
    const root = (this.words[this.at] ?? 0) >>> 2;
    const shown = 1 + (this.words[root + RECORD.visibleDescendants] ?? 0);
    this.columns = columnsFor(Math.min(shown, READING.treeNodes + 1));
  }

  read(): TreeColumns {
    do {
      while (this.at < this.end) {
        const word = this.words[this.at] ?? 0;
        const sizes = this.words[this.at + 1] ?? 0;
        this.at += SUBTREE_WORDS;
        if ((word & IS_SMALL) !== 0) this.readLeaf(word, sizes);
        else this.readRecord(word >>> 2);
      }
    } while (this.leave());
    const { kindNames, fieldNames } = this.tables;
    return { size: this.size, ...this.columns, kindNames, fieldNames };
  }

  private readLeaf(word: number, sizes: number): void {
    const child = (word & IS_EXTRA) === 0 ? this.nextChild() : NOTHING_SAID;
    const start = this.before + ((sizes >>> 16) & 0xff);
    this.before = start + (sizes >>> 24);
    const alias = child >>> FIELD_BITS;
    if ((word & IS_VISIBLE) === 0 && alias === 0) return;
    this.show(alias === 0 ? (word >>> 8) & 0xff : alias, child & FIELD_MASK, start, this.before);
  }

  private readRecord(record: number): void {
    const flags = this.words[record + RECORD.flags] ?? 0;
    const child = (flags & IS_RECORD_EXTRA) === 0 ? this.nextChild() : NOTHING_SAID;
    const before = this.before;
    const start = before + (this.words[record + RECORD.padding] ?? 0);
    this.before = start + (this.words[record + RECORD.size] ?? 0);
    const alias = child >>> FIELD_BITS;
    const field = child & FIELD_MASK;
    const isShown = (flags & IS_RECORD_VISIBLE) !== 0 || alias !== 0;
    let node = NONE;
    if (isShown) {
      const symbol = alias === 0 ? (this.words[record + RECORD.symbol] ?? 0) & 0xffff : alias;
      node = this.show(symbol, field, start, this.before);
    }
    const children = this.words[record + RECORD.childCount] ?? 0;
    if (children === 0) return;
    this.save();
    this.open = node;
    this.before = before;
    this.field = isShown ? 0 : field;
    if (isShown) this.level += 1;
    if (node !== NONE) this.parent = node;
    this.enter(record, children);
  }

  private enter(record: number, children: number): void {
    this.at = record - children * SUBTREE_WORDS;
    this.end = record;
    this.place = ((this.words[record + RECORD.production] ?? 0) >>> 16) * this.childrenOfProduction;
    this.lastPlace = this.place + this.childrenOfProduction - 1;
  }

  /** What the production says of its next child, whose field may be that of a parent which is not shown. */
  private nextChild(): number {
    const child = this.children[this.place] ?? 0;
    if (this.place < this.lastPlace) this.place += 1;
    return (child & FIELD_MASK) === 0 ? child | this.field : child;
  }

  /** Adds a node that is shown, where it is one to keep. */
  private show(symbol: number, field: number, start: number, end: number): Node {
    if (this.level > READING.treeDepth) throw tooDeep(this.text, start / BYTES_PER_UNIT);
    const { keptKinds, operatorKinds, isOperator } = this.tables;
    const kind = (isOperator[field] === 1 ? operatorKinds[symbol] : keptKinds[symbol]) ?? NOT_KEPT;
    if (kind === NOT_KEPT) return NONE;
    const node = this.size++;
    if (node >= READING.treeNodes) throw tooLarge();
    const { columns } = this;
    columns.kinds[node] = kind;
    columns.fields[node] = field;
    columns.starts[node] = start / BYTES_PER_UNIT;
    columns.ends[node] = end / BYTES_PER_UNIT;
    columns.parents[node] = this.parent;
    columns.afters[node] = node + 1;
    return node;
  }

  private save(): void {
    if (this.frame === this.frames.length) {
      if (this.frame > MOST_FRAMES * FRAME_WORDS) throw tooDeep(this.text, this.before / BYTES_PER_UNIT);
      const larger = new Int32Array(2 * this.frames.length);
      larger.set(this.frames);
      this.frames = larger;
      this.kept.words = larger;
    }
    const { frames, frame } = this;
    frames[frame] = this.at;
    frames[frame + 1] = this.end;
    frames[frame + 2] = this.before;
    frames[frame + 3] = this.place;
    frames[frame + 4] = this.lastPlace;
    frames[frame + 5] = this.field;
    frames[frame + 6] = this.parent;
    frames[frame + 7] = this.open;
    frames[frame + 8] = this.level;
    this.frame = frame + FRAME_WORDS;
  }

  /** Goes on after the subtree whose children have all been read; false after the root. */
  private leave(): boolean {
    if (this.open !== NONE) this.columns.afters[this.open] = this.size;
    if (this.frame === 0) return false;
    this.frame -= FRAME_WORDS;
    const { frames, frame } = this;
    this.at = frames[frame] ?? 0;
    this.end = frames[frame + 1] ?? 0;
    this.before = frames[frame + 2] ?? 0;
    this.place = frames[frame + 3] ?? 0;
    this.lastPlace = frames[frame + 4] ?? 0;
    this.field = frames[frame + 5] ?? 0;
    this.parent = frames[frame + 6] ?? NONE;
    this.open = frames[frame + 7] ?? NONE;
    this.level = frames[frame + 8] ?? 0;
    return true;
  }
}
