import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
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

it('keeps no source for the names that it said', async () => {
  const validator = new CodeValidator();
  const padding = `# ${'x'.repeat(100)}\nvalue = 1\n`.repeat(1500);
  const check = async (from: number, until: number) => {
    for (let index = from; index < until; index++) {
      const name = `a_name_of_this_source_${index}`;
      const uses = `import numpy\nimport ${name}\nnumpy.${name}(${name}.${name})\nany(lambda it: it.${name}.shown(${name}=1))\n`;
      await validator.validate(`${uses}${padding}`);
    }
  };
  await check(0, 20);
  const before = livingBytes();

  await check(20, 220);

  expect((livingBytes() - before) / MEBIBYTE).toBeLessThan(4);
});
