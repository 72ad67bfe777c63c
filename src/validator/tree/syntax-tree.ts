import type { Deadline } from '../deadline.js';
import { type KindSet, kindSet } from './kinds.js';
import { LineIndex } from './lines.js';

/** A node of a `SyntaxTree`: its place in a walk from the root, parents before children. */
export type Node = number;

/** Where there is no such node. */
export const NONE = -1;

/** The flat arrays that a parser fills: one entry per node, parents before children. */
export interface TreeColumns {
  readonly size: number;
  /** Index into `kindNames`, which begin with `KINDS`. */
  readonly kinds: Uint16Array;
  /** Index into `fieldNames`; 0 for none. */
  readonly fields: Uint8Array;
  /** Offsets into the text, in UTF-16 units; `ends` are exclusive. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly parents: Int32Array;
  /** The first node that is not below this one. */
  readonly afters: Uint32Array;
  readonly kindNames: readonly string[];
  readonly fieldNames: readonly string[];
}

/** How often a kind is asked for between two looks at the clock: some milliseconds. */
const LOOKS_PER_CLOCK = 50_000;

/** A concrete syntax tree without its tokens, independent of the parser that made it. */
export class SyntaxTree {
  readonly text: string;
  readonly size: number;
  private readonly kinds: Uint16Array;
  private readonly kindNames: readonly string[];
  private readonly fields: Uint8Array;
  private readonly fieldNames: readonly string[];
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  private readonly parents: Int32Array;
  private readonly afters: Uint32Array;
  /** Identifiers that were asked for: the same string each time, so that tables find it by its known hash. */
  private readonly identifiers: (string | undefined)[];
  private readonly isAscii: boolean;
  /** Until when everything has to be asked of the tree. */
  readonly deadline: Deadline;
  private looksLeft = LOOKS_PER_CLOCK;
  #lines: LineIndex | undefined;

  constructor(text: string, columns: TreeColumns, deadline: Deadline) {
    this.text = text;
    this.size = columns.size;
    this.kinds = columns.kinds;
    this.kindNames = columns.kindNames;
    this.fields = columns.fields;
    this.fieldNames = columns.fieldNames;
    this.starts = columns.starts;
    this.ends = columns.ends;
    this.parents = columns.parents;
    this.afters = columns.afters;
    this.identifiers = new Array<string | undefined>(columns.size);
    this.isAscii = Buffer.byteLength(text) === text.length;
    this.deadline = deadline;
  }

  /** Where the lines of the text begin. */
  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }

  /** @throws SourceRefusal where the tree has been asked for longer than one source may take */
  kind(node: Node): string {
    this.looksLeft -= 1;
    if (this.looksLeft === 0) this.refuseIfLate();
    return this.kindNames[this.kinds[node] ?? 0] ?? '';
  }

  // All that is worked out of a source looks at its tree, so here is where a source that is made to be slow is noticed.
  private refuseIfLate(): void {
    this.looksLeft = LOOKS_PER_CLOCK;
    this.deadline.refuseIfOver();
  }

  /** The number of a node's kind, for tables made with `byKind`. */
  kindNumber(node: Node): number {
    return this.kinds[node] ?? 0;
  }

  isOneOf(node: Node, kinds: KindSet): boolean {
    return kinds[this.kinds[node] ?? 0] === 1;
  }

  /** The name of the field that a node fills in its parent; empty for none. */
  field(node: Node): string {
    return this.fieldNames[this.fields[node] ?? 0] ?? '';
  }

  start(node: Node): number {
    return this.starts[node] ?? 0;
  }

  end(node: Node): number {
    return this.ends[node] ?? 0;
  }

  parent(node: Node): Node {
    return this.parents[node] ?? NONE;
  }

  after(node: Node): Node {
    return this.afters[node] ?? 0;
  }

  textOf(node: Node): string {
    return this.text.slice(this.start(node), this.end(node));
  }

  /**
   * An identifier as CPython compares it: NFKC, so that `ｅｖａｌ` is `eval`, and with the name of its class, so that `__key`
   * in `class Vault` is `_Vault__key`.
   */
  identifier(node: Node): string {
    const known = this.identifiers[node];
    if (known !== undefined) return known;
    const text = this.textOf(node);
    const normal = this.normal(text);
    const identifier = isPrivate(normal) && !this.isAsWritten(node) ? this.privateName(node, normal) : normal;
    if (node >= 0) this.identifiers[node] = identifier;
    return identifier;
  }

  /** What a name that stands at a node is called from elsewhere: with the name of the class around it, if it is private. */
  privateName(node: Node, name: string): string {
    if (!isPrivate(name)) return name;
    let body = node;
    while (body !== NONE && !(this.field(body) === 'body' && this.isOneOf(this.parent(body), CLASS))) {
      body = this.parent(body);
    }
    if (body === NONE) return name;
    const owner = this.normal(this.textOf(this.child(this.parent(body), 'name'))).replace(/^_+/, '');
    return owner === '' ? name : `_${owner}${name}`;
  }

  private normal(text: string): string {
    return this.isAscii || !NON_ASCII.test(text) ? text : text.normalize('NFKC');
  }

  // Keywords of calls and patterns, and what modules and their names are called, have nothing to do with the class.
  private isAsWritten(identifier: Node): boolean {
    const parent = this.parent(identifier);
    if (this.isOneOf(parent, KEYWORDS)) return this.firstChild(parent) === identifier;
    return this.isOneOf(parent, DOTTED) && this.isOneOf(this.parent(parent), OF_IMPORT);
  }

  children(node: Node): Node[] {
    const found: Node[] = [];
    const after = this.after(node);
    for (let child = node + 1; child < after; child = this.after(child)) found.push(child);
    return found;
  }

  firstChild(node: Node): Node {
    return node + 1 < this.after(node) ? node + 1 : NONE;
  }

  /** The first child that fills a field, or `NONE`. */
  child(node: Node, field: string): Node {
    const after = this.after(node);
    for (let child = node + 1; child < after; child = this.after(child)) {
      if (this.field(child) === field) return child;
    }
    return NONE;
  }

  childrenIn(node: Node, field: string): Node[] {
    const found: Node[] = [];
    const after = this.after(node);
    for (let child = node + 1; child < after; child = this.after(child)) {
      if (this.field(child) === field) found.push(child);
    }
    return found;
  }

  isWithin(node: Node, ancestor: Node): boolean {
    return node >= ancestor && node < this.after(ancestor);
  }

  /** The nearest node above that is of one of these kinds, or `NONE`. */
  ancestor(node: Node, kinds: ReadonlySet<string>): Node {
    let above = this.parent(node);
    while (above !== NONE && !kinds.has(this.kind(above))) above = this.parent(above);
    return above;
  }

  /** The node itself, or what stands alone within its parentheses. */
  unwrap(node: Node): Node {
    let inner = node;
    while (inner !== NONE && this.isOneOf(inner, WRAPPERS)) inner = this.firstChild(inner);
    return inner;
  }

  /** The node itself, or the outermost parentheses or splat around it. */
  wrapped(node: Node): Node {
    let outer = node;
    while (this.isOneOf(this.parent(outer), WRAPPERS)) outer = this.parent(outer);
    return outer;
  }
}

const NON_ASCII = /[^\0-\x7f]/;
const CLASS = kindSet(['class_definition']);
const KEYWORDS = kindSet(['keyword_argument', 'keyword_pattern']);
const DOTTED = kindSet(['dotted_name']);
const OF_IMPORT = kindSet(['import_statement', 'import_from_statement', 'aliased_import', 'relative_import']);
const PRIVATE = /^__.*(?<!__)$/s;

function isPrivate(name: string): boolean {
  return name.startsWith('__') && PRIVATE.test(name);
}

// `[*f()]` reaches us as a call of the splat, `(*f)()`, and `[*a.f()]` as `(*a).f()`.
const WRAPPERS = kindSet(['parenthesized_expression', 'list_splat']);
