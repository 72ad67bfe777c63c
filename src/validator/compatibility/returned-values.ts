import type { Facts } from '../facts.js';
import { returnsOf } from '../tree/returns.js';
import type { Node } from '../tree/syntax-tree.js';

/** What puts another function under a name, without the name being bound anywhere. */
const OTHER_WAYS = /\b(?:globals|locals|exec|setattr|__dict__|__main__)\b/;
const ASYNC = /^async\b/;

/**
 * What calls of the source's own functions give back: what is returned there. Of plain functions alone: what a decorator
 * made of one, or what is awaited or yielded, is another thing.
 */
export class ReturnedValues {
  readonly #facts: Facts;
  readonly #byFunction = new Map<Node, readonly Node[]>();
  #mayBeOthers: boolean | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** Everything but `None` that a call of a name may give; undefined where that is not sure. */
  valuesOf(callee: Node): readonly Node[] | undefined {
    const { tree, names } = this.#facts;
    if (tree.kind(callee) !== 'identifier') return undefined;
    const [binding, ...others] = names.bindingsOf(callee)?.slice(0, 2) ?? [];
    if (binding?.meaning.kind !== 'definition' || others.length > 0) return undefined;
    const definition = binding.meaning.node;
    if (!this.#isPlain(definition) || this.#areOthers()) return undefined;
    const returned = this.#byFunction.get(definition) ?? returnsOf(tree, definition);
    this.#byFunction.set(definition, returned);
    return returned.length === 0 ? undefined : returned;
  }

  #isPlain(definition: Node): boolean {
    const { tree } = this.#facts;
    const isFunction = tree.kind(definition) === 'function_definition';
    if (!isFunction || tree.kind(tree.parent(definition)) === 'decorated_definition') return false;
    return !ASYNC.test(tree.textOf(definition));
  }

  #areOthers(): boolean {
    const { tree, imports } = this.#facts;
    this.#mayBeOthers ??= imports.some(({ isStar }) => isStar) || OTHER_WAYS.test(tree.text);
    return this.#mayBeOthers;
  }
}
