import { expect, it } from 'vitest';
import { differenceOf } from '../../../src/validator/difference.js';
import { reportOf } from './judge.js';

const report = async (by: readonly string[]) => ({
  ...(await reportOf('x = 1\n')),
  capabilities: by.length === 0 ? [] : [{ name: 'reads-files' as const, by, line: 3 }],
});

it('tells a capability gained where a new name gives it, and only that name', async () => {
  const { capabilities } = differenceOf('s.py', await report(['numpy.load']), await report(['numpy.load', 'os.walk']));

  expect(capabilities).toEqual({ gained: [{ name: 'reads-files', by: ['os.walk'], line: 3 }], lost: [] });
});

it('tells everything gained where there was no file, and everything lost where there is none any more', async () => {
  const some = await report(['numpy.load']);

  expect(differenceOf('s.py', null, some).capabilities.gained).toEqual(some.capabilities);
  expect(differenceOf('s.py', some, null).capabilities.lost).toEqual(some.capabilities);
});

it('counts a finding that only moved to another line as neither', async () => {
  const [before, after] = [await reportOf('eval("1")\n'), await reportOf('x = 1\n\neval("1")\n')];

  expect(differenceOf('s.py', before, after).findings).toEqual({ gained: [], lost: [] });
});
