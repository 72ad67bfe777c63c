import type { Report } from '../../../src/core/report.js';
import { CodeValidator } from '../../../src/validator/validate.js';

const validator = new CodeValidator();

export function reportOf(source: string | Uint8Array): Promise<Report> {
  return validator.validate(source);
}

export async function scoreOf(source: string): Promise<number | null> {
  return (await reportOf(source)).riskScore;
}

/** What was found, each with its points: `dangerous-call os.system 30`. */
export async function findingsOf(source: string): Promise<string[]> {
  const { violations } = await reportOf(source);
  return violations.map(({ rule, qualifiedName, points }) => `${rule} ${qualifiedName} ${points}`);
}

/** The findings of one rule that add points, by their qualified names. */
export async function scoredBy(rule: string, source: string): Promise<string[]> {
  const { violations } = await reportOf(source);
  return violations.filter((found) => found.rule === rule && found.points > 0).map((found) => found.qualifiedName);
}
