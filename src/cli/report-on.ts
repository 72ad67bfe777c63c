import { QuantineError } from '../core/errors.js';
import type { Report } from '../core/report.js';
import type { Policy } from '../validator/policy/policy.js';
import type { CodeValidator } from '../validator/validate.js';
import { readSource } from './read-source.js';
import type { StrategyFile } from './strategy-files.js';

/** What is there and cannot be opened is a report like any other: one such file must not hide the rest. */
export async function reportOn(file: StrategyFile, validator: CodeValidator, policy: Policy): Promise<Report> {
  const { unopenedReport } = await import('./unopened-report.js');
  if (file.problem !== undefined) return unopenedReport(file.problem, policy);
  try {
    return await validator.validate(await readSource(file.path), policy);
  } catch (error) {
    if (error instanceof QuantineError && error.code === 'SOURCE_NOT_FOUND' && file.path !== '-') {
      return unopenedReport(error.message, policy);
    }
    throw error;
  }
}
