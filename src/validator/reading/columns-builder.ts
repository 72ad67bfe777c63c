import type { Node, TreeColumns } from '../tree/syntax-tree.js';

const FIRST_CAPACITY = 4096;

/** Grows the flat arrays of a tree, one node at a time, parents before children. */
export class ColumnsBuilder {
  size = 0;
  private kinds = new Uint16Array(FIRST_CAPACITY);
  private fields = new Uint8Array(FIRST_CAPACITY);
  private starts = new Uint32Array(FIRST_CAPACITY);
  private ends = new Uint32Array(FIRST_CAPACITY);
  private parents = new Int32Array(FIRST_CAPACITY);
  private afters = new Uint32Array(FIRST_CAPACITY);

  add(kind: number, field: number, start: number, end: number, parent: Node): Node {
    const node = this.size;
    if (node === this.kinds.length) this.grow();
    this.kinds[node] = kind;
    this.fields[node] = field;
    this.starts[node] = start;
    this.ends[node] = end;
    this.parents[node] = parent;
    this.afters[node] = node + 1;
    this.size += 1;
    return node;
  }

  /** Says that every node below this one has been added. */
  close(node: Node): void {
    this.afters[node] = this.size;
  }

  parentOf(node: Node): Node {
    return this.parents[node] ?? -1;
  }

  finish(kindNames: readonly string[], fieldNames: readonly string[]): TreeColumns {
    if (this.size > 0) this.close(0);
    const { size, kinds, fields, starts, ends, parents, afters } = this;
    return { size, kinds, fields, starts, ends, parents, afters, kindNames, fieldNames };
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    this.kinds = copyInto(new Uint16Array(capacity), this.kinds);
    this.fields = copyInto(new Uint8Array(capacity), this.fields);
    this.starts = copyInto(new Uint32Array(capacity), this.starts);
    this.ends = copyInto(new Uint32Array(capacity), this.ends);
    this.parents = copyInto(new Int32Array(capacity), this.parents);
    this.afters = copyInto(new Uint32Array(capacity), this.afters);
  }
}

function copyInto<Column extends { set(from: Column): void }>(larger: Column, smaller: Column): Column {
  larger.set(smaller);
  return larger;
}
