import { READING } from '../config/limits.js';
import type { RiskLevel, Violation } from '../core/report.js';
import type { Facts } from './facts.js';
import { LineIndex } from './lines.js';
import type { Finding, Rule } from './rule.js';

/** LOW below 30, MEDIUM below 70, HIGH to 90, CRITICAL above. */
export function riskLevelOf(score: number): RiskLevel {
  if (score < 30) return 'LOW';
  if (score < 70) return 'MEDIUM';
  return score <= 90 ? 'HIGH' : 'CRITICAL';
}

export interface Judgement {
  readonly riskScore: number;
  /** In the order of the source. */
  readonly violations: readonly Violation[];
}

/**
 * What the rules find in a source, and what it adds up to: points once per rule and qualified name, at its first place.
 * Past the bounds of `READING` neither points nor repeats are counted any more.
 */
export function judge(facts: Facts, rules: readonly Rule[]): Judgement {
  const lines = new LineIndex(facts.tree.text);
  const violations: Violation[] = [];
  let scored = 0;
  let repeats = 0;
  for (const rule of rules) {
    const known = new Set<string>();
    for (const finding of inOrder(facts, rule)) {
      const isRepeat = known.has(finding.qualifiedName);
      if (isRepeat ? ++repeats > READING.listedRepeats : ++scored > READING.scoredFindings) continue;
      known.add(finding.qualifiedName);
      violations.push(violationOf(facts, lines, rule, finding, isRepeat));
    }
  }
  violations.sort((a, b) => a.line - b.line || a.column - b.column || b.points - a.points);
  return { riskScore: violations.reduce((sum, { points }) => sum + points, 0), violations };
}

function inOrder(facts: Facts, rule: Rule): Finding[] {
  const start = ({ node }: Finding) => facts.tree.start(node);
  const findings = [...rule.check(facts)].sort((a, b) => start(a) - start(b));
  // The same thing may be seen at one place in two ways.
  return findings.filter(({ node, qualifiedName }, index) => {
    const before = findings[index - 1];
    return before === undefined || before.node !== node || before.qualifiedName !== qualifiedName;
  });
}

function violationOf(facts: Facts, lines: LineIndex, rule: Rule, finding: Finding, isRepeat: boolean): Violation {
  const range = lines.range(facts.tree.start(finding.node), facts.tree.end(finding.node));
  return {
    rule: rule.meta.id,
    message: finding.message,
    points: isRepeat ? 0 : (finding.points ?? rule.meta.points),
    snippet: lines.snippet(range.line),
    qualifiedName: finding.qualifiedName,
    saferWay: finding.saferWay ?? rule.meta.saferWay,
    ...range,
  };
}
