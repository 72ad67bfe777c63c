import { CodeValidator } from '../../validator/validate.js';
import { reportOn } from '../report-on.js';
import type { StrategyFile } from '../strategy-files.js';
import type { checkOnThreads } from './check-on-threads.js';
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
  yield* await onThreads(files, threads, options);
}

async function onThreads(...args: Parameters<typeof checkOnThreads>): Promise<AsyncGenerator<CheckedFile>> {
  const { checkOnThreads } = await import('./check-on-threads.js');
  return checkOnThreads(...args);
}

async function* checkHere(files: readonly StrategyFile[], options: CheckFilesOptions): AsyncGenerator<CheckedFile> {
  const { policies, cacheFolder, isToBeFree } = options;
  const validator = new CodeValidator();
  const cache =
    cacheFolder === undefined ? undefined : new (await import('./report-cache.js')).ReportCache(cacheFolder);
  for (const [index, file] of files.entries()) {
    const report = await reportOn(file, validator, await policies.policyFor(file.path), cache);
    yield { path: file.path, report };
    if (isToBeFree?.()) return yield* await onThreads(files.slice(index + 1), 1, options);
  }
}
