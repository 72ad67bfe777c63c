import { isSuper } from '../reads/own-objects.js';
import { callOf, hidesArguments, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { CallsByName } from './calls-by-name.js';
import type { Classes, Receiver } from './classes.js';
import type { Constructions } from './constructions.js';
import type { Known, Mentions } from './mentions.js';

const MOST_STEPS = 8;
const REQUIRED: ReadonlySet<string> = new Set(['identifier', 'typed_parameter']);

/** Where expressions take their values. */
interface Giving {
  readonly mentions: Mentions;
  of(node: Node): readonly Node[] | undefined;
}

/** Tells objects of the source's own classes, whose attributes are given where it says so, from what libraries make. */
export class OwnInstances {
  readonly #known: Known;
  readonly #origins: Giving;
  readonly #classes: Classes;
  readonly #made: Constructions;
  readonly #byName: CallsByName;
  readonly #methods = new Map<Node, boolean>();
  readonly #objects = new Map<Node, boolean>();
  readonly #objectsAndClasses = new Map<Node, boolean>();

  constructor(known: Known, origins: Giving, classes: Classes, made: Constructions, byName: CallsByName) {
    this.#known = known;
    this.#origins = origins;
    this.#classes = classes;
    this.#made = made;
    this.#byName = byName;
  }

  /** Whether an expression is surely an object or a class of the source's own, or None. */
  isOwn(node: Node): boolean {
    return this.#classes.areClear && this.#is(node, true, 0);
  }

  #is(node: Node, orClass: boolean, steps: number): boolean {
    const inner = this.#known.tree.unwrap(node);
    if (inner === NONE || steps > MOST_STEPS) return false;
    const answers = orClass ? this.#objectsAndClasses : this.#objects;
    const known = answers.get(inner);
    if (known !== undefined) return known;
    // Met within itself it is not known.
    answers.set(inner, false);
    const answer = this.#worked(inner, orClass, steps + 1);
    answers.set(inner, answer);
    return answer;
  }

  #worked(node: Node, orClass: boolean, steps: number): boolean {
    const { tree } = this.#known;
    const areAll = (parts: readonly Node[]) => parts.every((part) => this.#is(part, orClass, steps));
    switch (tree.kind(node)) {
      case 'none':
        return true;
      case 'identifier':
        return this.#isOwnName(node, orClass, steps);
      case 'attribute':
        return this.#comesFromOwn(node, orClass, steps);
      case 'call':
        return this.#isMade(node) || this.#comesFromOwn(node, orClass, steps);
      case 'conditional_expression':
        return areAll(tree.children(node).filter((_, index) => index !== 1));
      case 'boolean_operator':
        return areAll([tree.child(node, 'left'), tree.child(node, 'right')]);
      default:
        return false;
    }
  }

  #comesFromOwn(node: Node, orClass: boolean, steps: number): boolean {
    return this.#origins.of(node)?.every((value) => this.#is(value, orClass, steps)) === true;
  }

  #isOwnName(name: Node, orClass: boolean, steps: number): boolean {
    if (this.#classes.classAt(name) !== NONE) return orClass;
    const receiver = this.#classes.receiverAt(name);
    if (receiver !== undefined) return receiver.isOfClass ? orClass : this.#isCalledOnOwn(receiver);
    return this.#comesFromOwn(name, orClass, steps);
  }

  /** Whether a call makes an object of a class of the source: `Config()`, `cls()`, and `super()`. */
  #isMade(call: Node): boolean {
    const { tree, names } = this.#known;
    const maker = tree.unwrap(tree.child(call, 'function'));
    if (this.#classes.classAt(maker) !== NONE || isSuper(tree, names, call)) return true;
    return tree.kind(maker) === 'identifier' && this.#classes.receiverAt(maker)?.isOfClass === true;
  }

  /** Whether a method is never handed another object: `Loader.load(other)`. */
  #isCalledOnOwn({ method, name }: Receiver): boolean {
    const known = this.#methods.get(method);
    if (known !== undefined) return known;
    const { tree } = this.#known;
    const { mentions } = this.#origins;
    this.#methods.set(method, true);
    const isOwn =
      !this.#byName.mayReach(name, (object) => !this.#isInstance(object) && this.#mayBeClass(tree.unwrap(object))) &&
      mentions.ofName(name).every((read) => !this.#isOfClassBody(read)) &&
      mentions.ofAttribute(name).every(({ node, by }) => by === 'dot' && this.#isBound(node, method));
    this.#methods.set(method, isOwn);
    return isOwn;
  }

  #isOfClassBody(read: Node): boolean {
    return (this.#known.names.bindingsOf(read) ?? []).some(({ scope }) => scope.kind === 'class');
  }

  #isBound(node: Node, method: Node): boolean {
    const { tree } = this.#known;
    const object = tree.unwrap(tree.child(node, 'object'));
    const call = callOf(tree, node);
    if (this.#isInstance(object)) return true;
    if (call === NONE || hidesArguments(tree, call)) return false;
    const [first = NONE] = positionalArguments(tree, call);
    if (this.#wantsMore(method, call) || (first !== NONE && this.#isInstance(first))) return true;
    return !this.#mayBeClass(object);
  }

  #isInstance(node: Node): boolean {
    const { tree } = this.#known;
    const inner = tree.unwrap(node);
    const receiver = tree.kind(inner) === 'identifier' ? this.#classes.receiverAt(inner) : undefined;
    return receiver === undefined ? this.#is(inner, false, MOST_STEPS / 2) : !receiver.isOfClass;
  }

  // Called on a class it would want one more, for `self`.
  #wantsMore(method: Node, call: Node): boolean {
    const { tree } = this.#known;
    const required = tree
      .children(tree.child(method, 'parameters'))
      .filter((parameter) => REQUIRED.has(tree.kind(parameter)))
      .filter((parameter) => !tree.kind(tree.firstChild(parameter)).endsWith('splat_pattern'));
    return tree.children(tree.child(call, 'arguments')).length < required.length;
  }

  /** Whether an expression may be a class of the source, of which a method is called with any object. */
  #mayBeClass(object: Node): boolean {
    const { tree, names } = this.#known;
    if (this.#classes.classAt(object) !== NONE || this.#classes.receiverAt(object)?.isOfClass === true) return true;
    const isType = names.namesOf(tree.child(object, 'function')).includes('builtins.type');
    return (tree.kind(object) === 'call' && isType) || this.#made.areHandedOn;
  }
}
