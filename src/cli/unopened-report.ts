import type { Report } from '../core/report.js';

/** The report on a file that is there and could not be opened: refused like any other that cannot be read. */
export function unopenedReport(message: string, maxRiskScore: number): Report {
  return {
    isValid: false,
    riskScore: null,
    riskLevel: null,
    maxRiskScore,
    violations: [],
    unreadable: { code: 'SOURCE_UNREADABLE', reason: 'unopened', message },
    refusal: message,
    sha256: '',
    counts: { bytes: 0, lines: 0, violations: 0, byRule: {} },
  };
}
