import { LIMITS, MIB, READING } from '../../config/limits.js';
import type { Facts } from '../facts.js';
import { type Magnitude, Magnitudes } from '../robustness/magnitudes.js';
import { foundAt, type Rule } from '../rule.js';
import type { Node } from '../tree/syntax-tree.js';

const MOST_BYTES = LIMITS.memoryMiB.default * MIB;
const BITS_OF_LARGEST_FLOAT = 1024;
/** Of a loop that Python needs three hours for, at ten nanoseconds a round. */
const ROUNDS_BITS = 40;
const GROWING: ReadonlySet<string> = new Set(['**', '<<', '*']);

export const hugeConstant: Rule = {
  meta: {
    id: 'huge-constant',
    points: 30,
    channel: 'robustness',
    what: 'Arithmetic on literals that makes a number or a sequence beyond all memory and time.',
    why: 'Nothing useful is that large. The interpreter works on it until a limit ends the run, and holds its lock meanwhile.',
    example: 'x = 9**9**9\n',
    accepted: 'x = 10**18\nmask = 1 << 63\nzeros = [0] * 1_000_000\n',
    saferWay: 'Use floats for large numbers, and arrays of the length of `data`.',
  },

  check(facts) {
    const magnitudes = new Magnitudes(facts);
    return foundAt(candidates(facts, magnitudes), (node) => {
      const size = sizeBeyondReason(magnitudes.of(node), isTower(facts, node)) ?? endlessRounds(magnitudes, node);
      return size === undefined ? [] : [{ node, qualifiedName: 'huge', message: `This makes ${size}` }];
    });
  },
};

function candidates({ tree, operations, calls }: Facts, magnitudes: Magnitudes): readonly Node[] {
  return [
    ...operations.filter((node) => GROWING.has(tree.textOf(tree.child(node, 'operator')))),
    ...calls.filter((call) => magnitudes.mayMakeLarge(call)),
  ];
}

// `9**9**9`: nobody computes with a power of a power, and one more digit in it decides over minutes or ages.
function isTower({ tree }: Facts, node: Node): boolean {
  const exponent = tree.unwrap(tree.child(node, 'right'));
  return [node, exponent].every((power) => tree.textOf(tree.child(power, 'operator')) === '**');
}

function endlessRounds(magnitudes: Magnitudes, node: Node): string | undefined {
  const bits = magnitudes.roundsOf(node) ?? 0;
  return bits >= ROUNDS_BITS ? 'a loop that takes hours however little it does' : undefined;
}

function sizeBeyondReason(magnitude: Magnitude | undefined, isOfTower: boolean): string | undefined {
  const { bits = 0, bytes = 0 } = magnitude ?? {};
  const most = isOfTower ? BITS_OF_LARGEST_FLOAT : READING.constantBits;
  if (bits > most) return `a number of more than ${most.toLocaleString('en')} bits`;
  return bytes > MOST_BYTES ? `a value of more than ${MOST_BYTES / MIB} MiB` : undefined;
}
