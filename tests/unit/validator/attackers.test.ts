import { expect, it } from 'vitest';
import { ATTACKS, ONCE_REFUSED } from './attackers.js';
import { reportOf } from './judge.js';

it.each(ATTACKS)('no longer passes: %j', async (source) => {
  expect((await reportOf(source)).isValid).toBe(false);
});

it.each(ONCE_REFUSED)('passes: %s', async (_, source) => {
  expect((await reportOf(source)).isValid).toBe(true);
});

it('is no setting where the value is not written out', async () => {
  expect((await reportOf(`import os\nos.environ['PATH'] = path\n`)).isValid).toBe(false);
});
