import { callOf, hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { isWrittenTo } from '../tree/targets.js';
import type { ClassUses } from './class-uses.js';
import type { Known } from './reading.js';
import { sureNames } from './sure-names.js';

const PARSER = 'argparse.ArgumentParser';
const ARGV = 'sys.argv';
/** What a parser may be told without its options becoming others. */
const PROSE: ReadonlySet<string> = new Set([
  ...['prog', 'usage', 'description', 'epilog', 'formatter_class', 'add_help', 'allow_abbrev'],
]);
/** By which an option may be given what nobody reads. */
const GIVES_UNSEEN =
  /\.\s*_(?:\w*actions?\w*|defaults|registr\w+|optionals|positionals|mutually\w+|(?:get|parse|match|check|read)_(?:value|known|arg|option|positional|nargs|handler|conflict)\w*)\b/;
/** Methods by which options become others, and those that may be only called. */
const CHANGING: readonly string[] = ['set_defaults', 'register', 'add_subparsers'];
const METHODS: readonly string[] = ['add_argument', 'parse_args', 'parse_known_args'];
/** What hands the text of an option on as the same path. */
const SAME_TYPES: ReadonlySet<string> = new Set(['builtins.str', 'pathlib.Path', 'pathlib.PurePath']);

/** What the options of `argparse` come to: a run hands a strategy no arguments, so that each has its default. */
export class Options {
  readonly #known: Known;
  readonly #uses: ClassUses;
  #defaults: ReadonlyMap<string, readonly Node[]> | undefined;

  constructor(known: Known, uses: ClassUses) {
    this.#known = known;
    this.#uses = uses;
  }

  /** Whether a call makes a parser that has no options but those that are added to it. */
  isParser(call: Node): boolean {
    const { tree } = this.#known;
    const isMade = sureNames(this.#known, tree.child(call, 'function')).includes(PARSER);
    const given = tree.children(tree.child(call, 'arguments'));
    return isMade && given.every((argument) => PROSE.has(tree.identifier(tree.child(argument, 'name'))));
  }

  /** The defaults of all options of a name, `NONE` of one that may be something else; undefined where none has it. */
  defaultsOf(name: string): readonly Node[] | undefined {
    this.#defaults ??= this.#areSeen() ? this.#byName() : new Map();
    return this.#defaults.get(name);
  }

  /** Whether an expression is what a run hands over, which is nothing: `sys.argv[1:]`. */
  isHandedOver(node: Node): boolean {
    const { tree } = this.#known;
    const inner = tree.unwrap(node);
    const isRest = tree.kind(inner) === 'subscript' && tree.textOf(tree.child(inner, 'subscript')) === '1:';
    return isRest && isOnly(sureNames(this.#known, tree.child(inner, 'value')), ARGV);
  }

  #areSeen(): boolean {
    const { tree } = this.#known;
    return (
      !this.#uses.giveUnseen &&
      !GIVES_UNSEEN.test(tree.text.normalize('NFKC')) &&
      this.#isArgvOnlyRead() &&
      CHANGING.every((method) => this.#known.mentions.ofAttribute(method).length === 0) &&
      METHODS.every((method) =>
        this.#known.mentions.ofAttribute(method).every(({ node, by }) => by === 'dot' && callOf(tree, node) !== NONE),
      )
    );
  }

  #isArgvOnlyRead(): boolean {
    const { references, mentions } = this.#known;
    return (
      references.every(({ node, name }) => !name.startsWith(ARGV) || this.#isRead(node)) &&
      mentions.ofAttribute('argv').every(({ node, by }) => by === 'dot' && this.#isRead(node))
    );
  }

  /** Whether a list is only counted, or asked for a text of it or a copy of a part. */
  #isRead(list: Node): boolean {
    const { tree } = this.#known;
    const said = tree.wrapped(list);
    const outer = tree.parent(said);
    if (tree.kind(outer) === 'subscript') return tree.field(said) === 'value' && !isWrittenTo(tree, outer);
    const callee = tree.child(tree.parent(outer), 'function');
    return tree.kind(outer) === 'argument_list' && isOnly(sureNames(this.#known, callee), 'builtins.len');
  }

  #byName(): ReadonlyMap<string, readonly Node[]> {
    const defaults = new Map<string, Node[]>();
    for (const { node } of this.#known.mentions.ofAttribute('add_argument')) {
      const call = callOf(this.#known.tree, node);
      const name = this.#nameOf(call);
      // One whose name nobody reads may be any of them.
      if (name === undefined) return new Map();
      const same = defaults.get(name) ?? [];
      same.push(this.#defaultOf(call));
      defaults.set(name, same);
    }
    return defaults;
  }

  // `--out-file` is `out_file`; the first long one counts. What is made of the call could be changed.
  #nameOf(call: Node): string | undefined {
    const { tree, names } = this.#known;
    const isStatement = tree.kind(tree.parent(tree.wrapped(call))) === 'expression_statement';
    if (!isStatement || hidesArguments(tree, call) || keywordArgument(tree, call, 'dest') !== NONE) return undefined;
    const flags = positionalArguments(tree, call).map((flag) => names.constants.text(flag));
    if (!flags.every((flag) => flag !== undefined)) return undefined;
    const flag = flags.find((text) => text.startsWith('--')) ?? flags[0];
    return flag?.replace(/^-+/, '').replaceAll('-', '_');
  }

  #defaultOf(option: Node): Node {
    const { tree } = this.#known;
    const type = keywordArgument(tree, option, 'type');
    const types = type === NONE ? ['builtins.str'] : sureNames(this.#known, type);
    const isSame = types.length > 0 && types.every((name) => SAME_TYPES.has(name));
    const isOther = ['action', 'required', 'nargs', 'const'].some(
      (keyword) => keywordArgument(tree, option, keyword) !== NONE,
    );
    return isSame && !isOther ? keywordArgument(tree, option, 'default') : NONE;
  }
}

function isOnly(names: readonly string[], name: string): boolean {
  return names.length === 1 && names[0] === name;
}
