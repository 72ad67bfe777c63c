import { READING } from '../config/limits.js';
import { didYouMean } from '../core/nearest-word.js';
import type { IgnoredPardon, Pardon } from '../core/report.js';
import type { Rule } from './rule.js';
import type { LineIndex } from './tree/lines.js';
import type { SyntaxTree } from './tree/syntax-tree.js';

const WORD = 'quantine:';
const MARK = /#[ \t]*quantine:/g;
const VERB = /^allow(?=\s)/;
const FORM = 'write "# quantine: allow RULE -- reason"';
const LONGEST_COMMENT = 400;

/** A comment that speaks to Quantine, and the line that it speaks of. */
interface Directive {
  readonly line: number;
  readonly column: number;
  /** What follows `quantine:`. */
  readonly text: string;
  /** Its own line, or where it stands alone the next one that is no such comment. */
  readonly about: number;
}

interface InlinePardon {
  readonly directive: Directive;
  readonly rule: string;
  readonly reason: string;
  isUsed: boolean;
}

/**
 * What the comments of a source ask to have pardoned: `# quantine: allow rule-id[, rule-id] -- reason`, on the line of the
 * finding or alone above it. Whoever wrote the source wrote these too, so nothing is heard unless the caller says so, and
 * every one that is not heard is told.
 */
export class InlinePardons {
  readonly #pardons = new Map<number, InlinePardon[]>();
  readonly #ignored: IgnoredPardon[] = [];
  readonly #lines: LineIndex;

  constructor(tree: SyntaxTree, lines: LineIndex, isAllowed: boolean, rules: readonly Rule[]) {
    this.#lines = lines;
    for (const directive of directivesOf(tree, lines)) {
      if (isAllowed) this.#hear(directive, rules);
      else this.#ignore(directive, 'not-allowed', 'it needs --allow-inline');
    }
  }

  /** The pardon of a rule's finding that begins at this offset, if there is one. */
  pardonFor(rule: string, offset: number): Pardon | undefined {
    if (this.#pardons.size === 0) return undefined;
    const onLine = this.#pardons.get(this.#lines.place(offset).line) ?? [];
    const pardons = onLine.filter((one) => one.rule === rule);
    for (const pardon of pardons) pardon.isUsed = true;
    const [pardon] = pardons;
    return pardon && { by: 'comment', reason: pardon.reason };
  }

  /** What was asked and not granted, once every finding was asked about. */
  ignored(): readonly IgnoredPardon[] {
    const unused = [...this.#pardons.values()].flat().filter(({ isUsed }) => !isUsed);
    for (const { directive, rule } of unused) {
      this.#ignore(directive, 'unused', `${rule} finds nothing on line ${directive.about}`);
    }
    return this.#ignored.toSorted((one, other) => one.line - other.line);
  }

  #hear(directive: Directive, rules: readonly Rule[]): void {
    const known = rules.map(({ meta }) => meta.id);
    const [names = '', ...reasons] = directive.text.replace(VERB, '').split('--');
    const reason = reasons.join('--').trim();
    if (!VERB.test(directive.text)) {
      this.#ignore(directive, 'malformed', `it is not understood: ${FORM}`);
    } else if (!/[\p{L}\p{N}]/u.test(reason)) {
      this.#ignore(directive, 'no-reason', `it gives no reason: ${FORM}`);
    } else {
      for (const rule of names.split(',')) this.#allow(directive, rule.trim(), reason, known);
    }
  }

  #allow(directive: Directive, rule: string, reason: string, known: readonly string[]): void {
    if (!known.includes(rule)) {
      const message = `there is no rule ${JSON.stringify(rule)}${didYouMean(rule, known)}`;
      this.#ignore(directive, 'unknown-rule', message);
      return;
    }
    const pardons = this.#pardons.get(directive.about) ?? [];
    this.#pardons.set(directive.about, pardons);
    pardons.push({ directive, rule, reason, isUsed: false });
  }

  #ignore({ line, column }: Directive, cause: IgnoredPardon['cause'], message: string): void {
    if (this.#ignored.length < READING.listedRepeats) this.#ignored.push({ line, column, cause, message });
  }
}

function directivesOf(tree: SyntaxTree, lines: LineIndex): readonly Directive[] {
  const places = marksOutsideOfStrings(tree).map((offset) => ({ offset, ...lines.place(offset) }));
  const found: Directive[] = [];
  let below = Number.NaN;
  let about = Number.NaN;
  // From the last to the first, because of comments one above the other each speaks of what comes below them all.
  for (const { offset, line, column } of places.toReversed()) {
    const isAlone = tree.text.slice(offset - column + 1, offset).trim() === '';
    if (!isAlone) about = line;
    else if (line + 1 !== below) about = line + 1;
    below = isAlone ? line : Number.NaN;
    found.push({ line, column, text: commentText(tree.text, offset), about });
  }
  return found.toReversed();
}

/** A comment is whatever begins with `#` and lies in no string, of which the parser keeps the places. */
function marksOutsideOfStrings(tree: SyntaxTree): readonly number[] {
  if (!tree.text.includes(WORD)) return [];
  const marks = [...tree.text.matchAll(MARK)].map(({ index }) => index);
  if (marks.length === 0) return marks;
  const outside: number[] = [];
  let next = 0;
  for (let node = 0; node < tree.size && next < marks.length; node++) {
    if (tree.kind(node) !== 'string') continue;
    for (; next < marks.length && (marks[next] ?? 0) < tree.start(node); next++) outside.push(marks[next] ?? 0);
    while (next < marks.length && (marks[next] ?? 0) < tree.end(node)) next++;
  }
  return [...outside, ...marks.slice(next)].filter(isFirstOfItsLine(tree.text));
}

/** `# quantine: allow x -- see # quantine: ...` is one comment. */
function isFirstOfItsLine(text: string): (offset: number, index: number, all: readonly number[]) => boolean {
  return (offset, index, all) => index === 0 || text.slice(all[index - 1], offset).includes('\n');
}

function commentText(text: string, offset: number): string {
  const start = text.indexOf(':', offset) + 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, Math.min(end < 0 ? text.length : end, start + LONGEST_COMMENT)).trim();
}
