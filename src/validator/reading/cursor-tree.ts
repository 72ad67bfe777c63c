import { READING } from '../../config/limits.js';
import { NONE, type Node, type TreeColumns } from '../tree/syntax-tree.js';
import { ColumnsBuilder } from './columns-builder.js';
import { type Grammar, NOT_KEPT } from './grammar.js';
import { tooDeep, tooLarge } from './tree-limits.js';

/** What is used of tree-sitter's own cursor. */
export interface Cursor {
  readonly nodeTypeId: number;
  readonly currentFieldId: number;
  readonly startIndex: number;
  readonly endIndex: number;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

/**
 * Copies a tree into flat arrays in one iterative walk with the parser's own cursor: named nodes, and operators.
 * @throws SourceRefusal where the tree is larger or deeper than allowed
 */
export function readWithCursor(cursor: Cursor, grammar: Grammar, text: string): TreeColumns {
  const copy = new TreeCopy(cursor, grammar);
  do {
    copy.addCurrent();
    if (copy.depth > READING.treeDepth) throw tooDeep(text, cursor.startIndex);
    if (copy.size > READING.treeNodes) throw tooLarge();
  } while (copy.advance());
  return copy.columns();
}

class TreeCopy {
  private readonly builder = new ColumnsBuilder();
  /** The chain of nodes from the root; a token that is not kept stands as NONE. */
  private readonly open: Node[] = [];
  private readonly cursor: Cursor;
  private readonly grammar: Grammar;
  private current: Node = NONE;
  private parent: Node = NONE;

  constructor(cursor: Cursor, grammar: Grammar) {
    this.cursor = cursor;
    this.grammar = grammar;
  }

  get size(): number {
    return this.builder.size;
  }

  get depth(): number {
    return this.open.length;
  }

  addCurrent(): void {
    const field = this.cursor.currentFieldId;
    const kind = this.grammar.keptAs(this.cursor.nodeTypeId, this.grammar.isOperator(field));
    this.current =
      kind === NOT_KEPT
        ? NONE
        : this.builder.add(kind, field, this.cursor.startIndex, this.cursor.endIndex, this.parent);
  }

  /** Moves to the next node, children first; false at the end of the tree. */
  advance(): boolean {
    if (this.cursor.gotoFirstChild()) {
      this.open.push(this.current);
      if (this.current !== NONE) this.parent = this.current;
      return true;
    }
    while (!this.cursor.gotoNextSibling()) {
      if (!this.cursor.gotoParent()) return false;
      const closed = this.open.pop() ?? NONE;
      if (closed === NONE) continue;
      this.builder.close(closed);
      this.parent = this.builder.parentOf(closed);
    }
    return true;
  }

  columns(): TreeColumns {
    return this.builder.finish(this.grammar.kindNames, this.grammar.fieldNames);
  }
}
