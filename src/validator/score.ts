import { READING } from '../config/limits.js';
import type { Channel, IgnoredPardon, Pardon, PardonedViolation, Violation } from '../core/report.js';
import type { EmbeddedCode, Facts } from './facts.js';
import { InlinePardons } from './inline-pardons.js';
import type { Policy } from './policy/policy.js';
import type { Finding, Rule } from './rule.js';
import type { LineIndex } from './tree/lines.js';
import type { Node } from './tree/syntax-tree.js';
import { viaOf } from './via.js';

export interface Judgement {
  readonly riskScore: number;
  readonly scores: Readonly<Record<Channel, number>>;
  /** In the order of the source. */
  readonly violations: readonly Violation[];
  readonly pardoned: readonly PardonedViolation[];
  readonly ignoredPardons: readonly IgnoredPardon[];
}

/**
 * What the rules find in a source, and what it adds up to: points once per rule and qualified name, at its first place
 * that is not pardoned. Past the bounds of `READING` neither points nor repeats are counted any more.
 */
export function judge(facts: Facts, rules: readonly Rule[], policy: Policy, lines: LineIndex): Judgement {
  const comments = new InlinePardons(facts.tree, lines, policy.allowInline, rules);
  const violations = new ViolationList<Violation>();
  const pardoned = new ViolationList<PardonedViolation>();
  for (const rule of rules) {
    const findings = findingsOf(facts, rule, policy);
    const byPolicy = findings.length === 0 ? undefined : pardonByPolicy(rule, policy);
    for (const finding of inOrder(facts, findings)) {
      const name = `${rule.meta.id} ${finding.qualifiedName}`;
      const violation = () => violationOf(facts, lines, rule, finding, policy);
      const pardon = byPolicy ?? comments.pardonFor(rule.meta.id, facts.tree.start(finding.node));
      if (pardon === undefined) violations.add(name, violation);
      else pardoned.add(name, () => ({ ...violation(), pardon }));
    }
  }
  const scores = { security: 0, robustness: 0 };
  for (const { channel, points } of violations.entries) scores[channel] += points;
  return {
    riskScore: scores.security + scores.robustness,
    scores,
    violations: violations.inOrder(),
    pardoned: pardoned.inOrder(),
    ignoredPardons: comments.ignored(),
  };
}

/** Violations with their points at the first of each name alone, and no more of them than are listed. */
class ViolationList<Entry extends Violation> {
  readonly entries: Entry[] = [];
  readonly #known = new Set<string>();
  #scored = 0;
  #repeats = 0;

  /** @param make called only for what is listed */
  add(name: string, make: () => Entry): void {
    const isRepeat = this.#known.has(name);
    if (isRepeat ? ++this.#repeats > READING.listedRepeats : ++this.#scored > READING.scoredFindings) return;
    this.#known.add(name);
    this.entries.push(isRepeat ? { ...make(), points: 0 } : make());
  }

  inOrder(): readonly Entry[] {
    return this.entries.toSorted((a, b) => a.line - b.line || a.column - b.column || b.points - a.points);
  }
}

function pardonByPolicy({ meta }: Rule, { off, points, path = 'the policy' }: Policy): Pardon | undefined {
  if (off.has(meta.id)) return { by: 'policy', reason: `off in ${path}` };
  return points.get(meta.id) === 0 ? { by: 'policy', reason: `0 points in ${path}` } : undefined;
}

/** What is pardoned keeps the points that the rule gives it, so that a reader sees what was forgiven. */
function pointsOf({ meta }: Rule, finding: Finding, policy: Policy): Pick<Violation, 'points' | 'pointsOfRule'> {
  const pointsOfRule = finding.points ?? meta.points;
  const points = policy.points.get(meta.id) ?? pointsOfRule;
  return points === pointsOfRule ? { points } : { points: points === 0 ? pointsOfRule : points, pointsOfRule };
}

function inOrder({ tree }: Facts, found: readonly Finding[]): readonly Finding[] {
  if (found.length < 2) return found;
  const start = ({ node }: Finding) => tree.start(node);
  const findings = found.toSorted((a, b) => start(a) - start(b));
  // The same thing may be seen at one place in two ways.
  return findings.filter(({ node, qualifiedName }, index) => {
    const before = findings[index - 1];
    return before === undefined || before.node !== node || before.qualifiedName !== qualifiedName;
  });
}

/** What a rule finds in a source and in the texts that it runs, each at its place in the source. */
function findingsOf(facts: Facts, rule: Rule, policy: Policy): readonly Finding[] {
  const { codes } = facts.embedded;
  const found = rule.check(facts, policy);
  if (codes.length === 0) return found;
  return [
    ...found,
    ...codes.flatMap((code) => findingsOf(code.facts, rule, policy).map((inner) => placed(inner, code))),
  ];
}

function placed(finding: Finding, { facts, node, executor, decoders }: EmbeddedCode): Finding {
  const { qualifiedName, parts } = finding;
  const via = finding.via ?? viaOf(facts, finding.node, qualifiedName) ?? [qualifiedName];
  return {
    ...finding,
    node,
    message: `${finding.message}, in the text given to ${executor}`,
    via: [executor, ...decoders, ...via],
    ...(parts !== undefined && { parts: parts.map((part) => ({ ...part, node })) }),
  };
}

function violationOf(facts: Facts, lines: LineIndex, rule: Rule, finding: Finding, policy: Policy): Violation {
  const rangeOf = (node: Node) => lines.range(facts.tree.start(node), facts.tree.end(node));
  const range = rangeOf(finding.node);
  const { via = viaOf(facts, finding.node, finding.qualifiedName), parts } = finding;
  return {
    rule: rule.meta.id,
    channel: rule.meta.channel ?? 'security',
    message: finding.message,
    ...pointsOf(rule, finding, policy),
    ...lines.excerpt(range),
    qualifiedName: finding.qualifiedName,
    why: finding.why ?? rule.meta.why,
    saferWay: finding.saferWay ?? rule.meta.saferWay,
    ...(via !== undefined && { via }),
    ...(parts !== undefined && { parts: parts.map(({ node, ...part }) => ({ ...part, ...rangeOf(node) })) }),
    ...range,
  };
}
