import { READING } from '../config/limits.js';
import type { Channel, RiskLevel, Violation } from '../core/report.js';
import type { Facts } from './facts.js';
import type { LineIndex } from './lines.js';
import type { Policy } from './policy/policy.js';
import type { Finding, Rule } from './rule.js';
import type { Node } from './tree.js';

/** LOW below 30, MEDIUM below 70, HIGH to 90, CRITICAL above. */
export function riskLevelOf(score: number): RiskLevel {
  if (score < 30) return 'LOW';
  if (score < 70) return 'MEDIUM';
  return score <= 90 ? 'HIGH' : 'CRITICAL';
}

export interface Judgement {
  readonly riskScore: number;
  readonly scores: Readonly<Record<Channel, number>>;
  /** In the order of the source. */
  readonly violations: readonly Violation[];
}

/**
 * What the rules find in a source, and what it adds up to: points once per rule and qualified name, at its first place.
 * Past the bounds of `READING` neither points nor repeats are counted any more.
 */
export function judge(facts: Facts, rules: readonly Rule[], policy: Policy, lines: LineIndex): Judgement {
  const violations: Violation[] = [];
  let scored = 0;
  let repeats = 0;
  for (const rule of rules.filter(({ meta }) => !policy.off.has(meta.id))) {
    const known = new Set<string>();
    for (const finding of inOrder(facts, rule, policy)) {
      const isRepeat = known.has(finding.qualifiedName);
      if (isRepeat ? ++repeats > READING.listedRepeats : ++scored > READING.scoredFindings) continue;
      known.add(finding.qualifiedName);
      violations.push(violationOf(facts, lines, rule, finding, isRepeat ? 0 : pointsOf(rule, finding, policy)));
    }
  }
  violations.sort((a, b) => a.line - b.line || a.column - b.column || b.points - a.points);
  const scores = { security: 0, robustness: 0 };
  for (const { channel, points } of violations) scores[channel] += points;
  return { riskScore: scores.security + scores.robustness, scores, violations };
}

function pointsOf({ meta }: Rule, finding: Finding, policy: Policy): number {
  return policy.points.get(meta.id) ?? finding.points ?? meta.points;
}

function inOrder(facts: Facts, rule: Rule, policy: Policy): Finding[] {
  const start = ({ node }: Finding) => facts.tree.start(node);
  const findings = [...rule.check(facts, policy)].sort((a, b) => start(a) - start(b));
  // The same thing may be seen at one place in two ways.
  return findings.filter(({ node, qualifiedName }, index) => {
    const before = findings[index - 1];
    return before === undefined || before.node !== node || before.qualifiedName !== qualifiedName;
  });
}

function violationOf(facts: Facts, lines: LineIndex, rule: Rule, finding: Finding, points: number): Violation {
  const rangeOf = (node: Node) => lines.range(facts.tree.start(node), facts.tree.end(node));
  const range = rangeOf(finding.node);
  const { via, parts } = finding;
  return {
    rule: rule.meta.id,
    channel: rule.meta.channel ?? 'security',
    message: finding.message,
    points,
    ...lines.excerpt(range),
    qualifiedName: finding.qualifiedName,
    why: rule.meta.why,
    saferWay: finding.saferWay ?? rule.meta.saferWay,
    ...(via !== undefined && { via }),
    ...(parts !== undefined && { parts: parts.map(({ node, ...part }) => ({ ...part, ...rangeOf(node) })) }),
    ...range,
  };
}
