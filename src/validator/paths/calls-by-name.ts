import { hidesArguments, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Known, Mentions } from './mentions.js';

/** By which a method is called under a name that nobody reads. */
const UNREAD = /attrgetter|methodcaller|__(?:dict|class|getattr|getattribute|func|wrapped)__|\bvars\b/;
const GETTER = 'builtins.getattr';
const MENTIONED = /getattr/g;
/** What every object has begins so: `__dict__`, by which all the others are had. */
const OF_EVERY_OBJECT = /^(?:__|_?$)/;

/** An attribute that is read by a name of which at least the beginning is known. */
interface ReadByName {
  readonly object: Node;
  readonly beginning: string;
}

/** The methods that a source may read by names made at run time: `getattr(self, f'_write_{form}')`. */
export class CallsByName {
  readonly #known: Known;
  readonly #mentions: Mentions;
  #reads: readonly ReadByName[] | undefined;
  #areSeen: boolean | undefined;

  constructor(known: Known, mentions: Mentions) {
    this.#known = known;
    this.#mentions = mentions;
  }

  /** Whether a method may be read by such a name of some object, or of one that is meant. */
  mayReach(method: string, isMeant: (object: Node) => boolean = () => true): boolean {
    if (this.#mentions.says(UNREAD)) return true;
    this.#reads ??= this.#known.calls.flatMap((call) => this.#readBy(call));
    this.#areSeen ??= this.#reads.length === this.#mentions.count(MENTIONED);
    if (!this.#areSeen) return true;
    return this.#reads.some(
      ({ object, beginning }) => (method.startsWith(beginning) || OF_EVERY_OBJECT.test(beginning)) && isMeant(object),
    );
  }

  #readBy(call: Node): readonly ReadByName[] {
    const { tree, names } = this.#known;
    if (!names.namesOf(tree.child(call, 'function')).includes(GETTER) || hidesArguments(tree, call)) return [];
    const [object = NONE, name = NONE] = positionalArguments(tree, call);
    return [{ object, beginning: names.constants.textBeginning(name) }];
  }
}
