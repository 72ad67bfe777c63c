import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE, type ErrorCode, QuantineError } from '../../../src/core/errors.js';

const codes = Object.keys(ERROR_CATALOGUE) as ErrorCode[];

describe('the error catalogue', () => {
  it.each(codes)('%s says in one sentence what to do next', (code) => {
    expect(ERROR_CATALOGUE[code].nextStep).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('is nobody’s to change', () => {
    const before = ERROR_CATALOGUE.BAD_REQUEST.nextStep;
    expect(() => Object.assign(ERROR_CATALOGUE, { BAD_REQUEST: 'x' })).toThrow(TypeError);
    expect(() => Object.assign(ERROR_CATALOGUE.BAD_REQUEST, { nextStep: 'x' })).toThrow(TypeError);
    expect(ERROR_CATALOGUE.BAD_REQUEST.nextStep).toBe(before);
  });

  it('never asks a caller to repeat a request that is wrong', () => {
    const repeatable = codes.filter((code) => ERROR_CATALOGUE[code].retryable);

    expect(repeatable.filter((code) => ERROR_CATALOGUE[code].fault === 'caller')).toEqual([]);
  });
});

describe('a QuantineError', () => {
  it('carries what the catalogue says of its code', () => {
    const error = new QuantineError('DOCKER_UNAVAILABLE', 'nobody listens on /var/run/docker.sock');

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'QuantineError',
      code: 'DOCKER_UNAVAILABLE',
      message: 'nobody listens on /var/run/docker.sock',
      fault: 'host',
      retryable: true,
      nextStep: ERROR_CATALOGUE.DOCKER_UNAVAILABLE.nextStep,
      details: {},
    });
  });

  it('prefers the next step of whoever knew more', () => {
    const error = new QuantineError('DOCKER_UNAVAILABLE', 'no engine', { nextStep: 'Type `systemctl start docker`.' });

    expect(error.nextStep).toBe('Type `systemctl start docker`.');
  });

  it('keeps its cause and its details', () => {
    const cause = new Error('ECONNREFUSED');
    const error = new QuantineError('LIMIT_NOT_ENFORCED', 'pids', { cause, details: { limit: 'pids' } });

    expect(error.cause).toBe(cause);
    expect(error.details).toEqual({ limit: 'pids' });
  });

  it('has no cause at all where there was none', () => {
    expect('cause' in new QuantineError('INTERNAL', 'broken')).toBe(false);
  });
});
