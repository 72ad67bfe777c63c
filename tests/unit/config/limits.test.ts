import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLimit, FIXED, LIMIT_NAMES, LIMITS, resolveLimits } from '../../../src/config/limits.js';

const roomy = { cpus: 16, memoryBytes: 64 * 1024 ** 3 };

it('bounds are nobody’s to change', () => {
  const outcomes = [
    () => Object.assign(FIXED, { highestMaxRiskScore: 1000 }),
    () => Object.assign(LIMITS, { timeoutSeconds: LIMITS.cpus }),
    () => Object.assign(LIMITS.timeoutSeconds, { ceiling: 1e9 }),
  ];
  for (const change of outcomes) expect(change).toThrow(TypeError);
});

describe('resolveLimits', () => {
  it('gives every default to whoever asks for nothing', () => {
    expect(resolveLimits({}, roomy)).toEqual({
      timeoutSeconds: 300,
      cpus: 2,
      memoryMiB: 4096,
      pids: 64,
      tmpMiB: 64,
      outputMiB: 64,
      stdoutMiB: 8,
      stderrMiB: 8,
      valueMiB: 8,
    });
  });

  it('takes what is asked for, and leaves the rest at its default', () => {
    expect(resolveLimits({ timeoutSeconds: 0.5, pids: 16 }, roomy)).toMatchObject({
      timeoutSeconds: 0.5,
      pids: 16,
      tmpMiB: 64,
    });
  });

  it('lowers a default to what a small engine has', () => {
    const small = { cpus: 1, memoryBytes: 2 * 1024 ** 3 };

    expect(resolveLimits({}, small)).toMatchObject({ cpus: 1, memoryMiB: 1024 });
  });

  it('refuses to lower what was asked for, and names the limit', () => {
    expect(() => resolveLimits({ cpus: 17 }, roomy)).toThrowError(
      expect.objectContaining({
        code: 'BAD_REQUEST',
        message: 'cpus of 17 cannot be had: the engine has 16 CPUs',
        details: { limit: 'cpus' },
      }),
    );
  });

  it("refuses more than half of the engine's memory", () => {
    expect(resolveLimits({ memoryMiB: 32_768 }, roomy).memoryMiB).toBe(32_768);
    expect(() => resolveLimits({ memoryMiB: 32_769 }, roomy)).toThrowError(
      "memoryMiB of 32769 cannot be had: half of the engine's memory is 32768 MiB",
    );
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(resolveLimits({}, roomy))).toBe(true);
  });

  it('never yields a limit outside its bounds or beyond the engine', () => {
    const room = fc.record({ cpus: fc.integer({ min: 1, max: 128 }), memoryBytes: fc.nat({ max: 2 ** 40 }) });
    fc.assert(
      fc.property(room, fc.double(), fc.constantFrom(...LIMIT_NAMES), (engine, value, name) => {
        const limits = resolvedOrRefused({ [name]: value }, engine);
        if (limits === 'refused') return;
        expect(limits[name]).toBeLessThanOrEqual(LIMITS[name].ceiling);
        expect(limits.cpus).toBeLessThanOrEqual(engine.cpus);
        expect(limits.memoryMiB).toBeLessThanOrEqual(engine.memoryBytes / 2 / 1024 ** 2);
      }),
    );
  });
});

describe('checkLimit', () => {
  it.each(LIMIT_NAMES)('%s may be set to its least and to its most', (name) => {
    const { minimum, ceiling } = LIMITS[name];

    expect(checkLimit(name, minimum)).toBe(minimum);
    expect(checkLimit(name, ceiling)).toBe(ceiling);
  });

  it.each(LIMIT_NAMES)('%s past its ceiling, below its least, or no number is refused by name', (name) => {
    const { minimum, ceiling } = LIMITS[name];

    for (const value of [ceiling + 1, minimum / 2, 0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => checkLimit(name, value), `${name} ${value}`).toThrowError(
        expect.objectContaining({ code: 'BAD_REQUEST', details: { limit: name } }),
      );
    }
  });

  it('takes fractions only where they make sense', () => {
    expect(checkLimit('cpus', 1.5)).toBe(1.5);
    expect(() => checkLimit('pids', 64.5)).toThrowError('pids takes a whole number from 8 to 4096, not 64.5');
  });

  it('leaves what nobody asked for undefined', () => {
    expect(checkLimit('cpus', undefined)).toBeUndefined();
  });
});

describe('the table of limits', () => {
  it.each(LIMIT_NAMES)('%s has a default within its bounds, and a reason', (name) => {
    const row = LIMITS[name];

    expect(row.minimum).toBeGreaterThan(0);
    expect(row.default).toBeGreaterThanOrEqual(row.minimum);
    expect(row.default).toBeLessThanOrEqual(row.ceiling);
    expect(row.why).toMatch(/\.$/);
  });

  it('lets nobody accept a strategy of critical risk', () => {
    expect(FIXED.defaultMaxRiskScore).toBe(30);
    expect(FIXED.highestMaxRiskScore).toBe(90);
  });
});

function resolvedOrRefused(...request: Parameters<typeof resolveLimits>) {
  try {
    return resolveLimits(...request);
  } catch (error) {
    expect(error).toMatchObject({ code: 'BAD_REQUEST' });
    return 'refused';
  }
}
