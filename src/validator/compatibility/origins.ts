import type { Facts } from '../facts.js';
import type { Binding } from '../scopes/scope.js';
import type { Node } from '../tree/syntax-tree.js';
import { AttributesOfSelf } from './attributes-of-self.js';
import { CallersArguments } from './callers-arguments.js';
import type { OwnCode } from './own-code.js';
import { ReturnedValues } from './returned-values.js';

/** All expressions that a name, a parameter, an attribute of an own object or a call stands for, where that is sure. */
export class Origins {
  readonly #facts: Facts;
  readonly #attributes: AttributesOfSelf;
  readonly #callers: CallersArguments;
  readonly #returned: ReturnedValues;

  constructor(facts: Facts, own: OwnCode) {
    this.#facts = facts;
    this.#attributes = new AttributesOfSelf(facts, own.isAlone);
    this.#callers = new CallersArguments(facts);
    this.#returned = new ReturnedValues(facts);
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

  /** @param callee the name that is called */
  ofCall(callee: Node): readonly Node[] | undefined {
    return this.#returned.valuesOf(callee);
  }
}
