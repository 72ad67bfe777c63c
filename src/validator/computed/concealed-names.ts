import type { Facts } from '../facts.js';
import { rootOf } from '../qualified-name.js';
import type { Binding } from '../scopes/scope.js';
import { callOf } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { FOR_LOOPS } from '../tree/targets.js';

/** The modules of which no name of an attribute is made to be read. */
const DECODERS: readonly string[] = [
  ...[
    'base64',
    'binascii',
    'codecs',
    'zlib',
    'gzip',
    'bz2',
    'lzma',
    'struct',
    'quopri',
    'hashlib',
    'json',
    'ast',
    're',
  ],
];
/** What turns one constant into another; whatever is made with these alone could have been written out. */
const MAKERS: ReadonlySet<string> = new Set([
  ...DECODERS,
  ...['builtins', 'string', 'operator', 'functools', 'itertools', 'html', 'urllib', 'math'],
]);
const DECODING_FUNCTIONS: ReadonlySet<string> = new Set(
  ['chr', 'ord', 'bytes', 'bytearray', 'reversed', 'hex'].map((name) => `builtins.${name}`),
);
const DECODING_METHODS: ReadonlySet<string> = new Set(['decode', 'translate', 'fromhex', 'to_bytes']);
/** Texts of the interpreter's own, out of which letters are picked. */
const PICKED_FROM: ReadonlySet<string> = new Set(['__doc__', '__name__', '__qualname__', '__module__']);
const MOST_NODES = 2_000;
const MOST_DEPTH = 8;

/**
 * Whether an expression is made of constants, and of what decodes or picks from them, and so says the same in every run:
 * who makes the name of an attribute that way wants it not to be read.
 */
export function isConcealed(facts: Facts, node: Node): boolean {
  const made = new Making(facts);
  return node !== NONE && made.isOfConstants(node, 0) && made.isDecoded;
}

/** The way in which one name is made. */
class Making {
  isDecoded = false;
  readonly #facts: Facts;
  readonly #seen = new Set<Node>();
  #nodes = 0;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  isOfConstants(node: Node, depth: number): boolean {
    const { tree } = this.#facts;
    if (this.#seen.has(node)) return true;
    this.#seen.add(node);
    this.#nodes += tree.after(node) - node;
    if (depth > MOST_DEPTH || this.#nodes > MOST_NODES) return false;
    for (let part = node; part < tree.after(node); part++) {
      const kind = tree.kind(part);
      if (kind === 'call') this.isDecoded ||= this.#isDecoding(tree.unwrap(tree.child(part, 'function')));
      else if (kind === 'attribute') this.isDecoded ||= PICKED_FROM.has(this.#attributeOf(part));
      else if (kind === 'identifier' && !this.#isConstant(node, part, depth)) return false;
    }
    return true;
  }

  #attributeOf(node: Node): string {
    return this.#facts.tree.identifier(this.#facts.tree.child(node, 'attribute'));
  }

  #isDecoding(callee: Node): boolean {
    const { tree, names } = this.#facts;
    if (names.namesOf(callee).some((name) => DECODING_FUNCTIONS.has(name) || DECODERS.includes(rootOf(name))))
      return true;
    return tree.kind(callee) === 'attribute' && DECODING_METHODS.has(this.#attributeOf(callee));
  }

  #isConstant(whole: Node, identifier: Node, depth: number): boolean {
    const { tree, names } = this.#facts;
    if (!names.isRead(identifier)) return true;
    // `map(chr, codes)` mentions what decodes.
    const known = names.namesOf(identifier);
    this.isDecoded ||= callOf(tree, identifier) === NONE && known.some((name) => DECODING_FUNCTIONS.has(name));
    if (known.some((name) => MAKERS.has(rootOf(name)))) return true;
    const bindings = names.bindingsOf(identifier) ?? [];
    if (bindings.length === 0 || bindings.length > MOST_NODES) return false;
    return bindings.every((binding) => this.#isBoundToConstant(whole, binding, depth + 1));
  }

  #isBoundToConstant(whole: Node, { target, meaning }: Binding, depth: number): boolean {
    const { tree } = this.#facts;
    // The names of a comprehension or a lambda, and of a function that is called, take their values from around it.
    if (target === NONE || tree.isWithin(target, whole)) return target !== NONE;
    if (meaning.kind === 'definition') return this.isOfConstants(meaning.node, depth);
    if (meaning.kind === 'expression') return this.isOfConstants(meaning.node, depth);
    const loop = tree.ancestor(target, FOR_LOOPS);
    const isOfLoop = loop !== NONE && tree.isWithin(target, tree.child(loop, 'left'));
    return isOfLoop && this.isOfConstants(tree.child(loop, 'right'), depth);
  }
}
