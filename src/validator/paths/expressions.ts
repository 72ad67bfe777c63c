import { contentOf } from '../constants/strings.js';
import { stringPrefix } from '../tree/string-literal.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { AttributeValues } from './attribute-values.js';
import { ClassUses } from './class-uses.js';
import { concatenated, joined, NOWHERE, wholePath } from './known-path.js';
import { Listings } from './listings.js';
import { Options } from './options.js';
import { Origins } from './origins.js';
import { OwnClasses } from './own-classes.js';
import { filled, type OwnCode, PathCalls } from './path-calls.js';
import { asPathlib, PARTS } from './path-functions.js';
import { combined, isEach, type Known, type Paths, type Reading, strung, UNKNOWN } from './reading.js';
import { Tables } from './tables.js';

/** Reads one expression, of what its parts are read as. */
export class Expressions {
  readonly #known: Known;
  readonly #reading: Reading;
  readonly #own: OwnCode;
  readonly #listings: Listings;
  readonly #calls: PathCalls;

  constructor(known: Known, reading: Reading) {
    this.#known = known;
    this.#reading = reading;
    const classes = new OwnClasses(known);
    const uses = new ClassUses(known, classes);
    const attributes = new AttributeValues(known, classes);
    const options = new Options(known, uses);
    const origins = new Origins(known, { classes, uses, attributes }, reading);
    const tables = new Tables(known, origins);
    this.#own = { classes, uses, attributes, options, origins, tables };
    this.#listings = new Listings(known, this.#own, reading);
    this.#calls = new PathCalls(known, this.#own, reading);
  }

  elementsOf(node: Node, way: readonly number[]): Paths {
    return this.#listings.elementsOf(node, way);
  }

  pathsOf(node: Node): Paths {
    const { tree, names } = this.#known;
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
        return this.#interpolated(node);
      case 'concatenated_string':
        return strung(tree.children(node).map((part) => this.#reading.pathsOf(part)));
      case 'binary_operator':
        return this.#operated(node);
      case 'conditional_expression':
        return tree.children(node).flatMap((part, index) => (index === 1 ? [] : this.#reading.pathsOf(part)));
      case 'boolean_operator':
        return [tree.child(node, 'left'), tree.child(node, 'right')].flatMap((part) => this.#reading.pathsOf(part));
      case 'named_expression':
        return this.#reading.pathsOf(tree.child(node, 'value'));
      case 'subscript':
        return this.#ofEntry(node);
      case 'call':
        return this.#calls.of(node);
      default:
        return UNKNOWN;
    }
  }

  #ofName(name: Node): Paths {
    if (this.#own.classes.roleOf(name) !== undefined && this.#own.uses.areSeen)
      return [{ ...NOWHERE, thing: 'object' }];
    const loops = this.#own.origins.loopsOf(name);
    if (loops !== undefined) return loops.flatMap(({ iterable, way }) => this.#reading.elementsOf(iterable, way));
    const pairs = this.#own.origins.pairsOf(name);
    if (pairs !== undefined) return pairs.flatMap((pair) => this.#firstOf(pair));
    const entered = this.#own.origins.enteredAs(name);
    if (entered === undefined) return this.#reading.any(this.#own.origins.of(name));
    // Of these alone it is known that what they give is themselves.
    return entered.every((node) => isEach(this.#reading, node, 'file')) ? this.#reading.any(entered) : UNKNOWN;
  }

  // `args, others = p.parse_known_args()`
  #firstOf(pair: Node): Paths {
    return isEach(this.#reading, pair, 'known options') ? [{ ...NOWHERE, thing: 'options' }] : UNKNOWN;
  }

  #ofAttribute(node: Node): Paths {
    const { tree } = this.#known;
    const object = tree.child(node, 'object');
    const name = tree.identifier(tree.child(node, 'attribute'));
    if (isEach(this.#reading, object, 'object')) return this.#reading.any(this.#own.origins.of(node));
    if (isEach(this.#reading, object, 'options')) return this.#ofOption(name);
    const part = PARTS.get(name);
    return part === undefined ? UNKNOWN : this.#reading.pathsOf(object).map(part);
  }

  // A default that is a text may be made a path of.
  #ofOption(name: string): Paths {
    const defaults = this.#own.options.defaultsOf(name);
    const written = this.#own.attributes.writtenTo(name);
    const paths = this.#reading.any(defaults && written && [...defaults, ...written]);
    return paths.flatMap((path) => [path, asPathlib(path)]);
  }

  /** The texts that `f'/output/{name}.csv'` may say. */
  #interpolated(node: Node): Paths {
    const { tree } = this.#known;
    const [start = NONE, ...parts] = tree.children(node);
    const prefix = stringPrefix(tree.textOf(start));
    return /[tb]/.test(prefix) ? UNKNOWN : strung(parts.map((part) => this.#interpolatedPart(part, prefix)));
  }

  #interpolatedPart(part: Node, prefix: string): Paths {
    const { tree, names } = this.#known;
    switch (tree.kind(part)) {
      case 'string_content':
        return [wholePath(contentOf(tree.textOf(part), prefix))];
      case 'interpolation': {
        const expression = tree.child(part, 'expression');
        const isPlain = tree.textOf(part).slice(1, -1).trim() === tree.textOf(expression);
        return isPlain ? this.#reading.pathsOf(expression) : UNKNOWN;
      }
      default:
        return names.constants.text(part) === undefined ? [wholePath('')] : UNKNOWN;
    }
  }

  #operated(node: Node): Paths {
    const { tree, names } = this.#known;
    const left = tree.child(node, 'left');
    const right = tree.child(node, 'right');
    switch (tree.textOf(tree.child(node, 'operator'))) {
      case '+':
        return combined(this.#reading.pathsOf(left), this.#reading.pathsOf(right), concatenated);
      case '/':
        return combined(this.#reading.pathsOf(left), this.#reading.pathsOf(right), joined).map(asPathlib);
      case '%': {
        const template = names.constants.text(left);
        if (template === undefined) return UNKNOWN;
        const given = tree.unwrap(right);
        const values = tree.kind(given) === 'tuple' ? tree.children(given) : [given];
        return filled(this.#reading, template, /%s()|%/g, (_, position) => values[position] ?? NONE);
      }
      default:
        return UNKNOWN;
    }
  }

  #ofEntry(subscript: Node): Paths {
    const { tree } = this.#known;
    const owner = tree.child(subscript, 'value');
    const key = tree.child(subscript, 'subscript');
    if (tree.kind(key) === 'slice') return UNKNOWN;
    if (tree.textOf(key) === '0' && isEach(this.#reading, owner, 'known options')) return this.#firstOf(owner);
    const tables = this.#own.tables.tablesOf(owner);
    if (tables !== undefined)
      return this.#reading.any(tables.flatMap((table) => this.#own.tables.entriesOf(table, key)));
    return this.#reading.elementsOf(owner, []);
  }
}
