import { hasKeyword, hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import type { AttributeValues } from './attribute-values.js';
import type { ClassUses } from './class-uses.js';
import { joined, NOWHERE, type Thing, wholePath } from './known-path.js';
import type { Options } from './options.js';
import type { Origins } from './origins.js';
import type { OwnClasses } from './own-classes.js';
import { asPathlib, CHANGING, CHANGING_METHODS, JOINERS, PATHS, PICKERS, RENAMING } from './path-functions.js';
import { combined, type Known, type Paths, type Reading, strung, UNKNOWN } from './reading.js';
import { sureNames } from './sure-names.js';
import type { Tables } from './tables.js';

/** What is in memory, or was judged where it was made. */
const FILES: ReadonlySet<string> = new Set(['io.StringIO', 'io.BytesIO', 'pandas.ExcelWriter']);
const TEXT = 'builtins.str';
const SUPER = 'builtins.super';

/** What is known of a source's own functions, classes, tables and options. */
export interface OwnCode {
  readonly classes: OwnClasses;
  readonly uses: ClassUses;
  readonly attributes: AttributeValues;
  readonly options: Options;
  readonly origins: Origins;
  readonly tables: Tables;
}

/** Reads what calls give back: of functions and methods that make paths of paths, and of the source's own. */
export class PathCalls {
  readonly #known: Known;
  readonly #own: OwnCode;
  readonly #reading: Reading;

  constructor(known: Known, own: OwnCode, reading: Reading) {
    this.#known = known;
    this.#own = own;
    this.#reading = reading;
  }

  of(call: Node): Paths {
    const { tree, names } = this.#known;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const thing = this.#thingMade(call, callee);
    if (thing !== undefined) return [{ ...NOWHERE, thing }];
    const byFunction = this.#ofFunction(call, sureNames(this.#known, callee));
    if (byFunction !== undefined) return byFunction;
    const byMethod = tree.kind(callee) === 'attribute' ? this.#ofMethod(call, callee) : undefined;
    return byMethod ?? this.#reading.any(names.namesOf(callee).length > 0 ? undefined : this.#own.origins.of(call));
  }

  #thingMade(call: Node, callee: Node): Thing | undefined {
    const { tree } = this.#known;
    const { classes, uses, options } = this.#own;
    const known = sureNames(this.#known, callee);
    if (known.length > 0 && known.every((name) => FILES.has(name))) return 'file';
    if (known.length === 1 && known[0] === SUPER && uses.areSeen) return 'object';
    if (tree.kind(callee) === 'identifier' && classes.roleOf(callee) === 'class' && uses.areSeen) return 'object';
    return options.isParser(call) ? 'parser' : undefined;
  }

  /** What a function of a library gives back; undefined where it makes no path. */
  #ofFunction(call: Node, known: readonly string[]): Paths | undefined {
    const { tree } = this.#known;
    const isAmong = (functions: ReadonlySet<string>) => known.length > 0 && known.every((name) => functions.has(name));
    const given = positionalArguments(tree, call);
    if (isAmong(JOINERS)) return this.#joined(call, given);
    if (isAmong(PATHS)) return this.#joined(call, given).map(asPathlib);
    const change = known.length === 1 ? CHANGING.get(known[0] ?? '') : undefined;
    if (change === undefined && !isAmong(PICKERS)) return undefined;
    const [only = NONE, ...others] = given;
    if (others.length > 0 || hasKeyword(tree, call) || hidesArguments(tree, call)) return UNKNOWN;
    if (change === undefined) return this.#reading.elementsOf(only, []);
    const paths = this.#reading.pathsOf(only);
    // Of None, `str` makes a text.
    if (paths.length === 0 && known[0] === TEXT) this.#reading.doubt();
    return paths.map(change);
  }

  #joined(call: Node, parts: readonly Node[]): Paths {
    const hidden = hidesArguments(this.#known.tree, call) ? [UNKNOWN] : [];
    const [first = UNKNOWN, ...more] = [...parts.map((part) => this.#reading.pathsOf(part)), ...hidden];
    return more.reduce((path, part) => combined(path, part, joined), first);
  }

  #ofMethod(call: Node, callee: Node): Paths | undefined {
    const { tree, names } = this.#known;
    const owner = tree.child(callee, 'object');
    const method = tree.identifier(tree.child(callee, 'attribute'));
    const given = positionalArguments(tree, call);
    const change = CHANGING_METHODS.get(method);
    if (change !== undefined) return this.#reading.pathsOf(owner).map(change);
    const renaming = RENAMING.get(method);
    if (renaming !== undefined)
      return combined(this.#reading.pathsOf(owner), this.#reading.pathsOf(given[0] ?? NONE), renaming);
    switch (method) {
      case 'joinpath':
        return this.#joined(call, [owner, ...given]).map(asPathlib);
      case 'get':
        return this.#lookedUp(owner, given);
      case 'format': {
        const template = names.constants.text(owner);
        return template === undefined ? undefined : this.#formatted(template, call);
      }
      case 'parse_args':
        return this.#parsed(call, owner, 'options');
      case 'parse_known_args':
        return this.#parsed(call, owner, 'known options');
      default:
        return undefined;
    }
  }

  #lookedUp(owner: Node, [key = NONE, fallback]: readonly Node[]): Paths | undefined {
    const { tables } = this.#own;
    const entries = tables.tablesOf(owner)?.flatMap((table) => tables.entriesOf(table, key));
    return entries && this.#reading.any(fallback === undefined ? entries : [...entries, fallback]);
  }

  #formatted(template: string, call: Node): Paths {
    const { tree } = this.#known;
    const given = positionalArguments(tree, call);
    return filled(this.#reading, template, /\{(\w*)\}|[{}]/g, (name, position) =>
      /^\d*$/.test(name) ? (given[name === '' ? position : Number(name)] ?? NONE) : keywordArgument(tree, call, name),
    );
  }

  /** The options of a parser that is given nothing to parse. */
  #parsed(call: Node, parser: Node, thing: Thing): Paths | undefined {
    const { tree } = this.#known;
    const parsers = this.#reading.pathsOf(parser);
    if (!parsers.every(({ thing }) => thing === 'parser')) return undefined;
    const [given, ...others] = tree.children(tree.child(call, 'arguments'));
    const isNothing = given === undefined || this.#isNothing(given);
    return isNothing && others.length === 0 ? [{ ...NOWHERE, thing }] : UNKNOWN;
  }

  #isNothing(given: Node): boolean {
    if (isEmptyList(this.#known.tree, given) || this.#own.options.isHandedOver(given)) return true;
    return this.#reading.pathsOf(given).length === 0;
  }
}

function isEmptyList(tree: SyntaxTree, node: Node): boolean {
  return tree.kind(node) === 'list' && tree.children(node).length === 0;
}

/**
 * The texts that a template may say.
 * @param field finds what is filled in: by a name, perhaps an empty one, or else nobody knows by what
 */
export function filled(
  reading: Reading,
  template: string,
  field: RegExp,
  filling: (name: string, position: number) => Node,
): Paths {
  let at = 0;
  const pieces = [...template.matchAll(field)].flatMap(({ 0: { length }, 1: name, index }, position) => {
    const before = [wholePath(template.slice(at, index))];
    at = index + length;
    return [before, name === undefined ? UNKNOWN : reading.pathsOf(filling(name, position))];
  });
  return strung([...pieces, [wholePath(template.slice(at))]]);
}
