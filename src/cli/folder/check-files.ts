import { READING } from '../../config/limits.js';
import type { Report } from '../../core/report.js';
import type { Policies } from '../../validator/policy/policies.js';
import { reportOn } from '../report-on.js';
import type { StrategyFile } from '../strategy-files.js';
import { unopenedReport } from '../unopened-report.js';
import type { CheckAnswer, CheckTask, CheckThreadData } from './check-thread.js';
import { inOrder } from './in-order.js';
import { ReportCache } from './report-cache.js';
import { type TaskOutcome, ThreadPool } from './thread-pool.js';

/** A file, and what is said of it. */
export interface CheckedFile {
  readonly path: string;
  readonly report: Report;
}

export interface CheckFilesOptions {
  readonly policies: Policies;
  /** The most threads to use. */
  readonly threads: number;
  /** The folder of the cache for this build; undefined for none. */
  readonly cacheFolder?: string | undefined;
  /** The module of a thread, and what one file may take of it; for tests. */
  readonly script?: URL;
  readonly fileBudgetMs?: number;
}

/** A thread takes as long to start as these many files take to check. */
const FILES_PER_THREAD = 40;
/** Files that are done before their turn to be told, for each thread. */
const AHEAD = 32;

/** How many threads so many files are worth; one stands for none but the thread that is there. */
export function threadsFor(files: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(files / FILES_PER_THREAD)));
}

/**
 * Checks files on many threads where there are many, and gives back what is said of them in their order.
 * @throws QuantineError BAD_REQUEST where the policy file in force for one is wrong
 */
export async function* checkFiles(
  files: readonly StrategyFile[],
  options: CheckFilesOptions,
): AsyncGenerator<CheckedFile> {
  const threads = threadsFor(files.length, options.threads);
  if (threads === 1) yield* checkHere(files, options);
  else yield* checkOnThreads(files, threads, options);
}

async function* checkHere(
  files: readonly StrategyFile[],
  { policies, cacheFolder }: CheckFilesOptions,
): AsyncGenerator<CheckedFile> {
  const { CodeValidator } = await import('../../validator/validate.js');
  const validator = new CodeValidator();
  const cache = cacheFolder === undefined ? undefined : new ReportCache(cacheFolder);
  for (const file of files) {
    const report = await reportOn(file, validator, await policies.policyFor(file.path), cache);
    yield { path: file.path, report };
  }
}

async function* checkOnThreads(
  files: readonly StrategyFile[],
  threads: number,
  { policies, cacheFolder, script, fileBudgetMs = READING.fileBudgetMs }: CheckFilesOptions,
): AsyncGenerator<CheckedFile> {
  const pool = new ThreadPool<CheckTask, CheckAnswer>({
    script: script ?? new URL('./check-thread.js', import.meta.url),
    threads,
    taskBudgetMs: fileBudgetMs,
    workerData: { cacheFolder } satisfies CheckThreadData,
  });
  const check = async ({ path, problem }: StrategyFile): Promise<CheckedFile> => {
    const policy = await policies.policyFor(path);
    if (problem !== undefined) return { path, report: unopenedReport(problem, policy) };
    const outcome = await pool.run({ path, settings: await policies.settingsFor(path) });
    return { path, report: reportOf(outcome, (reason, message) => unopenedReport(message, policy, reason)) };
  };
  try {
    yield* inOrder(files, threads * AHEAD, check);
  } finally {
    await pool.close();
  }
}

function reportOf(
  outcome: TaskOutcome<CheckAnswer>,
  refuse: (reason: 'too-slow' | 'unchecked', message: string) => Report,
): Report {
  switch (outcome.kind) {
    case 'done':
      return JSON.parse(outcome.result) as Report;
    case 'stuck':
      return refuse('too-slow', `Checking it takes more than ${READING.fileBudgetMs / 1000} s`);
    case 'died':
      return refuse('unchecked', `The thread that checked it is gone: ${outcome.error.message}`);
  }
}
