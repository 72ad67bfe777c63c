import type { Facts } from '../facts.js';
import { positionalArguments } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { hasWayOut } from './endless-loops.js';
import { bitsOfFloat, bitsOfInteger, combinedBits } from './literal-bits.js';

/** How large a value of literals gets: bits of a whole number, or bytes of a text, list or array. */
export interface Magnitude {
  readonly bits?: number;
  readonly bytes?: number;
}

const DEEPEST = 60;
const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
]);
const BYTES_OF_REFERENCE = 8;
const SEQUENCE_BYTES: ReadonlyMap<string, number> = new Map([
  ['string', 1],
  ['concatenated_string', 1],
  ['list', BYTES_OF_REFERENCE],
  ['tuple', BYTES_OF_REFERENCE],
]);
/** Functions that go over every element before they return. */
const READERS: ReadonlySet<string> = new Set(
  ['list', 'tuple', 'set', 'frozenset', 'sorted', 'sum', 'max', 'min', 'dict'].map((name) => `builtins.${name}`),
);
/** Which arguments of a function of numpy multiply to how many elements it makes; past the end there are none. */
const SHAPED: ReadonlyMap<string, readonly [from: number, until: number]> = new Map([
  ['numpy.random.rand', [0, Number.POSITIVE_INFINITY]],
  ['numpy.random.randn', [0, Number.POSITIVE_INFINITY]],
  ['numpy.linspace', [2, 3]],
  ['numpy.repeat', [1, 2]],
]);
/** Methods of text that make it as long as they are told. */
const PADDING: ReadonlySet<string> = new Set(['ljust', 'rjust', 'center', 'zfill']);
/** Functions that hold every element at once, and how many bytes each takes. */
const MATERIALISED: ReadonlyMap<string, number> = new Map([
  ...['list', 'tuple', 'set', 'sorted'].map((name) => [`builtins.${name}`, BYTES_OF_REFERENCE] as const),
  ...['bytes', 'bytearray'].map((name) => [`builtins.${name}`, 1] as const),
  ...['zeros', 'ones', 'empty', 'full', 'arange'].map((name) => [`numpy.${name}`, BYTES_OF_REFERENCE] as const),
]);

const RANGE = 'builtins.range';
const POWER = 'builtins.pow';
const WHOLE = 'builtins.int';
const FACTORIAL = 'math.factorial';
/** All functions whose results may be large: a whole number of a float, which is never so large itself, is none. */
const SIZED: ReadonlySet<string> = new Set([
  ...[...SHAPED.keys(), ...MATERIALISED.keys()],
  ...[RANGE, POWER, FACTORIAL],
]);

/** Works out how large the values of arithmetic on literals get, in logarithms, without computing one of them. */
export class Magnitudes {
  private readonly facts: Facts;
  // A value that is used twice is worked out once: chains of `x = y * y` would double the work with every link.
  private readonly knownBits = new Map<Node, number | undefined>();

  constructor(facts: Facts) {
    this.facts = facts;
  }

  /** The magnitude of an operation or call on literals; undefined where it hangs on what nobody knows. */
  of(node: Node): Magnitude | undefined {
    const bits = this.bitsOf(node, 0);
    if (bits !== undefined) return { bits };
    const bytes = this.bytesOf(node, 0);
    return bytes === undefined ? undefined : { bytes };
  }

  /** Whether a call is of a function whose results have a size: most are not. */
  mayMakeLarge(call: Node): boolean {
    const { tree, names } = this.facts;
    const callee = tree.unwrap(tree.child(call, 'function'));
    return this.isPadding(callee) || names.namesOf(callee).some((name) => SIZED.has(name));
  }

  private isPadding(callee: Node): boolean {
    const { tree } = this.facts;
    return tree.kind(callee) === 'attribute' && PADDING.has(tree.identifier(tree.child(callee, 'attribute')));
  }

  /** The binary logarithm of a whole number's absolute value. */
  private bitsOf(node: Node, depth: number): number | undefined {
    const inner = this.facts.tree.unwrap(node);
    if (inner === NONE || depth > DEEPEST) return undefined;
    if (this.knownBits.has(inner)) return this.knownBits.get(inner);
    this.knownBits.set(inner, undefined);
    const bits = this.bitsOfKind(inner, depth);
    this.knownBits.set(inner, bits);
    return bits;
  }

  private bitsOfKind(inner: Node, depth: number): number | undefined {
    const { tree, names } = this.facts;
    switch (tree.kind(inner)) {
      case 'integer':
        return bitsOfInteger(tree.textOf(inner));
      case 'unary_operator':
        return this.bitsOf(tree.child(inner, 'argument'), depth + 1);
      case 'identifier':
        return this.bitsOf(names.soleValue(inner), depth + 1);
      case 'binary_operator':
        return this.bitsOfOperation(inner, depth);
      case 'call':
        return this.bitsOfCall(inner, depth);
      default:
        return undefined;
    }
  }

  private bitsOfOperation(node: Node, depth: number): number | undefined {
    const { tree } = this.facts;
    const left = this.bitsOf(tree.child(node, 'left'), depth + 1);
    if (left === undefined) return undefined;
    const right = this.bitsOf(tree.child(node, 'right'), depth + 1);
    return right === undefined ? undefined : combinedBits(left, tree.textOf(tree.child(node, 'operator')), right);
  }

  private bitsOfCall(call: Node, depth: number): number | undefined {
    const { tree, names } = this.facts;
    const callee = names.namesOf(tree.child(call, 'function'));
    if (callee.length === 0) return undefined;
    const given = positionalArguments(tree, call);
    if (callee.includes(POWER)) return this.bitsOfPower(given, depth);
    const [first = NONE] = given;
    if (callee.includes(WHOLE)) return tree.kind(first) === 'float' ? bitsOfFloat(tree.textOf(first)) : undefined;
    if (!callee.includes(FACTORIAL)) return undefined;
    const bits = this.bitsOf(first, depth + 1);
    // Stirling: n! is about (n/e)^n.
    return bits === undefined ? undefined : 2 ** bits * Math.max(0, bits - Math.LOG2E);
  }

  // With a third argument the power is taken modulo that, which is small again.
  private bitsOfPower(
    [base = NONE, exponent = NONE, modulus = NONE]: readonly Node[],
    depth: number,
  ): number | undefined {
    if (modulus !== NONE) return undefined;
    const [left, right] = [this.bitsOf(base, depth + 1), this.bitsOf(exponent, depth + 1)];
    return left === undefined || right === undefined ? undefined : combinedBits(left, '**', right);
  }

  private bytesOf(node: Node, depth: number): number | undefined {
    const { tree } = this.facts;
    const inner = tree.unwrap(node);
    if (inner === NONE || depth > DEEPEST) return undefined;
    const kind = tree.kind(inner);
    const size = SEQUENCE_BYTES.get(kind);
    if (size !== undefined)
      return kind.endsWith('string') ? tree.end(inner) - tree.start(inner) : size * this.sizeOf(inner);
    if (kind === 'call') return this.bytesOfCall(inner, depth);
    return kind === 'binary_operator' ? this.bytesOfRepetition(inner, depth) : undefined;
  }

  private sizeOf(list: Node): number {
    return this.facts.tree.children(list).length;
  }

  // `'a' * 10**10`, either way round.
  private bytesOfRepetition(node: Node, depth: number): number | undefined {
    const { tree } = this.facts;
    if (tree.textOf(tree.child(node, 'operator')) !== '*') return undefined;
    const [left, right] = [tree.child(node, 'left'), tree.child(node, 'right')];
    const once = this.bytesOf(left, depth + 1) ?? this.bytesOf(right, depth + 1);
    const times = this.bitsOf(left, depth + 1) ?? this.bitsOf(right, depth + 1);
    return once === undefined || times === undefined ? undefined : once * 2 ** times;
  }

  private bytesOfCall(call: Node, depth: number): number | undefined {
    const { tree, names } = this.facts;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const called = names.namesOf(callee);
    const shape = called.map((name) => SHAPED.get(name)).find((found) => found !== undefined);
    if (shape !== undefined) return this.bytesOfShape(positionalArguments(tree, call).slice(...shape), depth);
    const size = this.isPadding(callee) ? 1 : called.map((name) => MATERIALISED.get(name)).find(Boolean);
    if (size === undefined) return undefined;
    const [first = NONE] = positionalArguments(tree, call);
    if (first === NONE) return undefined;
    const count = this.countOf(tree.unwrap(first), depth);
    return count === undefined ? undefined : size * 2 ** count;
  }

  private bytesOfShape(dimensions: readonly Node[], depth: number): number | undefined {
    const bits = dimensions.map((dimension) => this.bitsOf(dimension, depth + 1));
    const sum = bits.reduce<number | undefined>(
      (all, one) => (all === undefined || one === undefined ? undefined : all + one),
      0,
    );
    return sum === undefined || bits.length === 0 ? undefined : BYTES_OF_REFERENCE * 2 ** sum;
  }

  /** The binary logarithm of how many numbers a `range` has that is gone over to its end; undefined for any other call. */
  roundsOf(call: Node): number | undefined {
    const { tree, names } = this.facts;
    if (!names.namesOf(tree.child(call, 'function')).includes(RANGE)) return undefined;
    return this.isReadWhole(tree.wrapped(call)) ? this.countOf(call, 0) : undefined;
  }

  private isReadWhole(range: Node): boolean {
    const { tree, names } = this.facts;
    const above = tree.parent(range);
    switch (tree.kind(above)) {
      case 'for_statement':
        return tree.field(range) === 'right' && !hasWayOut(tree, above);
      case 'for_in_clause':
        return isPlainComprehension(tree, tree.parent(above));
      case 'argument_list':
        return names.namesOf(tree.child(tree.parent(above), 'function')).some((name) => READERS.has(name));
      default:
        return false;
    }
  }

  /** The binary logarithm of how many elements `range(n)`, a shape or a length stand for. */
  private countOf(node: Node, depth: number): number | undefined {
    const { tree, names } = this.facts;
    if (tree.kind(node) === 'tuple') {
      const parts = tree.children(node).map((part) => this.bitsOf(part, depth + 1));
      return parts.every((part) => part !== undefined) ? parts.reduce((sum, part) => sum + part, 0) : undefined;
    }
    if (tree.kind(node) !== 'call') return this.bitsOf(node, depth + 1);
    if (!names.namesOf(tree.child(node, 'function')).includes(RANGE)) return undefined;
    const given = positionalArguments(tree, node);
    return given.length > 2 ? undefined : this.bitsOf(given.at(-1) ?? NONE, depth + 1);
  }
}

// A generator may be left before its end, and what a condition lets through may be little.
function isPlainComprehension(tree: SyntaxTree, comprehension: Node): boolean {
  if (!COMPREHENSIONS.has(tree.kind(comprehension))) return false;
  return tree.children(comprehension).every((child) => tree.kind(child) !== 'if_clause');
}
