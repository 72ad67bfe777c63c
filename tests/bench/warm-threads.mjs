// Checks on threads that have learnt the code already, as in a process that stays.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ThreadPool } from '../../dist/cli/folder/thread-pool.js';
import { medians } from './side-by-side.mjs';

const SCRIPT = new URL('../../dist/cli/folder/check-thread.js', import.meta.url);

/** Times that each pool goes through the folder before it is measured: each of two threads then sees about half of it. */
const WARM_UP_ROUNDS = 12;

/** Medians in milliseconds of checking every file of a folder on one thread, and on two. */
export async function warmThreads(rounds, folder) {
  const tasks = readdirSync(folder).map((name) => ({ path: join(folder, name), settings: {} }));
  const pools = [1, 2].map(
    (threads) =>
      new ThreadPool({ script: SCRIPT, threads, taskBudgetMs: 60_000, workerData: { cacheFolder: undefined } }),
  );
  const [one, two] = pools.map((pool) => () => Promise.all(tasks.map((task) => pool.run(task))));
  try {
    for (let round = 0; round < WARM_UP_ROUNDS; round++) {
      await one();
      await two();
    }
    return await medians(rounds, { one, two });
  } finally {
    for (const pool of pools) await pool.close();
  }
}
