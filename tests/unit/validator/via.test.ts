import { expect, it } from 'vitest';
import { CodeValidator } from '../../../src/validator/validate.js';

const validator = new CodeValidator();

async function viaOf(qualifiedName: string, source: string): Promise<readonly string[] | undefined> {
  const { violations } = await validator.validate(source);
  const found = violations.findLast((violation) => violation.qualifiedName === qualifiedName);
  if (found === undefined) throw new Error(`no finding of ${qualifiedName} in ${JSON.stringify(source)}`);
  return found.via;
}

it.each([
  ['import random\nrandom._os.system("id")', ['random', 'random._os', 'os.system']],
  ['import random as r\nheld = r._os\nheld.system("id")', ['random', 'random._os', 'os.system']],
  ['from random import _os as q\nq.system("id")', ['random', 'random._os', 'os.system']],
  ['from pandas.io.common import os\nos.system("id")', ['pandas.io.common', 'pandas.io.common.os', 'os.system']],
  ['import os.path as p\np.os.system("id")', ['os.path', 'os.path.os', 'os.system']],
  ['import sys\nsys.modules["os"].system("id")', ['sys.modules', 'os.system']],
  ['held = __import__("os")\nheld.system("id")', ['builtins.__import__', 'os.system']],
  ['from os import system as mean\nmean("id")', ['mean', 'os.system']],
])('tells by which names %j came to os.system', async (source, via) => {
  expect(await viaOf('os.system', source)).toEqual(via);
});

it('tells every module on the way', async () => {
  expect(await viaOf('os.system', 'import typing\ntyping.contextlib.os.system("id")')).toEqual([
    ...['typing', 'typing.contextlib', 'contextlib', 'contextlib.os', 'os.system'],
  ]);
});

it.each([
  ['os.system', 'import os\nos.system("id")'],
  ['os.system', 'from os import system\nsystem("id")'],
  ['pandas.read_csv', 'import pandas as pd\npd.read_csv("/etc/passwd")'],
  ['builtins.eval', 'eval("1")'],
  ['builtins.eval', 'table = {"f": eval}\ntable["f"]'],
])('says nothing of %s where %j names it itself', async (name, source) => {
  expect(await viaOf(name, source)).toBeUndefined();
});

it('ends on names that lead to each other', async () => {
  const source = 'import random\na = random._os\nfor _ in a:\n    b = a\n    a = b\na.system("id")';
  expect(await viaOf('os.system', source)).toContain('random._os');
});

it.each([
  [200, ['typing', 'typing.contextlib', 'contextlib', 'contextlib.os', 'os.system']],
  [300, ['x.system', 'os.system']],
])('looks through no more than the first bindings of a name: %i others before the import', async (others, via) => {
  const source = `${'x = 1\n'.repeat(others)}import typing\nx = typing.contextlib.os\nx.system("id")`;
  expect(await viaOf('os.system', source)).toEqual(via);
});
