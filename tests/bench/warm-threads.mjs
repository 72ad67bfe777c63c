// Checks on threads that have learnt the code already, as in a process that stays.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ThreadPool } from '../../dist/cli/folder/thread-pool.js';
import { medians } from './side-by-side.mjs';

const SCRIPT = new URL('../../dist/cli/folder/check-thread.js', import.meta.url);

/** Times that each pool goes through the folder before it is measured: of two threads each has then learnt what one has. */
const LESSONS = 12;

/** Medians in milliseconds of checking every file of a folder on one thread, and on two. */
export async function warmThreads(rounds, folder) {
  const tasks = readdirSync(folder).map((name) => ({ path: join(folder, name), settings: {} }));
  const pools = [1, 2].map(
    (threads) =>
      new ThreadPool({ script: SCRIPT, threads, taskBudgetMs: 60_000, workerData: { cacheFolder: undefined } }),
  );
  const [one, two] = pools.map((pool) => () => Promise.all(tasks.map((task) => pool.run(task))));
  try {
    for (let lesson = 0; lesson < LESSONS; lesson++) {
      await one();
      await two();
    }
    return await medians(rounds, { one, two });
  } finally {
    for (const pool of pools) await pool.close();
  }
}
