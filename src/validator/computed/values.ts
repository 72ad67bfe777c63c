import { NONE, type Node } from '../tree/syntax-tree.js';
import type { ComputedPlaces, Walked } from './places.js';
import { boundReads, DEEPEST, MANY, placesReached, type Reached, WITHIN } from './ways.js';

/**
 * What was read by a name that nobody can read, wherever it gets to: how many entries were read of it since by such
 * names, up to `MANY`. A level only ever rises and there are few, so that each place is visited a few times at most.
 */
export class ComputedValues {
  readonly #facts: Walked;
  readonly #places: ComputedPlaces;
  readonly #levels = new Map<Node, number>();
  readonly #raised = new Map<readonly Node[], number>();
  readonly #open: Node[] = [];

  /**
   * @param results where an attribute was read
   * @param getters what reads one as soon as it is called
   */
  constructor(facts: Walked, places: ComputedPlaces, results: readonly Node[], getters: readonly Node[]) {
    this.#facts = facts;
    this.#places = places;
    this.#raise({ nodes: results, level: 0 });
    this.#raise({ nodes: getters, level: -WITHIN });
    for (let node = this.#open.pop(); node !== undefined; node = this.#open.pop()) {
      const level = this.#levels.get(node) ?? 0;
      for (const reached of boundReads(this.#places, node, level)) this.#raise(reached);
      for (const reached of placesReached(this.#facts, this.#places, node, level)) this.#raise(reached);
    }
  }

  /** How many entries were read by computed names since a reflection; undefined where there was none. */
  entriesSince(node: Node): number | undefined {
    const level = this.#levels.get(this.#facts.tree.unwrap(node));
    return level === undefined || level < 0 ? undefined : level;
  }

  /** Whether it holds what was read, or is what reads it as soon as it is called. */
  isHolder(node: Node): boolean {
    return (this.#levels.get(this.#facts.tree.unwrap(node)) ?? 0) < 0;
  }

  #raise({ nodes, level }: Reached): void {
    const within = Math.max(-DEEPEST, Math.min(MANY, level));
    // What is read at many places is bound at many.
    if ((this.#raised.get(nodes) ?? Number.NEGATIVE_INFINITY) >= within) return;
    this.#raised.set(nodes, within);
    for (const node of nodes) {
      const known = this.#levels.get(node);
      if (node === NONE || (known !== undefined && known >= within)) continue;
      this.#levels.set(node, within);
      this.#open.push(node);
    }
  }
}
