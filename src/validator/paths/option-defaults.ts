import { isOwnObject } from '../reads/own-objects.js';
import { callOf, hasKeyword, hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Known } from './mentions.js';
import type { Origins } from './origins.js';
import { changesParsers } from './parser-changes.js';
import { sureNames } from './sure-names.js';

const PARSER = 'argparse.ArgumentParser';
const ARGV = 'sys.argv';
const MOST_STEPS = 8;
/** What hands the text of an option on as the same path. */
const SAME_TYPES: ReadonlySet<string> = new Set([
  ...['builtins.str', 'pathlib.Path', 'pathlib.PurePath', 'os.path.abspath', 'os.path.expanduser'],
]);
const PARSING: ReadonlySet<string> = new Set(['parse_args', 'parse_known_args']);
const ASKING: ReadonlySet<string> = new Set(['comparison_operator', 'not_operator', 'if_statement', 'interpolation']);
const ARGV_READERS: ReadonlySet<string> = new Set(['len', 'print', 'list', 'str'].map((name) => `builtins.${name}`));

/**
 * What the options of `argparse` come to: a run hands a strategy no arguments, so that each has its default.
 */
export class OptionDefaults {
  readonly #known: Known;
  readonly #origins: Origins;
  #options: ReadonlyMap<string, readonly Node[]> | undefined;
  /** Whether an option may have a name that nobody reads. */
  #hasUnnamed = false;
  #isSeen: boolean | undefined;

  constructor(known: Known, origins: Origins) {
    this.#known = known;
    this.#origins = origins;
  }

  /**
   * What `arguments.out` is where the source has an option of that name: its defaults, or `NONE` where they are not
   * all of it; undefined where no option bears that name, or the object is one of the source's own.
   */
  of(attribute: Node): readonly Node[] | undefined {
    const { tree } = this.#known;
    this.#options ??= this.#optionsByName();
    const name = tree.identifier(tree.child(attribute, 'attribute'));
    const options = this.#options.get(name);
    if (options === undefined || isOwnObject(this.#known, tree.child(attribute, 'object'))) return undefined;
    this.#isSeen ??=
      !this.#hasUnnamed && !changesParsers(this.#known, this.#origins.mentions) && this.#isArgvOnlyRead();
    const isGivenElsewhere = this.#origins.attributes.isWrittenOfOthers(name);
    if (!this.#isSeen || isGivenElsewhere || !this.#isParsed(tree.child(attribute, 'object'), 0)) return [NONE];
    return options.map((option) => this.#defaultOf(option));
  }

  #optionsByName(): ReadonlyMap<string, readonly Node[]> {
    const { tree } = this.#known;
    const options = new Map<string, Node[]>();
    for (const { node, by } of this.#origins.mentions.ofAttribute('add_argument')) {
      const call = by === 'dot' ? callOf(tree, node) : NONE;
      const name = call === NONE ? undefined : this.#nameOf(call);
      if (name === undefined) {
        this.#hasUnnamed = true;
        continue;
      }
      const same = options.get(name);
      if (same === undefined) options.set(name, [call]);
      else same.push(call);
    }
    return options;
  }

  // `--out-file` is `out_file`; the first long one counts.
  #nameOf(call: Node): string | undefined {
    const { tree, names } = this.#known;
    if (hidesArguments(tree, call)) return undefined;
    const named = keywordArgument(tree, call, 'dest');
    if (named !== NONE) return names.constants.text(named);
    const flags = positionalArguments(tree, call).map((flag) => names.constants.text(flag));
    if (!flags.every((flag) => flag !== undefined)) return undefined;
    const flag = flags.find((text) => text.startsWith('--')) ?? flags[0];
    return flag?.replace(/^-+/, '').replaceAll('-', '_');
  }

  #defaultOf(option: Node): Node {
    const { tree, names } = this.#known;
    if (hidesArguments(tree, option)) return NONE;
    const action = keywordArgument(tree, option, 'action');
    if (action !== NONE && names.constants.text(action) !== 'store') return NONE;
    const type = keywordArgument(tree, option, 'type');
    const types = type === NONE ? [] : sureNames(this.#known, type);
    const isSame = type === NONE || (types.length > 0 && types.every((name) => SAME_TYPES.has(name)));
    const isRequired = keywordArgument(tree, option, 'required') !== NONE;
    return isSame && !isRequired ? keywordArgument(tree, option, 'default') : NONE;
  }

  /** Whether an expression is surely what a parser made of no arguments. */
  #isParsed(node: Node, steps: number): boolean {
    const { tree } = this.#known;
    const inner = tree.unwrap(node);
    if (inner === NONE || steps > MOST_STEPS) return false;
    if (this.#isParsing(inner, steps)) return true;
    const known = tree.kind(inner) === 'identifier' ? this.#unpacked(inner) : NONE;
    if (known !== NONE) return this.#isParsing(known, steps, 'parse_known_args');
    return this.#origins.of(inner)?.every((value) => this.#isParsed(value, steps + 1)) === true;
  }

  // `arguments, others = parser.parse_known_args()`
  #unpacked(name: Node): Node {
    const { tree, names } = this.#known;
    const [binding, ...others] = (names.bindingsOf(name) ?? []).slice(0, 2);
    const pattern = binding === undefined ? NONE : tree.parent(binding.target);
    if (others.length > 0 || tree.kind(pattern) !== 'pattern_list' || tree.firstChild(pattern) !== binding?.target) {
      return NONE;
    }
    return tree.child(tree.parent(pattern), 'right');
  }

  #isParsing(call: Node, steps: number, method = 'parse_args'): boolean {
    const { tree } = this.#known;
    if (tree.kind(call) !== 'call') return false;
    const callee = tree.unwrap(tree.child(call, 'function'));
    if (tree.kind(callee) !== 'attribute') return false;
    if (tree.identifier(tree.child(callee, 'attribute')) !== method) return false;
    const [given = NONE, ...more] = positionalArguments(tree, call);
    const isPlain = more.length === 0 && !hasKeyword(tree, call) && !hidesArguments(tree, call);
    if (!isPlain || !(given === NONE || this.#isNothing(given, steps))) return false;
    const parser = this.#madeBy(tree.child(callee, 'object'), steps);
    return (
      parser !== NONE &&
      sureNames(this.#known, tree.child(parser, 'function')).includes(PARSER) &&
      this.#isOwnParser(parser)
    );
  }

  // What others declare has defaults of its own.
  #isOwnParser(parser: Node): boolean {
    const { tree } = this.#known;
    return !hidesArguments(tree, parser) && keywordArgument(tree, parser, 'parents') === NONE;
  }

  #madeBy(node: Node, steps: number): Node {
    const { tree } = this.#known;
    const inner = tree.unwrap(node);
    if (inner === NONE || steps > MOST_STEPS) return NONE;
    const [origin = NONE, ...others] = this.#origins.of(inner) ?? [];
    if (origin !== NONE) return others.length > 0 ? NONE : this.#madeBy(origin, steps + 1);
    return tree.kind(inner) === 'call' ? inner : NONE;
  }

  /** Whether what is parsed is nothing, or what a run hands over, which is nothing too. */
  #isNothing(given: Node, steps: number): boolean {
    const { tree, names } = this.#known;
    const inner = tree.unwrap(given);
    if (inner === NONE || steps > MOST_STEPS) return false;
    if (tree.kind(inner) === 'none') return true;
    // What bears a name may have been filled under it.
    if (tree.kind(inner) === 'list') return steps === 0 && tree.children(inner).length === 0;
    if (tree.kind(inner) === 'identifier' && !this.#isOnlyParsed(inner)) return false;
    if (tree.kind(inner) === 'subscript') return names.namesOf(tree.child(inner, 'value')).includes(ARGV);
    return this.#origins.of(inner)?.every((value) => this.#isNothing(value, steps + 1)) === true;
  }

  /** Whether a list of arguments is only handed to a parser, or asked for. */
  #isOnlyParsed(name: Node): boolean {
    const { tree, names } = this.#known;
    const { mentions } = this.#origins;
    if ([...PARSING].some((method) => mentions.ofMember(method).length > 0)) return false;
    return mentions.ofName(tree.identifier(name)).every((read) => {
      const parent = tree.parent(read);
      if (tree.kind(parent) !== 'argument_list') return ASKING.has(tree.kind(parent));
      const callee = tree.unwrap(tree.child(tree.parent(parent), 'function'));
      if (tree.kind(callee) === 'attribute') return PARSING.has(tree.identifier(tree.child(callee, 'attribute')));
      return names.namesOf(callee).some((reader) => ARGV_READERS.has(reader) && reader !== 'builtins.list');
    });
  }

  #isArgvOnlyRead(): boolean {
    return this.#known.references.every(({ node, name }) => !name.startsWith(ARGV) || this.#isRead(node, name));
  }

  #isRead(node: Node, name: string): boolean {
    const { tree, names } = this.#known;
    const parent = tree.parent(node);
    if (name !== ARGV) return false;
    if (tree.kind(parent) === 'subscript') return tree.field(parent) !== 'left' && tree.field(node) === 'value';
    if (tree.kind(parent) !== 'argument_list') return tree.kind(parent) === 'comparison_operator';
    return names.namesOf(tree.child(tree.parent(parent), 'function')).some((reader) => ARGV_READERS.has(reader));
  }
}
