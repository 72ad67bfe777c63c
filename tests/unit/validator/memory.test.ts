import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { remembered } from '../../../src/validator/remembered.js';
import { CodeValidator } from '../../../src/validator/validate.js';

const MEBIBYTE = 1024 ** 2;
const CHECKS = 2_000;

const folders = ['../../../examples/strategies/', '../../corpus/evasions/'].map(
  (path) => new URL(path, import.meta.url),
);
const sources = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => readFileSync(new URL(name, folder))),
);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What lives after everything else was collected: objects, and memory of arrays and of WebAssembly. */
function livingBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

it('keeps nothing of what it has checked, refused sources included', async () => {
  const validator = new CodeValidator();
  const check = async (times: number) => {
    for (let index = 0; index < times; index++) await validator.validate(sources[index % sources.length] as Buffer);
  };
  await check(sources.length * 2);
  const before = livingBytes();

  await check(CHECKS);

  expect((livingBytes() - before) / MEBIBYTE).toBeLessThan(4);
});

it('keeps no source for the names that it said', () => {
  const length = remembered((name) => `${name.length}`);
  const before = livingBytes();
  for (let index = 0; index < 200; index++) {
    const source = Array.from({ length: 50_000 }, (_, at) => at + index).join(' ');
    length(source.slice(1000, 1050));
  }

  expect((livingBytes() - before) / MEBIBYTE).toBeLessThan(8);
});
