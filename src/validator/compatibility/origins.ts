import type { Facts } from '../facts.js';
import type { Binding } from '../scopes/scope.js';
import type { Node } from '../tree/syntax-tree.js';
import { AttributesOfSelf } from './attributes-of-self.js';
import { CallersArguments } from './callers-arguments.js';
import type { OwnCode } from './own-code.js';

/** All expressions that a name, a parameter or an attribute of an own object is ever given, where that is sure. */
export class Origins {
  readonly #facts: Facts;
  readonly #attributes: AttributesOfSelf;
  readonly #callers: CallersArguments;

  constructor(facts: Facts, own: OwnCode) {
    this.#facts = facts;
    this.#attributes = new AttributesOfSelf(facts, own.isAlone);
    this.#callers = new CallersArguments(facts);
  }

  ofBinding({ meaning, target }: Binding): readonly Node[] | undefined {
    const { tree } = this.#facts;
    const isPlain = tree.kind(tree.parent(target)) === 'assignment' && tree.field(target) === 'left';
    if (!isPlain) return this.#callers.valuesOf(target);
    return meaning.kind === 'expression' ? [meaning.node] : undefined;
  }

  ofAttribute(read: Node): readonly Node[] | undefined {
    return this.#attributes.valuesOf(read);
  }
}
