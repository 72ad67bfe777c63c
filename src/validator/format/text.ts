import { dayOf } from '../../core/day-of.js';
import { printableLine } from '../../core/printable.js';
import type {
  IgnoredPardon,
  PardonedViolation,
  Report,
  RiskLevel,
  UnreadableSource,
  ViolationPart,
} from '../../core/report.js';
import { definePolicy } from '../policy/define-policy.js';
import { meaningOf } from '../refusal.js';
import { markedSource } from './marked-source.js';
import { noteWords, passing } from './note-words.js';
import { andFurtherPlaces, andRepeats, type CountedViolation, told } from './repeats.js';
import type { TextWidth } from './text-width.js';

type Colour = (text: string) => string;

/** How to mark words: picocolors' functions on a terminal, the identity elsewhere. */
export interface ReportColours {
  readonly bold: Colour;
  readonly dim: Colour;
  readonly red: Colour;
  readonly yellow: Colour;
  readonly green: Colour;
}

/** What is marked of a line that could not be read: a word, or what stands in its place. */
const WORD = /^(?:[\p{L}\p{N}_]+|`+|.)/u;
const HASH_CHARACTERS = 12;

/**
 * What a person reads: the risk line first, then each finding with its place and points, the source with a marker, why
 * it matters and the safer way. Repeats are counted at the first mention. No line ending at the end.
 * @param widthOf of what stands in this report: see `textWidthFor`
 */
export function formatReportText(path: string, report: Report, colours: ReportColours, widthOf: TextWidth): string {
  const writer = new FindingWriter(path, colours, widthOf);
  const { findings, notes } = told(report);
  const blocks = [
    [riskLine(path, report, colours), ...circumstances(report, colours)],
    ...writer.unreadable(report.unreadable),
    ...findings.map((found) => writer.violation(found)),
    ...report.pardoned.map((found) => writer.pardoned(found)),
    ...report.ignoredPardons.map((one) => [writer.ignoredPardon(one)]),
    ...notes.map((note) => [
      writer.head(note, colours.bold(noteWords(note)), printableLine(note.qualifiedName)),
      `    ${printableLine(note.message)}${colours.dim(andFurtherPlaces(note))}`,
      ...markedSource(note, colours.dim, widthOf),
    ]),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

/** The parts of a finding, each in its lines, below one path and in one set of colours. */
class FindingWriter {
  readonly #path: string;
  readonly #colours: ReportColours;
  readonly #widthOf: TextWidth;
  readonly #told = new Set<string>();

  constructor(path: string, colours: ReportColours, widthOf: TextWidth) {
    this.#path = shownPath(path);
    this.#colours = colours;
    this.#widthOf = widthOf;
  }

  head({ line, column }: { readonly line: number; readonly column: number }, ...words: readonly string[]): string {
    return ['', this.#colours.dim(`${this.#path}:${line}:${column}`), ...words].join(' ').replace(/^ /, '  ');
  }

  /** The line that could not be read, and what to do about it: one block or none. */
  unreadable(source: UnreadableSource | undefined): readonly string[][] {
    if (source === undefined) return [];
    const { reason, line, column = 1, snippet, snippetColumn = 1 } = source;
    const meaning = meaningOf(reason);
    const advice = meaning === undefined ? [] : [this.#labelled('what to do', meaning)];
    if (line === undefined || snippet === undefined) return advice.length === 0 ? [] : [[...advice]];
    const marked = WORD.exec(snippet.slice(snippetColumn - 1))?.[0].length ?? 1;
    const place = { line, column, endLine: line, endColumn: column + marked, snippet, snippetColumn };
    return [
      [
        this.head(place, this.#colours.bold(printableLine(reason))),
        ...markedSource(place, this.#colours.dim, this.#widthOf),
        ...advice,
      ],
    ];
  }

  violation(counted: CountedViolation): string[] {
    const { dim, bold, yellow } = this.#colours;
    const { violation, note } = counted;
    const { rule, channel, points, pointsOfRule, message, why, saferWay, via, parts = [] } = violation;
    const again = andRepeats(counted);
    // What adds nothing to anything is told, and not explained.
    if (points === 0 && pointsOfRule === undefined && note === undefined) {
      return [`${this.head(violation, bold(rule), yellow('+0'))} ${printableLine(message)}${dim(again)}`];
    }
    const aside = [
      ...(pointsOfRule === undefined ? [] : [dim(`(instead of +${pointsOfRule}, by policy)`)]),
      ...(channel === 'robustness' ? [dim('(robustness)')] : []),
      ...(note === undefined ? [] : [bold(`and ${noteWords(note)}`)]),
    ];
    return [
      this.head(violation, bold(rule), yellow(`+${points}`), ...aside),
      `    ${printableLine(message)}${again === '' ? '' : dim(again)}`,
      ...(note === undefined ? [] : [`    ${printableLine(note.message)}`]),
      ...markedSource(violation, dim, this.#widthOf),
      ...parts.map((part) => this.#part(part)),
      ...(via === undefined ? [] : [this.#labelled('reached by', via.join(' -> '))]),
      ...this.#advice(rule, why, saferWay),
    ];
  }

  /** What a rule says of several findings is told at the first. */
  #advice(rule: string, why: string, saferWay: string): readonly string[] {
    const lines = [this.#labelled('why', why), this.#labelled('safer', saferWay)];
    const advice = [rule, ...lines].join('\n');
    if (this.#told.has(advice)) return [];
    this.#told.add(advice);
    return lines;
  }

  pardoned(found: PardonedViolation): string[] {
    const { dim, bold, green } = this.#colours;
    const { by, reason } = found.pardon;
    // A repeat has no points of its own.
    const forgiven = found.points === 0 ? '' : ` (+${found.points} forgiven)`;
    return [
      this.head(found, bold(found.rule), green(`allowed by ${by}${forgiven}: ${printableLine(reason)}`)),
      `    ${printableLine(found.message)}`,
      ...markedSource(found, dim, this.#widthOf),
    ];
  }

  ignoredPardon(ignored: IgnoredPardon): string {
    const { bold, yellow } = this.#colours;
    return this.head(ignored, bold(yellow('comment ignored:')), printableLine(ignored.message));
  }

  #part({ line, column, qualifiedName, does }: ViolationPart): string {
    const place = this.#colours.dim(`${this.#path}:${line}:${column}`);
    return `    ${place} ${printableLine(qualifiedName)} ${printableLine(does)}`;
  }

  #labelled(label: string, text: string): string {
    return `    ${this.#colours.dim(`${label}: ${printableLine(text)}`)}`;
  }
}

// A line that begins with `::` is a command to some workflow runners, and file names are chosen by strangers.
function shownPath(path: string): string {
  return printableLine(path.trimStart().startsWith('::') ? `./${path}` : path);
}

function riskLine(path: string, report: Report, colours: ReportColours): string {
  const { bold, green, red } = colours;
  const verdict = report.isValid
    ? green(`${passing(report)}${andForgiven(report)}`)
    : red(`refused: ${printableLine(report.refusal ?? '')}`);
  return `${bold(shownPath(path))}  ${riskOf(report, colours)}  ${verdict}`;
}

/** Whoever reads the first line only must see that the score is not all that was found. */
function andForgiven({ pardoned }: Report): string {
  const points = pardoned.reduce((sum, found) => sum + found.points, 0);
  return points === 0 ? '' : ` (${points} ${points === 1 ? 'point' : 'points'} forgiven)`;
}

function riskOf({ riskScore, riskLevel, maxRiskScore }: Report, colours: ReportColours): string {
  if (riskScore === null || riskLevel === null) return colours.red('UNREADABLE');
  return colourOf(riskLevel, colours)(`${riskLevel} ${riskScore}/${maxRiskScore}`);
}

function colourOf(level: RiskLevel, { green, yellow, red }: ReportColours): Colour {
  if (level === 'LOW') return green;
  return level === 'MEDIUM' ? yellow : red;
}

/** What a reader must know of how the verdict came about, where it was not by the rules alone. */
function circumstances({ policy, approval, maxRiskScore }: Report, { dim, green }: ReportColours): string[] {
  const lines: string[] = [];
  if (policy.path !== undefined || policy.sha256 !== definePolicy({ maxRiskScore }).sha256) {
    const origin = policy.path === undefined ? 'built-in, changed by options' : printableLine(policy.path);
    lines.push(`  ${dim(`policy: ${origin} (${policy.sha256.slice(0, HASH_CHARACTERS)})`)}`);
  }
  if (approval !== undefined) {
    const { by, at, reason } = approval;
    lines.push(
      `  ${green(`approved by ${printableLine(by)} on ${printableLine(dayOf(at))}: ${printableLine(reason)}`)}`,
    );
  }
  return lines;
}
