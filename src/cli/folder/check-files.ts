import { CodeValidator } from '../../validator/validate.js';
import { reportOn } from '../report-on.js';
import type { StrategyFile } from '../strategy-files.js';
import type { CheckedFile, CheckFilesOptions } from './checked-file.js';

/** A thread takes as long to start as these many files take to check. */
const FILES_PER_THREAD = 40;

/** How many threads so many files are worth; one stands for none but the thread that is there. */
export function threadsFor(files: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(files / FILES_PER_THREAD)));
}

/**
 * Checks files, on many threads where there are many, and gives back what is said of them in their order.
 * @throws QuantineError BAD_REQUEST where the policy file in force for one is wrong
 */
export async function* checkFiles(
  files: readonly StrategyFile[],
  options: CheckFilesOptions,
): AsyncGenerator<CheckedFile> {
  const threads = threadsFor(files.length, options.threads);
  // Standard input is the main thread's: no other has it.
  if (threads === 1 || files.some(({ path }) => path === '-')) return yield* checkHere(files, options);
  const { checkOnThreads } = await import('./check-on-threads.js');
  yield* checkOnThreads(files, threads, options);
}

async function* checkHere(
  files: readonly StrategyFile[],
  { policies, cacheFolder }: CheckFilesOptions,
): AsyncGenerator<CheckedFile> {
  const validator = new CodeValidator();
  const cache =
    cacheFolder === undefined ? undefined : new (await import('./report-cache.js')).ReportCache(cacheFolder);
  for (const file of files) {
    const report = await reportOn(file, validator, await policies.policyFor(file.path), cache);
    yield { path: file.path, report };
  }
}
