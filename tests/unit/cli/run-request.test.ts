import { expect, test } from 'vitest';
import { runRequest } from '../../../src/cli/run-request.js';

const badRequest = expect.objectContaining({ code: 'BAD_REQUEST' });

test('without flags, the executor has its own defaults and the code is judged', () => {
  expect(runRequest({ validate: true })).toEqual({ executor: { validateCode: true, policy: {} }, run: {} });
});

test('every flag reaches the executor under the name it has there', () => {
  const request = runRequest(
    {
      validate: false,
      timeout: 30,
      memory: 512,
      cpus: 0.5,
      limit: { pids: 32 },
      image: 'python311',
      waive: 'cpu',
      data: [{ path: 'sp500.csv' }],
      param: { fast: 20 },
    },
    { maxRiskScore: 60 },
  );
  expect(request).toEqual({
    executor: {
      timeoutSeconds: 30,
      memoryMiB: 512,
      cpus: 0.5,
      pids: 32,
      validateCode: false,
      policy: { maxRiskScore: 60 },
      image: 'python311',
      waive: ['cpu'],
    },
    run: { data: [{ path: 'sp500.csv' }], params: { fast: 20 } },
  });
});

test('one limit set by two flags is a wrong call, because either could be meant', () => {
  expect(() => runRequest({ validate: true, memory: 512, limit: { memoryMiB: 1024 } })).toThrow(badRequest);
});

test('an image that does not exist is a wrong call before any engine is asked', () => {
  expect(() => runRequest({ validate: true, image: 'python27' })).toThrow(badRequest);
});

test('the image is that of the policy where no flag says otherwise', () => {
  const policy = { image: 'python311' };
  expect(runRequest({ validate: true }, policy).executor.image).toBe('python311');
  expect(runRequest({ validate: true, image: 'python313' }, policy).executor.image).toBe('python313');
});
