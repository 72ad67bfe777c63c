import { describe, expect, it } from 'vitest';
import { CodeValidator } from '../../../../src/validator/validate.js';

/** More than the time after which a source is refused: where that is not kept, the test ends all the same. */
const PAST_ALL_BUDGETS_MS = 120_000;
const validator = new CodeValidator();

describe('a line that is made to be looked at again and again', () => {
  it.each([
    ['statements behind blanks', `if 1:\n${' '.repeat(200_000)}${'a;'.repeat(100_000)}b\n`],
    ['continued statements behind a head', `if 1:${' '.repeat(900_000)}a${'; \\\n  b'.repeat(498)}\n`],
    ['other methods with a keyword', Array.from({ length: 100_000 }, (_, index) => `x.m${index}(a=1)\n`).join('')],
  ])(
    'is read in the time that its length takes: %s',
    async (_, source) => {
      const { unreadable, isValid } = await validator.validate(source);

      expect({ unreadable, isValid }).toEqual({ unreadable: undefined, isValid: true });
    },
    PAST_ALL_BUDGETS_MS,
  );
});

it('reads what a backslash continues behind a head as CPython does: as one line', async () => {
  const { riskScore } = await validator.validate('if x: y = 1; \\\n  import os; \\\n    os.system("x")\n');

  expect(riskScore).toBe(60);
});
