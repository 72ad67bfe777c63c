import { describe, expect, test } from 'vitest';
import { loadApprovals } from '../../../src/review/approvals-file.js';
import { loadPolicy } from '../../../src/validator/policy/policies.js';
import { CodeValidator, type ValidatorOptions } from '../../../src/validator/validate.js';

const badRequest = (message: string) =>
  expect.objectContaining({ code: 'BAD_REQUEST', message: expect.stringContaining(message) });

describe('a validator', () => {
  test.each<[unknown, string]>([
    [{ maxRisk: 5 }, 'there is no option "maxRisk": did you mean maxRiskScore?'],
    [{ image: 'python311' }, 'there is no option "image"'],
    [{ maxRiskScore: '5' }, 'maxRiskScore takes a number'],
    [
      { maxRiskScore: 90, policy: { maxRiskScore: 20 } },
      'maxRiskScore is 90, and that of the policy 20: leave one out',
    ],
    [{ policy: [] }, 'policy: it takes an object such as {}, not a list'],
    [{ policy: Promise.resolve({}) }, 'policy: it takes an object such as {}, not a promise: await it first'],
    [null, 'options: it takes an object such as {}, not null'],
    ['strict', 'not a string'],
    [3, 'not a number'],
    [[], 'not a list'],
    [{ policy: { points: new Map([['file-io', 0]]) } }, 'points takes points by rule'],
    [{ policy: { off: Array(1) } }, 'off takes a list of rules'],
    [new Date(0), 'not an object of a class'],
    [Promise.resolve({}), 'not a promise: await it first'],
  ])('is not made of %j (%s)', (options, message) => {
    expect(() => new CodeValidator(options as ValidatorOptions)).toThrow(badRequest(message));
  });

  test.each<[ValidatorOptions | undefined, number]>([
    [undefined, 30],
    [{}, 30],
    [{ maxRiskScore: 5 }, 5],
    [Object.assign(Object.create(null), { maxRiskScore: 6 }), 6],
    [{ maxRiskScore: 8, policy: { maxRiskScore: 8 } }, 8],
    [{ maxRiskScore: 9, policy: { off: [] } }, 9],
    [{ policy: { maxRiskScore: 7 }, allowInline: true }, 7],
  ])('is made of %j', (options, maxRiskScore) => {
    expect(new CodeValidator(options).policy.maxRiskScore).toBe(maxRiskScore);
  });
});

function handedOn(): Uint8Array {
  const bytes = new Uint8Array([120]);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

const RISKY = 'import os\nos.system("x")\n';

describe('what is judged', () => {
  test.each<[string, unknown, string]>([
    ['a number', 5, 'must be text or bytes'],
    ['null', null, 'must be text or bytes'],
    ['nothing', undefined, 'must be text or bytes'],
    ['a promise', Promise.resolve(RISKY), 'must be text or bytes'],
    ['a text in an object', Object(RISKY), 'must be text or bytes'],
    ['numbers of two bytes', new Uint16Array(2), 'must be text or bytes'],
    ['bytes that were handed on', handedOn(), 'were handed on'],
  ])('is not %s', async (_, source, message) => {
    await expect(new CodeValidator().validate(source as string)).rejects.toEqual(badRequest(message));
  });

  test.each<[string, string | Uint8Array]>([
    ['text', 'x = 1'],
    ['no text', ''],
    ['bytes', Buffer.from('x = 1')],
    ['no bytes', new Uint8Array()],
  ])('may be %s', async (_, source) => {
    expect((await new CodeValidator().validate(source)).isValid).toBe(true);
  });
});

describe('the policy of one judgement', () => {
  test.each<[string, (own: CodeValidator['policy']) => unknown]>([
    ['settings', () => ({ maxRiskScore: 90 })],
    ['null', () => null],
    ['a copy with another maximum', (own) => ({ ...own, maxRiskScore: 90 })],
  ])('is not %s', async (_, policyOf) => {
    const validator = new CodeValidator();
    const policy = policyOf(validator.policy) as CodeValidator['policy'];
    await expect(validator.validate(RISKY, policy)).rejects.toEqual(badRequest('must be that of a CodeValidator'));
  });

  test('may be that of another validator', async () => {
    const { policy } = new CodeValidator({ maxRiskScore: 90 });
    expect(await new CodeValidator().validate(RISKY, policy)).toMatchObject({ isValid: true, maxRiskScore: 90 });
  });
});

test.each<[unknown]>([[null], [5], [{}], [''], [new URL('file:///x.toml')]])(
  'a policy or approvals are not read from %j',
  async (path) => {
    await expect(loadPolicy(path as string)).rejects.toEqual(badRequest('the path of a policy must be text'));
    await expect(loadPolicy('quantine.toml', path as string)).rejects.toEqual(
      badRequest('the path of a strategy must be text'),
    );
    await expect(loadApprovals(path as string)).rejects.toEqual(badRequest('the path of approvals must be text'));
  },
);
