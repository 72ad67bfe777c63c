// Checks on threads that have learnt the code already, as in a process that stays.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ThreadPool } from '../../dist/cli/folder/thread-pool.js';
import { medians } from './side-by-side.mjs';

const SCRIPT = new URL('../../dist/cli/folder/check-thread.js', import.meta.url);

/** Medians in milliseconds of checking every file of a folder on one thread, and on two. */
export async function warmThreads(rounds, folder) {
  const tasks = readdirSync(folder).map((name) => ({ path: join(folder, name), settings: {} }));
  const pools = [1, 2].map(
    (threads) =>
      new ThreadPool({ script: SCRIPT, threads, taskBudgetMs: 60_000, workerData: { cacheFolder: undefined } }),
  );
  const [one, two] = pools.map((pool) => () => Promise.all(tasks.map((task) => pool.run(task))));
  try {
    return await medians(rounds, { one, two });
  } finally {
    for (const pool of pools) await pool.close();
  }
}
