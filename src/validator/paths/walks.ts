import { positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { FOR_LOOPS, wholeTarget } from '../tree/targets.js';
import { A_NAME, ENTRY, joined } from './known-path.js';
import type { Origins } from './origins.js';
import { PASSING } from './path-functions.js';
import { type Known, type Paths, type Reading, UNKNOWN } from './reading.js';
import { sureNames } from './sure-names.js';
import type { Tables } from './tables.js';

const WALK = 'os.walk';

/** What `for root, dirs, files in os.walk('/data')` gives, where the source does not say where the walk goes next. */
export class Walks {
  readonly #known: Known;
  readonly #tables: Tables;
  readonly #origins: Origins;
  readonly #reading: Reading;

  constructor(known: Known, { tables, origins }: { tables: Tables; origins: Origins }, reading: Reading) {
    this.#known = known;
    this.#tables = tables;
    this.#origins = origins;
    this.#reading = reading;
  }

  /** The directories that a call walks through: the one it is given, and what lies below. */
  rootsOf(walk: Node): Paths {
    const directories = this.#directoriesOf(walk);
    const held = this.#isOnlyTaken(directories) ? this.#heldBy(directories) : UNKNOWN;
    if (!held.every(({ text, rest }) => text === ENTRY && rest === 'nothing')) return UNKNOWN;
    const [top = NONE] = positionalArguments(this.#known.tree, walk);
    return this.#reading.pathsOf(top).flatMap(({ text, rest }) => [{ text, rest }, joined({ text, rest }, A_NAME)]);
  }

  /** What a list holds that a walk gives, of files or of directories; undefined of other lists. */
  namesIn(name: Node): Paths | undefined {
    if (this.#known.tree.kind(name) !== 'identifier') return undefined;
    const isWalked = this.#origins
      .loopsOf(name)
      ?.every(({ iterable, way: [part, ...inner] }) => this.#isWalk(iterable) && isList(part) && inner.length === 0);
    return isWalked === true ? this.#heldBy(name) : undefined;
  }

  // `dirs += ['../../etc']` binds the name otherwise.
  #isOnlyTaken(target: Node): boolean {
    const { tree, bindings } = this.#known;
    if (target === NONE || tree.kind(target) !== 'identifier') return false;
    const name = tree.identifier(target);
    return bindings.every((binding) => binding.name !== name || binding.meaning.kind === 'element');
  }

  #heldBy(name: Node): Paths {
    const changes = this.#tables.changesOf(name).filter((mention) => !this.#isLooped(mention));
    const written = changes.map((mention) => this.#filledWith(mention));
    return written.includes(NONE)
      ? UNKNOWN
      : [A_NAME, ...written.flatMap((list) => this.#reading.elementsOf(list, []))];
  }

  /** Whether a loop gives a name its value there. */
  #isLooped(mention: Node): boolean {
    const { tree } = this.#known;
    const target = wholeTarget(tree, mention);
    return FOR_LOOPS.has(tree.kind(tree.parent(target))) && tree.field(target) === 'left';
  }

  // `dirs[:] = [name for name in dirs if name != 'old']`
  #filledWith(mention: Node): Node {
    const { tree } = this.#known;
    const whole = tree.parent(mention);
    const isWhole = tree.kind(whole) === 'subscript' && tree.textOf(tree.child(whole, 'subscript')) === ':';
    const isFilled = isWhole && tree.field(mention) === 'value' && tree.field(whole) === 'left';
    return isFilled && tree.kind(tree.parent(whole)) === 'assignment' ? tree.child(tree.parent(whole), 'right') : NONE;
  }

  #isWalk(node: Node): boolean {
    const { tree } = this.#known;
    let call = tree.unwrap(node);
    while (this.#calls(call, (name) => PASSING.has(name)))
      call = tree.unwrap(positionalArguments(tree, call)[0] ?? NONE);
    return this.#calls(call, (name) => name === WALK);
  }

  #calls(node: Node, isMeant: (name: string) => boolean): boolean {
    const { tree } = this.#known;
    const found = tree.kind(node) === 'call' ? sureNames(this.#known, tree.child(node, 'function')) : [];
    return found.length > 0 && found.every(isMeant);
  }

  /** The name that a loop gives to the directories which its walk goes to next, or `NONE`. */
  #directoriesOf(walk: Node): Node {
    const { tree } = this.#known;
    let given = tree.wrapped(walk);
    while (tree.kind(tree.parent(given)) === 'argument_list') given = tree.wrapped(tree.parent(tree.parent(given)));
    const loop = tree.parent(given);
    const isLooped = FOR_LOOPS.has(tree.kind(loop)) && tree.field(given) === 'right' && this.#isWalk(given);
    const [, directories = NONE, ...more] = isLooped ? tree.children(tree.child(loop, 'left')) : [];
    return more.length === 1 ? directories : NONE;
  }
}

function isList(part: number | undefined): boolean {
  return part === 1 || part === 2;
}
