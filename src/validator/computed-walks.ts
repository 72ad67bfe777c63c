import { callOf } from './calls.js';
import type { Facts } from './facts.js';
import { isComputedEntry } from './literal-attributes.js';
import { NONE, type Node } from './tree.js';

/** More entries than one are a walk, however many they are. */
const MANY = 2;
/** Expressions that one answer may rest on, and how often they are gone through. */
const MOST_GROUNDS = 200;
const MOST_ROUNDS = 16;
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

/** How many entries were read by computed names since a reflection, up to `MANY`; undefined where there was none. */
type Entries = number | undefined;

/** Finds back to a reflection from what was read of its result. */
class Origins {
  readonly #facts: Walked;
  readonly #steps: ReadonlySet<Node>;
  readonly #known = new Map<Node, Entries>();

  constructor(facts: Walked, steps: ReadonlySet<Node>) {
    this.#facts = facts;
    this.#steps = steps;
  }

  // `x = x[key]` says more of `x` with every look at it: rounds until nothing changes, and only then an answer is kept.
  entriesSince(node: Node): Entries {
    const inner = this.#facts.tree.unwrap(node);
    if (this.#known.has(inner)) return this.#known.get(inner);
    let assumed: ReadonlyMap<Node, Entries> = new Map();
    for (let count = 0; count < MOST_ROUNDS; count++) {
      const found = new Map<Node, Entries>();
      const entries = this.#entries(inner, found, assumed);
      if ([...found].every(([ground, value]) => assumed.has(ground) && assumed.get(ground) === value)) {
        this.#keep(inner, found);
        return entries;
      }
      assumed = found;
    }
    return assumed.get(inner);
  }

  // Where something was left out, only what was asked for was gone through from its own end.
  #keep(asked: Node, found: ReadonlyMap<Node, Entries>): void {
    const isWhole = found.size <= MOST_GROUNDS;
    for (const [ground, value] of found) if (isWhole || ground === asked) this.#known.set(ground, value);
  }

  #entries(node: Node, found: Map<Node, Entries>, assumed: ReadonlyMap<Node, Entries>): Entries {
    const inner = this.#facts.tree.unwrap(node);
    if (this.#steps.has(inner)) return 0;
    if (inner === NONE || this.#known.has(inner)) return this.#known.get(inner);
    if (found.has(inner)) return found.get(inner);
    if (found.size > MOST_GROUNDS) return undefined;
    found.set(inner, assumed.get(inner));
    const entries = this.#worked(inner, (part) => this.#entries(part, found, assumed));
    found.set(inner, entries);
    return entries;
  }

  #worked(node: Node, entriesOf: (part: Node) => Entries): Entries {
    const { tree, names } = this.#facts;
    switch (tree.kind(node)) {
      case 'subscript': {
        const before = entriesOf(tree.child(node, 'value'));
        if (before === undefined) return undefined;
        return Math.min(MANY, before + (isComputedEntry(tree, names, node) ? 1 : 0));
      }
      case 'identifier': {
        const bindings = (names.bindingsOf(node) ?? []).slice(0, MOST_BINDINGS);
        const found = bindings.map(({ meaning }) =>
          meaning.kind === 'expression' ? entriesOf(meaning.node) : undefined,
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
