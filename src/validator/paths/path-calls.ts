import { hasKeyword, hidesArguments, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { joined, type KnownPath } from './known-path.js';
import {
  CHANGING,
  CHANGING_METHODS,
  JOINERS,
  PATHS,
  PICKERS,
  RENAMING,
  type Renaming,
  TEMPLATE_METHODS,
} from './path-functions.js';
import { asPathlib, renamed } from './path-parts.js';
import { combined, type Reading, UNKNOWN } from './reading.js';
import { sureNames } from './sure-names.js';
import type { Tables } from './tables.js';
import { braceFormatted, textJoined } from './templates.js';

/** Reads what calls give back: of functions and methods that make paths of paths, and of the source's own. */
export class PathCalls {
  readonly #reading: Reading;
  readonly #tables: Tables;

  constructor(reading: Reading, tables: Tables) {
    this.#reading = reading;
    this.#tables = tables;
  }

  of(call: Node): readonly KnownPath[] {
    const { tree, names } = this.#reading.known;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const known = sureNames(this.#reading.known, callee);
    const [first = NONE, ...more] = positionalArguments(tree, call);
    const is = (functions: ReadonlySet<string>) => known.length > 0 && known.every((name) => functions.has(name));
    if (is(JOINERS)) return this.#joined(call, [first, ...more]);
    if (is(PATHS)) return this.#joined(call, [first, ...more]).map(asPathlib);
    const ofOne = this.#ofOne(call, known, first);
    if (ofOne !== undefined) return ofOne;
    const byMethod = tree.kind(callee) === 'attribute' ? this.#ofMethod(call, callee, [first, ...more]) : undefined;
    return byMethod ?? this.#reading.any(names.namesOf(callee).length > 0 ? undefined : this.#reading.origins.of(call));
  }

  /** What a function of one path, or of one list of them, gives back; undefined of any other function. */
  #ofOne(call: Node, functions: readonly string[], given: Node): readonly KnownPath[] | undefined {
    const { tree } = this.#reading.known;
    const picks = functions.length > 0 && functions.every((name) => PICKERS.has(name));
    const change = functions.length === 1 ? CHANGING.get(functions[0] ?? '') : undefined;
    if (!picks && change === undefined) return undefined;
    const isAlone = positionalArguments(tree, call).length === 1 && !hasKeyword(tree, call);
    if (!isAlone || hidesArguments(tree, call)) return UNKNOWN;
    return change === undefined ? this.#reading.elementsOf(given, []) : this.#reading.pathsOf(given).map(change);
  }

  #joined(call: Node, parts: readonly Node[]): readonly KnownPath[] {
    const { tree } = this.#reading.known;
    const hidden = hidesArguments(tree, call) ? [UNKNOWN] : [];
    const [first = UNKNOWN, ...more] = [...parts.map((part) => this.#reading.pathsOf(part)), ...hidden];
    return more.reduce((path, part) => combined(path, part, joined), first);
  }

  #renamed(owner: Node, [given = NONE]: readonly Node[], by: Renaming): readonly KnownPath[] {
    return combined(this.#reading.pathsOf(owner), this.#reading.pathsOf(given), (path, name) =>
      renamed(path, by(path, name)),
    );
  }

  #ofMethod(call: Node, callee: Node, given: readonly Node[]): readonly KnownPath[] | undefined {
    const { tree, names } = this.#reading.known;
    const owner = tree.child(callee, 'object');
    const method = tree.identifier(tree.child(callee, 'attribute'));
    const text = TEMPLATE_METHODS.has(method) ? names.constants.text(owner) : undefined;
    if (text !== undefined)
      return method === 'format' ? braceFormatted(this.#reading, text, call) : textJoined(this.#reading, text, given);
    const change = CHANGING_METHODS.get(method);
    if (change !== undefined) return this.#reading.pathsOf(owner).map(change);
    const renaming = RENAMING.get(method);
    if (renaming !== undefined) return this.#renamed(owner, given, renaming);
    if (method === 'joinpath') {
      return this.#joined(call, [owner, ...given.filter((part) => part !== NONE)]).map(asPathlib);
    }
    const lookup = this.#tables.lookedUp(call);
    const tables = lookup === undefined ? undefined : this.#tables.tablesOf(lookup.owner);
    if (lookup === undefined || tables === undefined) return undefined;
    const entries = tables.flatMap((table) => this.#tables.entriesOf(table, lookup.key));
    return this.#reading.any(lookup.fallback === NONE ? entries : [...entries, lookup.fallback]);
  }
}
