import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

/** What the values of expressions are worked out by, and can be dropped by. */
export interface Values {
  forget(node: Node): void;
  isKnown(node: Node): boolean;
}

/** Past these an expression is no part of another. */
const ENDS: ReadonlySet<string> = new Set(['block', 'module']);

/**
 * What is to be done with the values of expressions, each at its node, and done again once something that they hang on
 * has come to stand for more.
 */
export class Agenda {
  private readonly tree: SyntaxTree;
  private readonly values: Values;
  private readonly tasks = new Map<Node, (() => void)[]>();
  private readonly isDue: Uint8Array;
  private due: Node[] = [];
  private changed: Node[] = [];

  constructor(tree: SyntaxTree, values: Values) {
    this.tree = tree;
    this.values = values;
    this.isDue = new Uint8Array(tree.size);
  }

  /** Tasks must be added in the order in which they are to be done first. */
  add(node: Node, task: () => void): void {
    if (node === NONE) return;
    const tasks = this.tasks.get(node);
    if (tasks === undefined) this.tasks.set(node, [task]);
    else tasks.push(task);
  }

  /** Says that an expression is to be worked out anew. */
  stale(expression: Node): void {
    this.changed.push(expression);
  }

  /**
   * Does everything once, and whatever that makes due, until nothing is.
   * @param begin called before the tasks of each node
   */
  doAll(begin: (node: Node) => void): void {
    for (const node of this.tasks.keys()) this.do(node, begin);
    for (this.collectDue(); this.due.length > 0; this.collectDue()) {
      const { due } = this;
      this.due = [];
      for (const node of due) this.do(node, begin);
    }
  }

  private do(node: Node, begin: (node: Node) => void): void {
    this.isDue[node] = 0;
    begin(node);
    for (const task of this.tasks.get(node) ?? []) task();
  }

  // Only between tasks: what is being worked out would be remembered as it was.
  private collectDue(): void {
    const { changed } = this;
    this.changed = [];
    for (const expression of changed) this.drop(expression);
  }

  /** Drops what is known of an expression, and with it of all that it is a part of. */
  private drop(expression: Node): void {
    for (let node = expression; node !== NONE && !ENDS.has(this.tree.kind(node)); node = this.tree.parent(node)) {
      // What is due, and was not worked out since, was climbed from before.
      if (this.isDue[node] === 1 && !this.values.isKnown(node)) return;
      this.values.forget(node);
      if (this.isDue[node] === 0 && this.tasks.has(node)) {
        this.isDue[node] = 1;
        this.due.push(node);
      }
    }
  }
}
