import { afterEach, expect, it, vi } from 'vitest';
import { CodeValidator } from '../../../../src/validator/validate.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('a machine without memory for the parser is no fault of the source, which is judged once there is some', async () => {
  const validator = new CodeValidator();
  class Memory {
    constructor() {
      throw new RangeError('WebAssembly.Memory(): could not allocate memory');
    }
  }
  vi.stubGlobal('WebAssembly', Object.create(WebAssembly, { Memory: { value: Memory } }));

  await expect(validator.validate('x = 1\n')).rejects.toMatchObject({
    code: 'INTERNAL',
    message: expect.stringContaining('memory'),
    nextStep: expect.stringContaining('ulimit -v'),
  });

  vi.unstubAllGlobals();
  expect((await validator.validate('x = 1\n')).riskScore).toBe(0);
});
