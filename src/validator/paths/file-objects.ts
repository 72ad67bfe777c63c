import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Known } from './mentions.js';
import type { Origins } from './origins.js';
import { sureNames } from './sure-names.js';

/** What is in memory, or was judged where it was made. */
const MAKERS: ReadonlySet<string> = new Set(['io.StringIO', 'io.BytesIO', 'pandas.ExcelWriter']);
const MOST_STEPS = 4;

/** Tells what may stand where a path may, and is none: buffers, and writers whose own path was judged. */
export class FileObjects {
  readonly #known: Known;
  readonly #origins: Origins;

  constructor(known: Known, origins: Origins) {
    this.#known = known;
    this.#origins = origins;
  }

  isOne(node: Node, steps = 0): boolean {
    const { tree } = this.#known;
    const inner = tree.unwrap(node);
    if (inner === NONE || steps > MOST_STEPS) return false;
    if (tree.kind(inner) !== 'call') return this.#isAmong(this.#given(inner), steps);
    const makers = sureNames(this.#known, tree.child(inner, 'function'));
    return makers.length > 0 && makers.every((name) => MAKERS.has(name));
  }

  #isAmong(values: readonly Node[] | undefined, steps: number): boolean {
    return values?.every((value) => this.isOne(value, steps + 1)) === true;
  }

  // `with pd.ExcelWriter('/output/r.xlsx') as writer:` gives the writer itself.
  #given(node: Node): readonly Node[] | undefined {
    const { tree, names } = this.#known;
    const bindings = tree.kind(node) === 'identifier' ? (names.bindingsOf(node) ?? []) : [];
    const contexts = bindings.flatMap(({ target, meaning }) =>
      meaning.kind === 'context' && tree.kind(tree.parent(target)) === 'as_pattern_target' ? [meaning.node] : [],
    );
    return contexts.length > 0 && contexts.length === bindings.length ? contexts : this.#origins.of(node);
  }
}
