import { callOf } from './calls.js';
import type { Facts } from './facts.js';
import { isComputedEntry } from './literal-attributes.js';
import { NONE, type Node } from './tree.js';

const MOST_LINKS = 64;
const MOST_BINDINGS = 16;
const READERS: ReadonlySet<string> = new Set(['builtins.getattr', '__getattribute__', 'operator.attrgetter']);

type Walked = Pick<Facts, 'tree' | 'names' | 'reflections' | 'reads'>;

/**
 * Where what was read by a name that nobody can read is read on from by another: an attribute of it or of its entry, or
 * an entry of its entry. To call what an honest `getattr(talib, name)` gives, or to read one entry, is no such walk.
 */
export function computedWalks(facts: Walked): Node[] {
  const { tree, reflections, reads } = facts;
  const steps = reflections.filter((call) => call.attribute === undefined && READERS.has(call.function));
  if (steps.length === 0) return [];
  const origins = new Origins(facts, new Set(steps.map(({ node }) => node)));
  const continued = steps.filter(({ owner }) => owner !== NONE && origins.entriesSince(owner) !== undefined);
  const entries = reads.filter((node) => tree.kind(node) === 'subscript' && isWalkOfEntries(facts, origins, node));
  return [...continued.map(({ node }) => node), ...entries];
}

// `x[a][b]`, and `x[a]()`.
function isWalkOfEntries({ tree }: Walked, origins: Origins, subscript: Node): boolean {
  const entries = origins.entriesSince(subscript) ?? 0;
  return entries > 1 || (entries === 1 && callOf(tree, subscript) !== NONE);
}

/** Finds back to a reflection from what was read of its result. */
class Origins {
  readonly #facts: Walked;
  readonly #steps: ReadonlySet<Node>;
  readonly #known = new Map<Node, number | undefined>();

  constructor(facts: Walked, steps: ReadonlySet<Node>) {
    this.#facts = facts;
    this.#steps = steps;
  }

  /** How many entries were read by computed names since the reflection; undefined where there was none. */
  entriesSince(node: Node, links = 0): number | undefined {
    const inner = this.#facts.tree.unwrap(node);
    if (this.#steps.has(inner)) return 0;
    if (inner === NONE || links > MOST_LINKS) return undefined;
    if (this.#known.has(inner)) return this.#known.get(inner);
    // What is made of itself adds nothing to what else it is made of.
    this.#known.set(inner, undefined);
    const entries = this.#found(inner, links + 1);
    this.#known.set(inner, entries);
    return entries;
  }

  #found(node: Node, links: number): number | undefined {
    const { tree, names } = this.#facts;
    switch (tree.kind(node)) {
      case 'subscript': {
        const before = this.entriesSince(tree.child(node, 'value'), links);
        return before === undefined ? undefined : before + (isComputedEntry(tree, names, node) ? 1 : 0);
      }
      case 'identifier': {
        const bindings = (names.bindingsOf(node) ?? []).slice(0, MOST_BINDINGS);
        const found = bindings.map(({ meaning }) =>
          meaning.kind === 'expression' ? this.entriesSince(meaning.node, links) : undefined,
        );
        return found.reduce(
          (most, entries) => (entries === undefined ? most : Math.max(most ?? 0, entries)),
          undefined,
        );
      }
      default:
        return undefined;
    }
  }
}
