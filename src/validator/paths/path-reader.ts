import { NONE, type Node } from '../tree/syntax-tree.js';
import { changesLibraries } from './changed-libraries.js';
import { Expressions } from './expressions.js';
import { type KnownPath, NOWHERE } from './known-path.js';
import { type Harvested, Mentions } from './mentions.js';
import { type Known, MOST_PATHS, type Paths, type Reading, UNKNOWN } from './reading.js';

// Theory of operation.
//
// The question is always which paths an expression may stand for, and the answer a set of them: each as far as it is
// known, with `NOWHERE` for every path there is. Whoever asks forgives only where every path of the set is given to the
// run. So a set may be too large, which accuses, and never too small; whatever is not listed here is `UNKNOWN`.
//
// 1. An expression takes its set from those of its parts: texts, `+`, `/`, f-strings, and what path-functions.ts lists.
//    The same sets say of what is no path what it is (`KnownPath.thing`), so that `self.out` and `args.out` are read as
//    all else is: by what stands before the dot.
// 2. A name takes all that it is bound to, wherever that is, and a parameter what it is handed (origins.ts);
//    an attribute what attributes of that name are given, of an object of the source's own (attribute-values.ts); an
//    option its default (options.ts). Things are told apart by their names alone.
// 3. That is only the truth where nobody else has a hand in it. Of lists and tables `constants/changed-names.ts` says
//    whether they stay what they are. Of classes class-uses.ts says whether all that is done with them is seen, of all
//    or of none, and with their objects as far as its list goes of the methods that libraries call. Of libraries
//    changed-libraries.ts says whether they do what they did. A function that is mentioned without a call may be called
//    with anything.
// 4. Circles (`path = Path(path)`) are worked out in rounds. In the first, an expression that is met within itself
//    adds nothing; in each further one it is what it came to in the last. When a round changes nothing, its sets fit
//    together, and hold whatever a run can bring about. What has not come to rest after a few rounds is unknown.
// 5. Every question has a budget of steps, and all of them together have one. Past it everything is unknown.

/** Steps that one round may cost: what costs more is not known. */
const MOST_STEPS = 400;
/** The same of all questions together. */
const MOST_STEPS_OF_ALL = 100_000;
const MOST_DEPTH = 40;
const MOST_ROUNDS = 6;

const NO_ANSWERS: ReadonlyMap<string, Paths> = new Map();

/** Reads the paths that expressions stand for: texts, `Path('/output') / name`, parameters, attributes and listings. */
export class PathReader implements Reading {
  readonly #harvested: Harvested;
  #everything: Known | undefined;
  #made: Expressions | undefined;
  /** What each question within a question came to in this round, and in the last. */
  #answers = new Map<string, Paths>();
  #assumed = NO_ANSWERS;
  readonly #open = new Set<string>();
  /** What was met within itself in this round. */
  readonly #met = new Set<string>();
  #isDoubted = false;
  #isMisled: boolean | undefined;
  #steps = 0;
  #allSteps = 0;

  constructor(harvested: Harvested) {
    this.#harvested = harvested;
  }

  // Most sources never ask for this, and still fewer for the next.
  get #known(): Known {
    this.#everything ??= { ...this.#harvested, mentions: new Mentions(this.#harvested) };
    return this.#everything;
  }

  get #expressions(): Expressions {
    this.#made ??= new Expressions(this.#known, this);
    return this.#made;
  }

  /** The paths among which an expression takes its own: at least one, `NOWHERE` where it is not known. */
  read(node: Node): Paths {
    return this.#settled(() => this.pathsOf(node));
  }

  /** The same of each that a loop takes from an expression. */
  readEach(node: Node): Paths {
    return this.#settled(() => this.elementsOf(node, []));
  }

  /** An expression itself, or the one that a name stands for which is said nowhere else; otherwise `NONE`. */
  writtenFor(node: Node): Node {
    const { tree, names, mentions } = this.#known;
    const inner = tree.unwrap(node);
    if (tree.kind(inner) !== 'identifier') return inner;
    const isAlone = mentions.ofName(tree.identifier(inner)).length === 1;
    return isAlone ? tree.unwrap(names.soleValue(inner)) : NONE;
  }

  #settled(question: () => Paths): Paths {
    this.#isMisled ??= changesLibraries(this.#known);
    this.#assumed = new Map();
    for (let round = 0; round < MOST_ROUNDS && !this.#isMisled; round++) {
      this.#answers = new Map();
      this.#met.clear();
      this.#steps = 0;
      this.#isDoubted = false;
      const paths = question();
      const hasChanged = [...this.#met].some((key) => !isSame(this.#answers.get(key), this.#assumed.get(key)));
      if (!hasChanged) return paths.length === 0 || this.#isDoubted ? UNKNOWN : paths;
      this.#assumed = this.#answers;
    }
    return UNKNOWN;
  }

  pathsOf(node: Node): Paths {
    const inner = this.#known.tree.unwrap(node);
    return inner === NONE ? UNKNOWN : this.#answered(`${inner}`, () => this.#expressions.pathsOf(inner));
  }

  elementsOf(node: Node, way: readonly number[]): Paths {
    const inner = this.#known.tree.unwrap(node);
    return inner === NONE
      ? UNKNOWN
      : this.#answered(`${inner} ${way.join()}`, () => this.#expressions.elementsOf(inner, way));
  }

  #answered(key: string, make: () => Paths): Paths {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) {
      this.#met.add(key);
      return this.#assumed.get(key) ?? [];
    }
    this.#steps += 1;
    this.#allSteps += 1;
    const isSpent = this.#steps > MOST_STEPS || this.#allSteps > MOST_STEPS_OF_ALL || this.#open.size > MOST_DEPTH;
    if (isSpent) return UNKNOWN;
    this.#open.add(key);
    const paths = withoutRepetition(make());
    this.#open.delete(key);
    this.#answers.set(key, paths);
    return paths;
  }

  doubt(): void {
    this.#isDoubted = true;
  }

  any(nodes: readonly Node[] | undefined): Paths {
    return nodes?.flatMap((node) => this.pathsOf(node)) ?? UNKNOWN;
  }
}

/** Each path once; one of which nothing is known stands for all of them. */
function withoutRepetition(paths: Paths): Paths {
  const distinct = new Map(paths.map((path) => [keyOf(path), path]));
  return distinct.size > MOST_PATHS || distinct.has(keyOf(NOWHERE)) ? UNKNOWN : [...distinct.values()];
}

function isSame(paths: Paths = [], others: Paths = []): boolean {
  const keys = new Set(others.map(keyOf));
  return keys.size === paths.length && paths.every((path) => keys.has(keyOf(path)));
}

function keyOf({ text, rest, thing }: KnownPath): string {
  return `${rest} ${thing} ${text}`;
}
