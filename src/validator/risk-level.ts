import { RISK_LEVELS } from '../config/limits.js';
import type { RiskLevel } from '../core/report.js';

export function riskLevelOf(score: number): RiskLevel {
  if (score < RISK_LEVELS.mediumFrom) return 'LOW';
  if (score < RISK_LEVELS.highFrom) return 'MEDIUM';
  return score <= RISK_LEVELS.highUpTo ? 'HIGH' : 'CRITICAL';
}
