import { keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { A_NAME, ENTRY, joined, type KnownPath, NOWHERE } from './known-path.js';
import type { Origins } from './origins.js';
import type { OwnCode } from './path-calls.js';
import { asPathlib, PASSING } from './path-functions.js';
import { combined, type Known, type Paths, type Reading, UNKNOWN } from './reading.js';
import { sureNames } from './sure-names.js';
import type { Tables } from './tables.js';
import { Walks } from './walks.js';

const LISTS: ReadonlySet<string> = new Set(['list', 'tuple', 'set']);
const COMPREHENSIONS: ReadonlySet<string> = new Set([
  ...['list_comprehension', 'set_comprehension', 'generator_expression'],
]);
const PARENT = /(?:^|\/)\.\.(?:\/|$)/;
// The name of an entry may be `**` itself.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it stands for what is not known.
const MAGIC = /[*?[\u0000]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it stands for what is not known.
const FINDS_FOLDER = /(?:^|\/)(?:\*\*|\u0000)$/;

/** What loops take from lists that are written out, and from the directories that the source lists. */
export class Listings {
  readonly #known: Known;
  readonly #tables: Tables;
  readonly #origins: Origins;
  readonly #reading: Reading;
  readonly #walks: Walks;

  constructor(known: Known, { tables, origins }: Pick<OwnCode, 'tables' | 'origins'>, reading: Reading) {
    this.#known = known;
    this.#tables = tables;
    this.#origins = origins;
    this.#reading = reading;
    this.#walks = new Walks(known, { tables, origins }, reading);
  }

  /** @param way which part of each element is taken, the way into it; empty for the whole of it */
  elementsOf(node: Node, way: readonly number[]): Paths {
    const { tree } = this.#known;
    const inner = tree.unwrap(node);
    const kind = tree.kind(inner);
    if (LISTS.has(kind)) return this.#written(tree.children(inner), way);
    if (COMPREHENSIONS.has(kind)) return way.length > 0 ? UNKNOWN : this.#reading.pathsOf(tree.child(inner, 'body'));
    switch (kind) {
      case 'dictionary':
        // A loop takes its keys, and what stands between brackets its entries.
        return this.#written([...this.#tables.keysOf(inner), ...this.#tables.entriesOf(inner)], way);
      case 'call':
        return this.#ofCall(inner, way);
      case 'subscript':
        if (tree.kind(tree.child(inner, 'subscript')) !== 'slice') return UNKNOWN;
        return this.#reading.elementsOf(tree.child(inner, 'value'), way);
      case 'binary_operator':
        if (tree.textOf(tree.child(inner, 'operator')) !== '+') return UNKNOWN;
        return ['left', 'right'].flatMap((side) => this.#reading.elementsOf(tree.child(inner, side), way));
      case 'boolean_operator':
        return ['left', 'right'].flatMap((side) => this.#reading.elementsOf(tree.child(inner, side), way));
      default: {
        const walked = way.length === 0 ? this.#walks.namesIn(inner) : undefined;
        return walked ?? this.#ofAll(this.#tables.valuesOf(inner), way);
      }
    }
  }

  #ofAll(lists: readonly Node[] | undefined, way: readonly number[]): Paths {
    return lists?.flatMap((list) => this.#reading.elementsOf(list, way)) ?? UNKNOWN;
  }

  // A list in a list may be changed under another name, a tuple never.
  #written(elements: readonly Node[], way: readonly number[]): Paths {
    const { tree } = this.#known;
    const parts = elements.map((element) =>
      way.reduce((part, index) => {
        const inner = tree.unwrap(part);
        return tree.kind(inner) === 'tuple' ? (tree.children(inner)[index] ?? NONE) : NONE;
      }, element),
    );
    return this.#reading.any(parts);
  }

  #ofCall(call: Node, way: readonly number[]): Paths {
    const { tree, names } = this.#known;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const found = names.namesOf(callee);
    if (found.length > 0 && !found.every((name) => name.startsWith('pathlib.Path()'))) {
      const [name = '', ...others] = sureNames(this.#known, callee);
      return others.length > 0 ? UNKNOWN : this.#ofLibrary(call, name, way);
    }
    const given = positionalArguments(tree, call);
    const view = tree.kind(callee) === 'attribute' ? this.#ofMethod(callee, given, way) : undefined;
    return view ?? this.#ofAll(this.#origins.of(call), way);
  }

  #ofLibrary(call: Node, name: string, way: readonly number[]): Paths {
    const given = positionalArguments(this.#known.tree, call);
    const [first = NONE] = given;
    const [position, ...inner] = way;
    if (PASSING.has(name)) return this.#reading.elementsOf(first, way);
    switch (name) {
      case 'builtins.enumerate':
        return position === 1 ? this.#reading.elementsOf(first, inner) : UNKNOWN;
      case 'builtins.zip':
        return this.#reading.elementsOf(given[position ?? given.length] ?? NONE, inner);
      case 'os.listdir':
        return position === undefined ? [A_NAME] : UNKNOWN;
      case 'os.walk':
        return position === 0 && inner.length === 0 ? this.#walks.rootsOf(call) : UNKNOWN;
      case 'glob.glob':
      case 'glob.iglob': {
        const isPlain = position === undefined && keywordArgument(this.#known.tree, call, 'root_dir') === NONE;
        return isPlain ? this.#reading.pathsOf(first).flatMap(foundBy) : UNKNOWN;
      }
      default:
        return UNKNOWN;
    }
  }

  #ofMethod(callee: Node, given: readonly Node[], way: readonly number[]): Paths | undefined {
    const { tree } = this.#known;
    const owner = tree.child(callee, 'object');
    const method = tree.identifier(tree.child(callee, 'attribute'));
    switch (method) {
      case 'iterdir':
        return this.#within(owner, [A_NAME]).map(asPathlib);
      case 'glob':
      case 'rglob':
        return this.#within(owner, this.#reading.pathsOf(given[0] ?? NONE))
          .flatMap(foundBy)
          .map(asPathlib);
      case 'keys':
      case 'values':
      case 'items':
        return this.#viewed(owner, method, way);
      default:
        return undefined;
    }
  }

  #within(directory: Node, patterns: Paths): Paths {
    return combined(this.#reading.pathsOf(directory), patterns, joined);
  }

  #viewed(owner: Node, method: string, [position, ...inner]: readonly number[]): Paths {
    const tables = this.#tables.tablesOf(owner);
    const areItems = method === 'items';
    if (tables === undefined || areItems !== (position !== undefined)) return UNKNOWN;
    const areKeys = areItems ? position === 0 : method === 'keys';
    const parts = tables.flatMap((table) => (areKeys ? this.#tables.keysOf(table) : this.#tables.entriesOf(table)));
    return this.#written(parts, inner);
  }
}

// Of `/data/*/x.csv` it is taken for something in /data, from which a way up leads out first.
function foundBy({ text, rest }: KnownPath): Paths {
  const magic = text.search(MAGIC);
  if (rest === 'anything' || magic < 0) return [{ text, rest }];
  if (PARENT.test(text)) return [NOWHERE];
  const folder = text.slice(0, text.lastIndexOf('/', magic) + 1);
  const found: Paths = [{ text: folder + ENTRY, rest }];
  return FINDS_FOLDER.test(text) ? [...found, { text: folder, rest }] : found;
}
