import type { Node, SyntaxTree } from '../tree/syntax-tree.js';
import type { Definitions } from './definitions.js';
import { ALL, MentionReader } from './mentions.js';

/** What becomes of the values of a name, as far as the source shows it. */
interface NameUse {
  /**
   * How deep in the value the first thing lies that may be changed elsewhere: 0 for the value itself, 1 for what it
   * holds, and so on; infinite where nothing of it gets anywhere.
   */
  readonly safeDepth: number;
  readonly mentions: number;
}

/**
 * Another mention of the environment, what reads settings from a file, or what finds the environment, or its `putenv` and
 * `unsetenv`, by a name made of pieces. A name that begins otherwise finds none of them: `getattr(self, f'_write_{form}')`.
 */
const CHANGES_ENVIRONMENT =
  /\benvironb?\b(?!\.get\(|\[(?:"PYTHONHASHSEED"|'PYTHONHASHSEED'|"(?:OMP|MKL|OPENBLAS)_\w+"|'(?:OMP|MKL|OPENBLAS)_\w+')\])|putenv|unsetenv|dotenv|getattr(?!\(\w+, f?["'](?!_*[epu]|__)\w{2})|attrgetter|methodcaller|resolve_name|locate|__dict__|\bvars\b/;

const UNKNOWN: NameUse = { safeDepth: Number.NEGATIVE_INFINITY, mentions: Number.POSITIVE_INFINITY };

/**
 * Tells of which names the values may come to hold something else than what is written. What a name holds is believed to
 * stay only where every mention of the name is a reading that is known to be harmless: whatever else is done with it may
 * give the value another name, and change it under that. Names are told apart by their texts alone. Each question is
 * worked out when it is first asked: most sources ask few.
 */
export class ChangedNames {
  readonly #tree: SyntaxTree;
  readonly #reader: MentionReader;
  readonly #uses = new Map<string, NameUse>();
  #mentions: ReadonlyMap<string, readonly Node[]> | undefined;
  #hasBytearrays: boolean | undefined;
  #changesEnvironment: boolean | undefined;

  constructor(tree: SyntaxTree, definitions: Definitions) {
    this.#tree = tree;
    this.#reader = new MentionReader(tree, definitions);
  }

  useOf(name: string): NameUse {
    const known = this.#uses.get(name);
    if (known !== undefined) return known;
    // What is asked of a name in order to tell this of the same name is told the worst.
    this.#uses.set(name, UNKNOWN);
    const mentions = this.mentionsOf(name);
    const safeDepth = mentions.reduce((least, node) => Math.min(least, this.#reader.safeDepth(node)), ALL);
    const use = { safeDepth, mentions: mentions.length };
    this.#uses.set(name, use);
    return use;
  }

  /** How deep in the value that a mention says the first thing lies that gets elsewhere. */
  safeDepthAt(mention: Node): number {
    return this.#reader.safeDepth(mention);
  }

  /** Drops what was told of names, because what they stand for has become more. */
  forget(): void {
    this.#uses.clear();
  }

  /** Whether the source says `bytearray` at all: all other bytes stay what they are. */
  get hasBytearrays(): boolean {
    this.#hasBytearrays ??= this.#text.includes('bytearray');
    return this.#hasBytearrays;
  }

  /** Whether the source may do more with the environment than ask it for one setting. */
  get changesEnvironment(): boolean {
    this.#changesEnvironment ??= CHANGES_ENVIRONMENT.test(this.#text);
    return this.#changesEnvironment;
  }

  /** Where a name's value is said, and may get elsewhere: not where it is only bound. */
  mentionsOf(name: string): readonly Node[] {
    this.#mentions ??= mentionsIn(this.#tree, this.#reader);
    return this.#mentions.get(name) ?? [];
  }

  get #text(): string {
    return this.#tree.text.normalize('NFKC');
  }
}

function mentionsIn(tree: SyntaxTree, reader: MentionReader): ReadonlyMap<string, readonly Node[]> {
  const mentions = new Map<string, Node[]>();
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind(node) !== 'identifier' || !reader.isMention(node)) continue;
    const name = tree.identifier(node);
    const known = mentions.get(name);
    if (known === undefined) mentions.set(name, [node]);
    else known.push(node);
  }
  return mentions;
}
