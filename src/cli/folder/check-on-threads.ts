import { READING } from '../../config/limits.js';
import { isOutOfDescriptors } from '../../core/errno-words.js';
import type { Report } from '../../core/report.js';
import type { StrategyFile } from '../strategy-files.js';
import { unopenedReport } from '../unopened-report.js';
import type { CheckAnswer, CheckTask, CheckThreadData } from './answer-tasks.js';
import type { CheckedFile, CheckFilesOptions } from './checked-file.js';
import { inOrder } from './in-order.js';
import { type TaskOutcome, ThreadPool } from './thread-pool.js';

/** Files that are done before their turn to be told, for each thread. */
const AHEAD = 32;

/**
 * Checks files on so many threads, and gives back what is said of them in their order.
 * @throws where a thread could open no file at all
 */
export async function* checkOnThreads(
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
      if (isOutOfDescriptors(outcome.error)) throw outcome.error;
      return refuse('unchecked', `The thread that checked it is gone: ${outcome.error.message}`);
  }
}
