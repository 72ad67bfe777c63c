import { READING } from '../../../config/limits.js';
import type { Deadline } from '../../deadline.js';
import { type RefusalReason, SourceRefusal } from '../../refusal.js';
import type { SyntaxTree } from '../../tree/syntax-tree.js';
import { AnnotationNames } from './annotation-names.js';
import { type Edit, inOrder, type Repair } from './edits.js';
import type { Finder } from './finder.js';
import { FormatNames } from './format-names.js';
import { LoneBackslashes } from './lone-backslashes.js';
import { LowContinuations } from './low-continuations.js';
import { SplatAnnotations } from './splat-annotations.js';
import { SplatLists } from './splat-lists.js';
import { StatementEnds } from './statement-ends.js';
import { tokensOf } from './tokens.js';
import { TypeDefaults } from './type-defaults.js';

/** Rounds of edits, of which each is without those that meant something else in the round before. */
const ROUNDS = 3;
/** Reasons that say nothing of the syntax. */
const OF_BOUNDS: ReadonlySet<string> = new Set<RefusalReason>(['too-slow', 'too-large', 'too-deep']);
const TOKENS_PER_CLOCK = 4096;

/**
 * The tree of a source that CPython reads and the grammar does not: of a text that says the same to CPython, and is read
 * by the grammar too.
 *
 * What has to be edited is guessed from the tokens, and may be guessed wrongly, where an attacker led the tokenizer astray.
 * Why the tree may be believed of the text that runs all the same:
 * - The edited text has a tree without an error, which passed the checks that every tree has to pass: CPython reads this
 *   text as the tree says.
 * - Take the edits out of it, one after the other. Each is of a kind that changes nothing for CPython where it stands as
 *   it should (a semicolon at the end of a statement, parentheses around a list, blanks for lines within brackets), or
 *   nothing that is judged (a bound for a default). That it stands so is seen in the tree: so with it or without, CPython
 *   reads the same, by the same tree.
 * - The tree is still right for the next edit, then, and after the last it is right for the text that runs.
 * An edit that does not stand as it should is taken back, and what is left is parsed again: what was seen of the others
 * was seen in a tree that is no longer right.
 * @param parse throws where the edited text cannot be read either; its tree has the offsets of the text as it is
 * @returns undefined where no edit helps
 * @throws SourceRefusal where to read the edited text costs more than one source may
 */
export function repairedTree(
  text: string,
  deadline: Deadline,
  parse: (edits: readonly Edit[]) => SyntaxTree,
): SyntaxTree | undefined {
  let repairs = repairsOf(text, deadline);
  for (let round = 0; round < ROUNDS && repairs.length > 0; round++) {
    const tree = parsed(parse, repairs);
    const sound = repairs.filter((repair) => tree !== undefined && repair.holds(tree));
    if (sound.length === repairs.length) return tree;
    repairs = sound;
  }
  return undefined;
}

/** All that may have to be edited in a text; nothing where that is too much to be a matter of a few odd lines. */
function repairsOf(text: string, deadline: Deadline): readonly Repair[] {
  // A parenthesis that ends a list stands before the semicolon that ends its statement.
  const finders: readonly Finder[] = [
    new AnnotationNames(text),
    new SplatLists(text),
    new StatementEnds(text),
    new TypeDefaults(text),
    new FormatNames(text),
    new LowContinuations(text),
    new SplatAnnotations(text),
    new LoneBackslashes(text),
  ];
  const found: Repair[] = [];
  const add = (repair: Repair) => void found.push(repair);
  let count = 0;
  for (const token of tokensOf(text)) {
    for (const finder of finders) finder.see(token, add);
    count += 1;
    if (count % TOKENS_PER_CLOCK === 0) deadline.refuseIfOver();
    if (found.length > READING.repairs) return [];
  }
  return found;
}

function parsed(parse: (edits: readonly Edit[]) => SyntaxTree, repairs: readonly Repair[]): SyntaxTree | undefined {
  try {
    return parse(inOrder(repairs.flatMap(({ edits }) => edits)));
  } catch (error) {
    if (!(error instanceof SourceRefusal) || OF_BOUNDS.has(error.unreadable.reason)) throw error;
    return undefined;
  }
}
