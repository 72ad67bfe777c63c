import { isOutOfDescriptors } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import type { Report } from '../core/report.js';
import type { Policy } from '../validator/policy/policy.js';
import type { CodeValidator } from '../validator/validate.js';
import type { ReportCache } from './folder/report-cache.js';
import { readSource } from './read-source.js';
import type { StrategyFile } from './strategy-files.js';

/**
 * What is there and cannot be opened is a report like any other: one such file must not hide the rest.
 * @param cache where the report may come from, in place of the validator
 * @throws where no file at all could be opened, which is not for this one to answer for
 */
export async function reportOn(
  file: StrategyFile,
  validator: CodeValidator,
  policy: Policy,
  cache?: ReportCache,
): Promise<Report> {
  if (file.problem !== undefined) return unopened(file.problem, policy);
  try {
    const source = await readSource(file.path);
    const judge = () => validator.validate(source, policy);
    return cache === undefined ? await judge() : await cache.reportOn(source, policy, judge);
  } catch (error) {
    if (isOutOfDescriptors(error)) throw error;
    if (error instanceof QuantineError && error.code === 'SOURCE_NOT_FOUND' && file.path !== '-') {
      return await unopened(error.message, policy);
    }
    throw error;
  }
}

// Loaded where there is such a file: to ask for a module again costs more than to read one.
async function unopened(problem: string, policy: Policy): Promise<Report> {
  const { unopenedReport } = await import('./unopened-report.js');
  return unopenedReport(problem, policy);
}
