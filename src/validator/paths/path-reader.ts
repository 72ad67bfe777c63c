import { NONE, type Node } from '../tree/syntax-tree.js';
import { changesLibraries } from './changed-libraries.js';
import { withoutSignsOf } from './circles.js';
import { FileObjects } from './file-objects.js';
import { concatenated, ENTRY, joined, type KnownPath, NOWHERE, signOf, wholePath } from './known-path.js';
import { Listings } from './listings.js';
import type { Known } from './mentions.js';
import { OptionDefaults } from './option-defaults.js';
import { Origins } from './origins.js';
import { PathCalls } from './path-calls.js';
import { PARTS } from './path-functions.js';
import { asPathlib, asTyped } from './path-parts.js';
import { combined, MOST_PATHS, type Reading, strung, UNKNOWN } from './reading.js';
import { Tables } from './tables.js';
import { interpolated, percentFormatted } from './templates.js';

/** Steps that one question may cost: what costs more is not known. */
const MOST_STEPS = 400;
/** The same of all questions together. */
const MOST_STEPS_OF_ALL = 100_000;
const MOST_DEPTH = 40;

const WHOLE: readonly number[] = [];

/** The expressions that are being read, each with the part of it that is asked for. */
type Open = Map<Node, { readonly way: readonly number[] }>;

/** Reads the paths that expressions stand for: texts, `Path('/output') / name`, parameters, attributes and listings. */
export class PathReader implements Reading {
  readonly known: Known;
  readonly origins: Origins;
  readonly #tables: Tables;
  readonly #listings: Listings;
  readonly #options: OptionDefaults;
  readonly #files: FileObjects;
  readonly #calls: PathCalls;
  #answers = new Map<Node, readonly KnownPath[]>();
  #open: Open = new Map();
  #openLists: Open = new Map();
  #isMisled: boolean | undefined;
  #steps = 0;
  #allSteps = 0;
  /** How often an expression was met within itself. */
  #circles = 0;

  constructor(known: Known) {
    this.known = known;
    this.origins = new Origins(known);
    this.#tables = new Tables(known, this.origins);
    this.#listings = new Listings(this, this.#tables);
    this.#options = new OptionDefaults(known, this.origins);
    this.#files = new FileObjects(known, this.origins);
    this.#calls = new PathCalls(this, this.#tables);
  }

  /** The paths among which an expression takes its own: at least one, `NOWHERE` where it is not known. */
  read(node: Node): readonly KnownPath[] {
    return this.#asked(() => this.pathsOf(node));
  }

  /** Whether an expression is no path, but surely a file in memory or one that was judged where it was opened. */
  isFile(node: Node): boolean {
    this.#isMisled ??= changesLibraries(this.known);
    return !this.#isMisled && this.#files.isOne(node);
  }

  /** The same of each that a loop takes from an expression. */
  readEach(node: Node): readonly KnownPath[] {
    return this.#asked(() => this.elementsOf(node));
  }

  #asked(question: () => readonly KnownPath[]): readonly KnownPath[] {
    this.#answers = new Map();
    this.#open = new Map();
    this.#openLists = new Map();
    this.#steps = 0;
    this.#isMisled ??= changesLibraries(this.known);
    const paths = this.#isMisled ? UNKNOWN : question();
    return paths.length === 0 ? UNKNOWN : paths;
  }

  /** An expression itself, or the one that a name stands for which is said nowhere else; otherwise `NONE`. */
  writtenFor(node: Node): Node {
    const { tree, names } = this.known;
    const inner = tree.unwrap(node);
    if (tree.kind(inner) !== 'identifier') return inner;
    const isAlone = this.origins.mentions.ofName(tree.identifier(inner)).length === 1;
    return isAlone ? tree.unwrap(names.soleValue(inner)) : NONE;
  }

  pathsOf(node: Node): readonly KnownPath[] {
    const inner = this.known.tree.unwrap(node);
    const before = this.#answers.get(inner);
    if (before !== undefined) return before;
    const circles = this.#circles;
    const paths = this.guarded(inner, WHOLE, this.#open, () => this.#madeAt(inner));
    // What was worked out within a circle may be more elsewhere.
    if (circles === this.#circles) this.#answers.set(inner, paths);
    return paths;
  }

  elementsOf(node: Node, way: readonly number[] = WHOLE): readonly KnownPath[] {
    return this.guarded(node, way, this.#openLists, () => this.#listings.elementsOf(node, way));
  }

  private guarded(
    node: Node,
    way: readonly number[],
    open: Open,
    make: () => readonly KnownPath[],
  ): readonly KnownPath[] {
    this.#steps += 1;
    this.#allSteps += 1;
    if (node === NONE || this.#steps > MOST_STEPS || this.#allSteps > MOST_STEPS_OF_ALL || open.size > MOST_DEPTH)
      return UNKNOWN;
    const outer = open.get(node);
    if (outer !== undefined) {
      this.#circles += 1;
      return outer.way.join() === way.join() ? [signOf(outer, 'itself')] : UNKNOWN;
    }
    const circle = { way };
    open.set(node, circle);
    const others = withoutSignsOf(circle, make());
    open.delete(node);
    // One of which nothing is known stands for all of them.
    return others.length > MOST_PATHS || others.includes(NOWHERE) ? UNKNOWN : others;
  }

  #madeAt(node: Node): readonly KnownPath[] {
    const { tree, names } = this.known;
    const text = names.constants.text(node);
    if (text !== undefined) return [wholePath(text)];
    switch (tree.kind(node)) {
      case 'none':
        return [];
      case 'identifier':
        return this.#ofName(node);
      case 'attribute':
        return this.#ofAttribute(node);
      case 'string':
        return interpolated(this, node);
      case 'concatenated_string':
        return strung(tree.children(node).map((part) => this.pathsOf(part)));
      case 'binary_operator':
        return this.#operated(node);
      case 'conditional_expression':
        return tree.children(node).flatMap((part, index) => (index === 1 ? [] : this.pathsOf(part)));
      case 'boolean_operator':
        return [tree.child(node, 'left'), tree.child(node, 'right')].flatMap((part) => this.pathsOf(part));
      case 'named_expression':
        return this.pathsOf(tree.child(node, 'value'));
      case 'subscript':
        return this.#ofEntry(node);
      case 'call':
        return this.#calls.of(node);
      default:
        return UNKNOWN;
    }
  }

  any(nodes: readonly Node[] | undefined): readonly KnownPath[] {
    return nodes?.flatMap((node) => this.pathsOf(node)) ?? UNKNOWN;
  }

  #ofName(name: Node): readonly KnownPath[] {
    const loop = this.origins.loopOf(name);
    if (loop !== undefined) return this.elementsOf(loop.iterable, loop.way);
    return this.any(this.origins.of(name));
  }

  #ofAttribute(node: Node): readonly KnownPath[] {
    const { tree } = this.known;
    const name = tree.identifier(tree.child(node, 'attribute'));
    const options = this.#options.of(node);
    if (options !== undefined) return this.any(options).flatMap(asTyped);
    const given = this.origins.of(node);
    if (given !== undefined) return this.any(given);
    const paths = this.pathsOf(tree.child(node, 'object'));
    // A directory's own entry, of `os.scandir`.
    if (name === 'path' && paths.every(({ text }) => text.endsWith(`/${ENTRY}`))) return paths;
    const part = PARTS.get(name);
    return part !== undefined && this.#isPath(tree.child(node, 'object'), paths) ? paths.map(part) : UNKNOWN;
  }

  #isPath(node: Node, paths: readonly KnownPath[]): boolean {
    const isKnown = paths.length > 0 && paths.every(({ text, rest }) => text !== '' || rest !== 'anything');
    return isKnown || this.known.names.namesOf(node).some((name) => name.startsWith('pathlib.Path()'));
  }

  #operated(node: Node): readonly KnownPath[] {
    const { tree, names } = this.known;
    const left = tree.child(node, 'left');
    const right = tree.child(node, 'right');
    switch (tree.textOf(tree.child(node, 'operator'))) {
      case '+':
        return combined(this.pathsOf(left), this.pathsOf(right), concatenated);
      case '/':
        return combined(this.pathsOf(left), this.pathsOf(right), joined).map(asPathlib);
      case '%': {
        const template = names.constants.text(left);
        return template === undefined ? UNKNOWN : percentFormatted(this, template, right);
      }
      default:
        return UNKNOWN;
    }
  }

  #ofEntry(subscript: Node): readonly KnownPath[] {
    const { tree } = this.known;
    const owner = tree.child(subscript, 'value');
    const key = tree.child(subscript, 'subscript');
    if (tree.kind(key) === 'slice') return UNKNOWN;
    const tables = this.#tables.tablesOf(owner);
    if (tables !== undefined) return this.any(tables.flatMap((table) => this.#tables.entriesOf(table, key)));
    return this.elementsOf(owner);
  }
}
