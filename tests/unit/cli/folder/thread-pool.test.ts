import { afterEach, expect, test } from 'vitest';
import { ThreadPool } from '../../../../src/cli/folder/thread-pool.js';

type Answer = { readonly word: string; readonly thread: number };

// Answers every word but three: at one it loops, at one it throws, at one it leaves without an error.
const THREAD = `
  import { parentPort, threadId } from 'node:worker_threads';
  parentPort.on('message', (word) => {
    while (word === 'loop');
    if (word === 'throw') throw new Error('thrown');
    if (word === 'leave') process.exit(0);
    parentPort.postMessage({ word, thread: threadId });
  });
`;

let pool: ThreadPool<string, Answer>;

function start(threads: number, taskBudgetMs = 60_000): void {
  const script = new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`);
  pool = new ThreadPool({ script, threads, taskBudgetMs });
}

afterEach(() => pool.close());

async function run(...words: string[]): Promise<string[]> {
  const outcomes = await Promise.all(words.map((word) => pool.run(word)));
  return outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.result.word : outcome.kind));
}

test('every task has its own result', async () => {
  start(2);
  expect(await run('a', 'b', 'c', 'd', 'e')).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('no more threads are made than are wanted', async () => {
  start(2);
  const outcomes = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((word) => pool.run(word)));
  const threads = outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.result.thread : 0));
  expect(new Set(threads).size).toBeLessThanOrEqual(2);
});

test.each(['throw', 'leave'])('a thread that dies (%s) costs its task and no other', async (word) => {
  start(1);
  expect(await run('a', word, 'b', word, 'c')).toEqual(['a', 'died', 'b', 'died', 'c']);
});

test('why a thread died is told', async () => {
  start(1);
  expect(await pool.run('throw')).toMatchObject({ kind: 'died', error: { message: 'thrown' } });
  expect(await pool.run('leave')).toMatchObject({ kind: 'died', error: { message: 'it ended with 0' } });
});

test('a thread that does not come back costs its task and no other', async () => {
  start(1, 500);
  expect(await run('a', 'loop', 'b')).toEqual(['a', 'stuck', 'b']);
});

test('closing ends a thread in the middle of its task', async () => {
  start(1);
  void pool.run('loop');
  await expect(pool.close()).resolves.toBeUndefined();
});

test('a task that comes after the end starts no thread', async () => {
  start(1);
  await pool.run('a');
  await pool.close();
  const later = new Promise((resolve) => setTimeout(resolve, 500, 'nothing'));
  expect(await Promise.race([pool.run('b'), later])).toBe('nothing');
});
