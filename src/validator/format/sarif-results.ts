import type { CodeFlow, ReportingDescriptor, Result, Suppression } from 'sarif';
import { dayOf } from '../../core/day-of.js';
import { printableLine } from '../../core/printable.js';
import type {
  Approval,
  IgnoredPardon,
  PardonedViolation,
  Report,
  UnreadableSource,
  Violation,
} from '../../core/report.js';
import { Fingerprints } from './fingerprints.js';
import { type Level, levelOf } from './level.js';
import { type SarifFile, sarifLocation } from './sarif-place.js';
import { PARDON_NOT_HEARD, REFUSED_BY_PERSON, UNREADABLE_SOURCE, WILL_NOT_RUN } from './sarif-rules.js';

/** What one report says, each place a result of its own. What was allowed or approved is there and marked as suppressed. */
export function sarifResults(report: Report, file: SarifFile, rules: readonly ReportingDescriptor[]): Result[] {
  const writer = new ResultWriter(file, rules);
  const approved = report.approval === undefined ? {} : { suppressions: [approvedBy(report.approval)] };
  return [
    ...(report.unreadable === undefined ? [] : [writer.unreadable(report.unreadable)]),
    ...(report.refusedBy === undefined ? [] : [writer.refusedByPerson(report.refusal ?? '')]),
    ...report.violations.map((found) => ({ ...writer.violation(found), ...approved })),
    ...report.pardoned.map((found) => ({ ...writer.violation(found), suppressions: [pardonOf(found)] })),
    ...report.ignoredPardons.map((one) => writer.ignoredPardon(one)),
    ...report.compatibility.map((note) => ({
      ...writer.result(WILL_NOT_RUN, 'note', note.message),
      locations: [sarifLocation(file, note)],
      partialFingerprints: writer.fingerprint({ ...note, rule: WILL_NOT_RUN }),
    })),
  ];
}

interface Point {
  readonly what: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

class ResultWriter {
  readonly #file: SarifFile;
  readonly #rules: readonly ReportingDescriptor[];
  readonly #fingerprints = new Fingerprints();
  /** A repeat has no points of its own, and is as grave as the first. */
  readonly #levels = new Map<string, Level>();

  constructor(file: SarifFile, rules: readonly ReportingDescriptor[]) {
    this.#file = file;
    this.#rules = rules;
  }

  result(ruleId: string, level: Level, text: string): Result {
    const ruleIndex = this.#rules.findIndex(({ id }) => id === ruleId);
    return { ruleId, ...(ruleIndex >= 0 && { ruleIndex }), level, message: { text: messageText(text) } };
  }

  fingerprint(found: Pick<Violation, 'rule' | 'qualifiedName' | 'snippet'>): Result['partialFingerprints'] {
    return { 'quantine/v1': this.#fingerprints.of(found) };
  }

  violation(found: Violation): Result {
    const { rule, message, saferWay, points, channel, qualifiedName, via, parts } = found;
    const file = this.#file;
    return {
      ...this.result(rule, this.#levelOf(found), `${message}. Safer: ${saferWay}`),
      locations: [sarifLocation(file, found)],
      partialFingerprints: this.fingerprint(found),
      ...(parts !== undefined && {
        relatedLocations: parts.map((part, id) => ({
          id,
          ...sarifLocation(file, part),
          message: { text: messageText(`${part.qualifiedName} ${part.does}`) },
        })),
      }),
      ...(via !== undefined && { codeFlows: [this.#flow(found, via)] }),
      properties: { points, channel, qualifiedName: printableLine(qualifiedName) },
    };
  }

  unreadable({ reason, message, line = 1, column = 1 }: UnreadableSource): Result {
    return this.#atPoint(UNREADABLE_SOURCE, 'error', { what: reason, message, line, column });
  }

  ignoredPardon({ cause, ...place }: IgnoredPardon): Result {
    return this.#atPoint(PARDON_NOT_HEARD, 'note', { what: cause, ...place });
  }

  /** Of what is known where it begins, and not how far it goes. */
  #atPoint(rule: string, level: Level, { what, message, line, column }: Point): Result {
    const place = { line, column, endLine: line, endColumn: column + 1 };
    return {
      ...this.result(rule, level, message),
      locations: [sarifLocation(this.#file, place)],
      partialFingerprints: this.fingerprint({ rule, qualifiedName: what, snippet: '' }),
    };
  }

  refusedByPerson(refusal: string): Result {
    return {
      ...this.result(REFUSED_BY_PERSON, 'error', refusal),
      locations: [sarifLocation(this.#file, { line: 1, column: 1, endLine: 1, endColumn: 2 })],
      partialFingerprints: this.fingerprint({ rule: REFUSED_BY_PERSON, qualifiedName: '', snippet: '' }),
    };
  }

  #levelOf({ rule, qualifiedName, points }: Violation): Level {
    const key = `${rule} ${qualifiedName}`;
    const level = this.#levels.get(key) ?? levelOf(points);
    this.#levels.set(key, level);
    return level;
  }

  #flow(found: Violation, via: readonly string[]): CodeFlow {
    const place = sarifLocation(this.#file, found);
    const locations = via.map((name) => ({ location: { ...place, message: { text: messageText(name) } } }));
    return { threadFlows: [{ locations }] };
  }
}

function pardonOf({ pardon }: PardonedViolation): Suppression {
  const kind = pardon.by === 'comment' ? 'inSource' : 'external';
  return { kind, status: 'accepted', justification: printableLine(pardon.reason) };
}

function approvedBy({ by, at, reason }: Approval): Suppression {
  return {
    kind: 'external',
    status: 'accepted',
    justification: printableLine(`Approved by ${by} on ${dayOf(at)}: ${reason}`),
  };
}

/** Braces are placeholders in a message and a bracket before a parenthesis is a link (SARIF 2.1.0, 3.11.5 and 3.11.6). */
function messageText(text: string): string {
  return printableLine(text).replaceAll(/[{}]/g, '$&$&').replaceAll('](', '\\](');
}
