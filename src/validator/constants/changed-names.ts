import type { SyntaxTree } from '../tree.js';
import type { Definitions } from './evaluation.js';
import { MentionReader } from './mentions.js';

/** What becomes of the values of a name, as far as the source shows it. */
export interface NameUse {
  /**
   * How deep in the value the first thing lies that may be changed elsewhere: 0 for the value itself, 1 for what it
   * holds, and so on; infinite where nothing of it gets anywhere.
   */
  readonly safeDepth: number;
  readonly mentions: number;
}

/** The names of which the values may come to hold something else than what is written. */
export interface ChangedNames {
  useOf(name: string): NameUse;
  /** Whether the source says `bytearray` at all: all other bytes stay what they are. */
  readonly hasBytearrays: boolean;
  /** Whether the source may do more with the environment than ask it for one setting. */
  readonly changesEnvironment: boolean;
}

/** Another mention of the environment, what reads settings from a file, or what finds the environment by a name made of pieces. */
const CHANGES_ENVIRONMENT =
  /\benvironb?\b(?!\.get\()|putenv|unsetenv|dotenv|getattr|attrgetter|methodcaller|resolve_name|locate|__dict__|\bvars\b/;

const UNUSED: NameUse = { safeDepth: Number.POSITIVE_INFINITY, mentions: 0 };

/**
 * Finds them in a source. What a name holds is believed to stay only where every mention of the name is a reading that
 * is known to be harmless: whatever else is done with it may give the value another name, and change it under that.
 * Names are told apart by their texts alone.
 */
export function changedNames(tree: SyntaxTree, definitions: Definitions): ChangedNames {
  const reader = new MentionReader(tree, definitions);
  const uses = new Map<string, NameUse>();
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind(node) !== 'identifier' || !reader.isMention(node)) continue;
    const name = tree.identifier(node);
    const { safeDepth, mentions } = uses.get(name) ?? UNUSED;
    uses.set(name, { safeDepth: Math.min(safeDepth, reader.safeDepth(node)), mentions: mentions + 1 });
  }
  const text = tree.text.normalize('NFKC');
  return {
    useOf: (name) => uses.get(name) ?? UNUSED,
    hasBytearrays: text.includes('bytearray'),
    changesEnvironment: CHANGES_ENVIRONMENT.test(text),
  };
}
