import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder } from '../../../../src/cli/folder/in-order.js';

async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

test('what is done early waits for what is before it', async () => {
  const begin = async (milliseconds: number) => {
    await sleep(milliseconds);
    return milliseconds;
  };
  expect(await all(inOrder([30, 1, 20, 2], 10, begin))).toEqual([30, 1, 20, 2]);
});

test('no more is begun than may be', async () => {
  let begun = 0;
  const given: number[] = [];
  for await (const item of inOrder([1, 2, 3, 4, 5, 6], 2, async (item) => ++begun && item)) {
    given.push(begun - item);
  }
  expect(Math.max(...given)).toBeLessThanOrEqual(1);
});

test('what fails is heard of in its turn, and what comes after it is nobody else to answer for', async () => {
  const begin = async (item: number) => {
    if (item > 1) throw new Error(`no ${item}`);
    return item;
  };
  const results = inOrder([1, 2, 3], 10, begin);
  expect((await results.next()).value).toBe(1);
  await expect(results.next()).rejects.toThrow('no 2');
});
