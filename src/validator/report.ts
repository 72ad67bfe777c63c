import type { PolicyIdentity, Report, UnreadableSource } from '../core/report.js';
import { compatibilityNotes } from './compatibility/notes.js';
import { capabilitiesOf } from './effects/capabilities.js';
import type { Facts } from './facts.js';
import type { Policy } from './policy/policy.js';
import { RULES } from './registry.js';
import { riskLevelOf } from './risk-level.js';
import { judge } from './score.js';

/** Which bytes a report is about. */
export interface SourceIdentity {
  readonly sha256: string;
  readonly bytes: number;
}

/** What the rules and the policy make of the facts of a source. */
export function judgedReport(facts: Facts, { sha256, bytes }: SourceIdentity, policy: Policy): Report {
  const { lines } = facts.tree;
  const { riskScore, scores, violations, pardoned, ignoredPardons } = judge(facts, RULES, policy, lines);
  const { maxRiskScore } = policy;
  const isValid = riskScore < maxRiskScore;
  const byRule: Record<string, number> = {};
  for (const { rule } of violations) byRule[rule] = (byRule[rule] ?? 0) + 1;
  return {
    isValid,
    riskScore,
    riskLevel: riskLevelOf(riskScore),
    maxRiskScore,
    scores,
    violations,
    pardoned,
    ignoredPardons,
    compatibility: compatibilityNotes(facts, policy.image, lines),
    capabilities: capabilitiesOf(facts, lines),
    imports: importedModules(facts),
    policy: identityOf(policy),
    ...(isValid ? {} : { refusal: `Risk score ${riskScore} exceeds maximum ${maxRiskScore}` }),
    sha256,
    counts: { bytes, lines: lines.count, violations: violations.length, byRule },
  };
}

/** The report of a source that could not be read: it has no score, and is refused. */
export function unreadableReport(
  unreadable: UnreadableSource,
  { sha256, bytes }: SourceIdentity,
  policy: Policy,
): Report {
  return {
    isValid: false,
    riskScore: null,
    riskLevel: null,
    maxRiskScore: policy.maxRiskScore,
    scores: { security: 0, robustness: 0 },
    violations: [],
    pardoned: [],
    ignoredPardons: [],
    compatibility: [],
    capabilities: [],
    imports: [],
    policy: identityOf(policy),
    unreadable,
    refusal: unreadable.message,
    sha256,
    counts: { bytes, lines: 0, violations: 0, byRule: {} },
  };
}

function importedModules({ imports }: Facts): readonly string[] {
  return [...new Set(imports.map(({ module }) => module).filter((module) => module !== ''))].toSorted();
}

/** What a report says of the policy that it was judged by. */
export function identityOf({ sha256, path }: Policy): PolicyIdentity {
  return path === undefined ? { sha256 } : { sha256, path };
}
