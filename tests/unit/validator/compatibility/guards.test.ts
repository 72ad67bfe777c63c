import { expect, it } from 'vitest';
import { reportOf } from '../judge.js';

const notesOn = async (source: string) =>
  (await reportOf(`import numpy as np\n${source}`)).compatibility.map(({ line }) => line);

it.each([
  ['in a chain of conditions that asks at its end', 'x = np.NaN if a else b and version > 2'],
  ['in a chain of conditions that asks at its beginning', 'x = version < 2 and f(a or np.NaN)'],
  ['below a condition that asks', 'if version < 2:\n    if a:\n        x = np.NaN'],
  [
    'on another system',
    'import os, sys\nif sys.platform == "win32":\n    np.a_name\nelif os.name == "nt":\n    np.a_name',
  ],
])('leaves alone what stands %s', async (_, source) => {
  expect(await notesOn(source)).toEqual([]);
});

it('tells what stands below a condition that asks nothing, beside one that asks', async () => {
  expect(await notesOn('if a:\n    x = np.NaN\nif version < 2:\n    x = np.NaN')).toEqual([3]);
});

it('looks through a long condition once', async () => {
  const names = Array.from({ length: 900 }, () => 'np.NaN').join(' and ');

  const { compatibility, unreadable } = await reportOf(`import numpy as np\n${`x = ${names}\n`.repeat(10)}`);

  expect(unreadable).toBeUndefined();
  expect(compatibility[0]).toMatchObject({ line: 2, furtherPlaces: 8999 });
});
