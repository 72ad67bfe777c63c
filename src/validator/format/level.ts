import { FIXED } from '../../config/limits.js';

/** How loudly a finding is told to viewers of code. */
export type Level = 'error' | 'warning' | 'note';

/** As grave as its points: what refuses a source by itself is an error. */
export function levelOf(points: number): Level {
  if (points >= FIXED.defaultMaxRiskScore) return 'error';
  return points >= 10 ? 'warning' : 'note';
}
