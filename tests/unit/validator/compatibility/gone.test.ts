import { expect, it } from 'vitest';
import { GONE, GONE_KEYWORDS } from '../../../../src/validator/compatibility/gone.js';
import { rootOf } from '../../../../src/validator/qualified-name.js';
import { reportOf } from '../judge.js';

/** What is told to be written in place of something, where that is a module or a function of one. */
const replacements = [...GONE.values(), ...GONE_KEYWORDS.values()].flatMap(({ write = '' }) => {
  const name = /^(?:the module )?([a-z]\w*(?:\.\w+)*)(?:\(.*\))?$/.exec(write)?.[1];
  return name === undefined ? [] : [name.replace(/^np\./, 'numpy.').replace(/^pd\./, 'pandas.')];
});

it.each([...new Set(replacements)])('%s, which is told to be written, is not refused', async (name) => {
  const { isValid, violations } = await reportOf(`import ${rootOf(name)}\nvalue = ${name}\n`);
  expect(violations.filter(({ points }) => points > 1)).toEqual([]);
  expect(isValid).toBe(true);
});
