import { keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { foundBy } from './glob-patterns.js';
import { A_NAME, joined, type KnownPath, NOWHERE, wholePath, within } from './known-path.js';
import type { Taken } from './origins.js';
import { asPathlib } from './path-parts.js';
import { combined, type Reading, UNKNOWN } from './reading.js';
import { sureNames } from './sure-names.js';
import type { Tables } from './tables.js';

const LISTS: ReadonlySet<string> = new Set(['list', 'tuple', 'set']);
const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'list_comprehension',
  'set_comprehension',
  'generator_expression',
]);
/** What only puts the elements of its first argument in order, or shows how far it is. */
const PASSING: ReadonlySet<string> = new Set([
  ...['list', 'tuple', 'set', 'sorted', 'reversed', 'iter', 'frozenset'].map((name) => `builtins.${name}`),
  ...['tqdm.tqdm', 'tqdm.auto.tqdm', 'tqdm.notebook.tqdm'],
]);
const WALK = 'os.walk';

/** What loops take from lists that are written out, and from the directories that the source lists. */
export class Listings {
  readonly #reading: Reading;
  readonly #tables: Tables;

  constructor(reading: Reading, tables: Tables) {
    this.#reading = reading;
    this.#tables = tables;
  }

  /** @param way which part of each element is taken, the way into it; empty for the whole of it */
  elementsOf(node: Node, way: readonly number[]): readonly KnownPath[] {
    const { tree } = this.#reading.known;
    const inner = tree.unwrap(node);
    const kind = tree.kind(inner);
    if (LISTS.has(kind)) return this.#written(tree.children(inner), way);
    if (COMPREHENSIONS.has(kind)) return way.length > 0 ? UNKNOWN : this.#reading.pathsOf(tree.child(inner, 'body'));
    switch (kind) {
      case 'dictionary':
        return this.#written(this.#tables.keysOf(inner), way);
      case 'call':
        return this.#ofCall(inner, way);
      case 'subscript':
        return this.#isSlice(inner) ? this.#reading.elementsOf(tree.child(inner, 'value'), way) : UNKNOWN;
      case 'binary_operator':
        if (tree.textOf(tree.child(inner, 'operator')) !== '+') return UNKNOWN;
        return ['left', 'right'].flatMap((side) => this.#reading.elementsOf(tree.child(inner, side), way));
      case 'identifier':
      case 'attribute':
        return this.#ofName(inner, way);
      default:
        return UNKNOWN;
    }
  }

  #isSlice(subscript: Node): boolean {
    const { tree } = this.#reading.known;
    return tree.kind(tree.child(subscript, 'subscript')) === 'slice';
  }

  #written(elements: readonly Node[], way: readonly number[]): readonly KnownPath[] {
    const { tree } = this.#reading.known;
    const parts = elements.map((element) => {
      let part: Node | undefined = element;
      for (const index of way) {
        const inner: Node = tree.unwrap(part);
        // A list in a list may be changed under another name.
        part = tree.kind(inner) === 'tuple' ? tree.children(inner)[index] : undefined;
        if (part === undefined) return UNKNOWN;
      }
      return this.#reading.pathsOf(part);
    });
    return parts.flat();
  }

  #ofName(name: Node, way: readonly number[]): readonly KnownPath[] {
    const loop = this.#reading.known.tree.kind(name) === 'identifier' ? this.#reading.origins.loopOf(name) : undefined;
    if (loop !== undefined) return this.#namesIn(name, loop, way);
    const values = this.#tables.valuesOf(name);
    return values?.flatMap((value) => this.#reading.elementsOf(value, way)) ?? UNKNOWN;
  }

  // `for folder, folders, files in os.walk('/data'): for file in files:`
  #namesIn(name: Node, { iterable, way: [position] }: Taken, way: readonly number[]): readonly KnownPath[] {
    const isWalk = this.#isCallOf(iterable, (called) => called === WALK);
    const areNames = isWalk && way.length === 0 && (position === 1 || position === 2);
    return areNames && !this.#tables.isUsedFreely(name) ? [A_NAME] : UNKNOWN;
  }

  #isCallOf(node: Node, isMeant: (name: string) => boolean): boolean {
    const { tree } = this.#reading.known;
    const inner = tree.unwrap(node);
    if (tree.kind(inner) !== 'call') return false;
    const known = sureNames(this.#reading.known, tree.child(inner, 'function'));
    return known.length > 0 && known.every(isMeant);
  }

  #ofCall(call: Node, way: readonly number[]): readonly KnownPath[] {
    const { tree, names } = this.#reading.known;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const found = names.namesOf(callee);
    const given = positionalArguments(tree, call);
    if (found.length > 0 && !found.every((name) => name.startsWith('pathlib.Path()'))) {
      const [name, ...others] = sureNames(this.#reading.known, callee);
      return name === undefined || others.length > 0 ? UNKNOWN : this.#ofLibrary(call, name, given, way);
    }
    const view = tree.kind(callee) === 'attribute' ? this.#ofMethod(callee, given, way) : undefined;
    return view ?? this.#reading.origins.of(call)?.flatMap((node) => this.#reading.elementsOf(node, way)) ?? UNKNOWN;
  }

  #ofLibrary(call: Node, name: string, given: readonly Node[], way: readonly number[]): readonly KnownPath[] {
    const [first = NONE] = given;
    const [position, ...inner] = way;
    if (PASSING.has(name)) return this.#reading.elementsOf(first, way);
    if (position === undefined) return this.#listedBy(call, name, first);
    switch (name) {
      case 'builtins.enumerate':
        return position === 1 ? this.#reading.elementsOf(first, inner) : UNKNOWN;
      case 'builtins.zip':
        return this.#reading.elementsOf(given[position] ?? NONE, inner);
      case WALK:
        if (position !== 0 || this.#mayLeadElsewhere(call)) return UNKNOWN;
        // The directory itself comes first.
        return this.#reading.pathsOf(first).flatMap((path) => [path, within(path)]);
      default:
        return UNKNOWN;
    }
  }

  // `folders[:] = ['../../etc']` says where a walk goes next.
  #mayLeadElsewhere(walk: Node): boolean {
    const { tree } = this.#reading.known;
    let given = tree.wrapped(walk);
    while (tree.kind(tree.parent(given)) === 'argument_list') {
      const outer = tree.parent(tree.parent(given));
      if (!this.#isCallOf(outer, (name) => PASSING.has(name))) return true;
      given = tree.wrapped(outer);
    }
    const [, folders = NONE, ...more] = tree.children(tree.child(tree.parent(given), 'left'));
    if (tree.field(given) !== 'right' || tree.kind(folders) !== 'identifier' || more.length !== 1) return true;
    return this.#tables.isUsedFreely(folders);
  }

  #listedBy(call: Node, name: string, directory: Node): readonly KnownPath[] {
    const isElsewhere = keywordArgument(this.#reading.known.tree, call, 'root_dir') !== NONE;
    switch (name) {
      case 'os.listdir':
        return [A_NAME];
      case 'os.scandir':
        return this.#reading.pathsOf(directory).map(within);
      case 'glob.glob':
      case 'glob.iglob':
        return isElsewhere ? UNKNOWN : this.#reading.pathsOf(directory).flatMap(foundBy);
      default:
        return UNKNOWN;
    }
  }

  #ofMethod(callee: Node, given: readonly Node[], way: readonly number[]): readonly KnownPath[] | undefined {
    const { tree } = this.#reading.known;
    const owner = tree.child(callee, 'object');
    switch (tree.identifier(tree.child(callee, 'attribute'))) {
      case 'iterdir':
        return this.#reading.pathsOf(owner).map(within).map(asPathlib);
      case 'glob':
      case 'rglob':
        return combined(this.#reading.pathsOf(owner), this.#patterns(given), joined).flatMap(foundBy).map(asPathlib);
      case 'keys':
        return this.#views(owner, 'keys', way);
      case 'values':
        return this.#views(owner, 'values', way);
      case 'items':
        return way[0] === undefined ? UNKNOWN : this.#views(owner, way[0] === 0 ? 'keys' : 'values', way.slice(1));
      default:
        return undefined;
    }
  }

  #patterns([pattern = NONE]: readonly Node[]): readonly KnownPath[] {
    const text = this.#reading.known.names.constants.text(pattern);
    return [text === undefined ? NOWHERE : wholePath(text)];
  }

  #views(owner: Node, part: 'keys' | 'values', way: readonly number[]): readonly KnownPath[] {
    const tables = this.#tables.tablesOf(owner);
    if (tables === undefined) return UNKNOWN;
    return tables.flatMap((table) =>
      this.#written(part === 'keys' ? this.#tables.keysOf(table) : this.#tables.entriesOf(table), way),
    );
  }
}
