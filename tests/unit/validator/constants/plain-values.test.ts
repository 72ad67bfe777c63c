import { expect, it } from 'vitest';
import { PlainValues } from '../../../../src/validator/constants/plain-values.js';
import { gatherFacts } from '../../../../src/validator/facts.js';
import { PythonParser } from '../../../../src/validator/reading/parser.js';

const parser = new PythonParser();

/** Whether each of these names is plain, asked one after the other where a source says it last. */
async function arePlain(source: string, names: readonly string[]): Promise<boolean[]> {
  const facts = gatherFacts(await parser.parse(source));
  const plain = new PlainValues(facts.tree, facts.names);
  return names.map((name) => {
    const node = facts.reads.findLast((read) => facts.tree.textOf(read) === name);
    return plain.isPlain(node ?? -1);
  });
}

it.each([['x = [1]\nx'], ['x = "a" + "b"\nx'], ['y = [1]\nx = y + [2]\nx += y\nx'], ['x = [1]\ny = x\nx = y\nx']])(
  'what is made of literals is plain: %j',
  async (source) => {
    expect(await arePlain(source, ['x'])).toEqual([true]);
  },
);

it.each([
  ['x = f()\nx'],
  ['x = [1]\nx = f()\nx'],
  ['def f(x):\n    x'],
  ['for x in [[1]]:\n    x'],
  ['x = [1] + y\nx'],
])('what may be anything is not: %j', async (source) => {
  expect(await arePlain(source, ['x'])).toEqual([false]);
});

it('what was taken for plain on the way to a no is not known to be plain', async () => {
  const source = 'z = x + f()\nx = z + [1]\nz\nx';

  expect(await arePlain(source, ['z', 'x'])).toEqual([false, false]);
});
