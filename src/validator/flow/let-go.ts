import type { Node } from '../tree/syntax-tree.js';
import { definitionsAmong, mayBeAnyOwn } from './own-values.js';
import { Place } from './places.js';

/** The functions of the source that others may keep under a name that the source does not write out. */
export class LetGo extends Place {
  private readonly functions = new Set<Node>();
  private isAny = false;

  /** All of them; undefined where it may be any. */
  get definitions(): ReadonlySet<Node> | undefined {
    return this.isAny ? undefined : this.functions;
  }

  /** Adds those among some values, and says whether that was news. */
  addAmong(values: readonly string[]): boolean {
    if (this.isAny || values.length === 0) return false;
    const before = this.functions.size;
    for (const definition of definitionsAmong(values)) this.functions.add(definition);
    this.isAny = mayBeAnyOwn(values);
    return this.isAny || this.functions.size > before;
  }
}
