import { describe, expect, it } from 'vitest';
import { classify, outOfMemoryKillsOf, type RunContext, resourceUsageOf } from '../../../src/runner/classify.js';
import { cancelledBeforeStart, type RunFacts } from '../../../src/runner/run-facts.js';
import { plan } from './accepted-sandbox.js';
import { failure, result, SOURCE_SHA256, usage } from './guest-frames.js';

const context: RunContext = { limits: plan.limits, sourceSha256: SOURCE_SHA256, cpus: 1.5 };
const silent = { text: '', bytes: 0, truncated: false };
const flooded = { text: 'x', bytes: 9_000_000, truncated: true };

function facts(changes: Partial<RunFacts> = {}): RunFacts {
  return { ...cancelledBeforeStart(), hostReason: null, wallSeconds: 2, final: result(), ...changes };
}

const ending = (changes: Partial<RunFacts>) => classify(facts(changes), context);
const named = (type: string, message: string) => ({ type, message, line: null, traceback: [], causes: [] });

describe('a run whose last frame is a result', () => {
  it('completes without a value', () => {
    expect(ending({})).toEqual({ status: 'completed', exitCode: 0, value: null, hasValue: false, nonFinitePaths: [] });
  });

  it('completes with its value, and the paths that held no finite number', () => {
    const final = result({ valueBytes: 15, nonFinitePaths: ['$.sharpe'] });

    expect(ending({ final, valueText: '{"sharpe":null}' })).toEqual({
      status: 'completed',
      exitCode: 0,
      value: { sharpe: null },
      hasValue: true,
      nonFinitePaths: ['$.sharpe'],
    });
  });

  it.each([
    ['a value of another length', { final: result({ valueBytes: 3 }), valueText: '1' }, /another length/],
    ['a value nobody announced', { valueText: '1' }, /unannounced/],
    ['a value that is no JSON', { final: result({ valueBytes: 3 }), valueText: 'nan' }, /not JSON/],
    ['another source', { final: result({ sourceSha256: 'b'.repeat(64) }) }, 'another source ran'],
    [
      'more CPU time than there was',
      { final: result({ usage: { ...usage, cpuSeconds: 4.8 } }) },
      '4.8 s of CPU in 2.000 s on 1.5 CPUs cannot be',
    ],
    [
      'more memory than there was',
      { final: result({ usage: { ...usage, cgroupPeakBytes: 671_088_641 } }) },
      '671088641 bytes of memory cannot be',
    ],
    [
      'more CPU time than the whole container used',
      { final: result({ usage: { ...usage, cpuSeconds: 1, cgroupCpuSeconds: 0.98 } }) },
      '1 s of CPU in a container that used 0.98 s cannot be',
    ],
  ])('is a protocol violation with %s', (_what, changes, message) => {
    expect(ending(changes)).toEqual({
      status: 'terminated',
      exitCode: null,
      reason: 'protocol_violation',
      message: expect.stringMatching(message),
    });
  });

  it('may have used all of its CPUs, as clocks and quotas tick', () => {
    expect(ending({ final: result({ usage: { ...usage, cpuSeconds: 4.7 } }) }).status).toBe('completed');
  });

  it('may have been charged a little past its memory, as the kernel does with what cannot fail', () => {
    const charged = { ...usage, cgroupCpuSeconds: 0.5, cgroupPeakBytes: 671_088_640 };
    expect(ending({ final: result({ usage: charged }) }).status).toBe('completed');
  });

  it('completes where only a grandchild was killed for memory', () => {
    const killed = facts({
      final: result({ usage: { ...usage, outOfMemoryKills: 1 } }),
      engineEnd: { exitCode: 0, outOfMemory: true },
    });

    expect(classify(killed, context).status).toBe('completed');
    expect(outOfMemoryKillsOf(killed)).toBe(1);
  });
});

describe('a run whose last frame is a failure', () => {
  const cause = { type: 'KeyError', message: "'close'", line: 3, traceback: [] };
  const error = {
    type: 'ValueError',
    message: 'no bars',
    line: 7,
    traceback: [{ line: 7, function: '<module>', text: 'raise ValueError' }],
    causes: [cause],
  };

  it.each([
    ['an exception', failure('exception', { error }), 1, { ...error, causes: [{ ...cause, causes: [] }] }],
    ['sys.exit(3)', failure('system_exit', { exitCode: 3 }), 3, named('SystemExit', 'the strategy exited with 3')],
    [
      'sys.exit("words")',
      failure('system_exit', { exitCode: 1, error: { ...error, type: 'SystemExit', causes: [] } }),
      1,
      { ...error, type: 'SystemExit', causes: [] },
    ],
    [
      'os._exit(4)',
      failure('abrupt_exit', { exitCode: 4 }),
      4,
      named('AbruptExit', 'the process ended with 4 and left no report'),
    ],
    [
      'a fatal signal',
      failure('signal', { signal: 11 }),
      null,
      { ...named('Signal', 'signal 11 ended the strategy'), signal: 11 },
    ],
  ])('fails by %s', (_how, final, exitCode, said) => {
    expect(ending({ final })).toEqual({ status: 'failed', exitCode, code: 'EXECUTION_ERROR', error: said });
  });

  it('is terminated for want of memory where the engine saw it too', () => {
    const final = failure('out_of_memory', { signal: 9 });

    expect(ending({ final, engineEnd: { exitCode: 0, outOfMemory: true } })).toEqual({
      status: 'terminated',
      exitCode: null,
      reason: 'memory',
      code: 'INSUFFICIENT_RESOURCES',
      message: 'killed for want of memory: it was given 512 MiB',
    });
  });

  it('fails by signal 9 where the engine saw no want of memory', () => {
    const final = failure('out_of_memory', { signal: 9 });

    expect(ending({ final, engineEnd: { exitCode: 0, outOfMemory: false } })).toMatchObject({
      status: 'failed',
      error: { type: 'Signal', signal: 9 },
    });
  });

  it.each([
    ['an exception without its words', failure('exception')],
    ['a report that the strategy wrote itself', failure('malformed_report')],
    ['a stop that nobody asked for', failure('stopped')],
    ['a deadline before the time was over', failure('deadline')],
    ['the failure of another source', failure('exception', { error, sourceSha256: 'b'.repeat(64) })],
    ['CPU time that cannot be', failure('exception', { error, usage: { ...usage, cpuSeconds: 1000 } })],
  ])('is a protocol violation for %s', (_what, final) => {
    expect(ending({ final })).toMatchObject({ status: 'terminated', reason: 'protocol_violation' });
  });

  it('is terminated at its deadline where the guest had to end it, because this process was held up', () => {
    expect(ending({ final: failure('deadline'), wallSeconds: 302 })).toMatchObject({
      status: 'terminated',
      reason: 'wall_clock',
      code: 'EXECUTION_TIMEOUT',
    });
  });

  it('throws DATA_INVALID where a data file could not be read: the strategy was not there yet', () => {
    const final = failure('data', { error: { ...error, message: 'sp500: no column of dates' }, sourceSha256: null });

    expect(() => ending({ final })).toThrowError(
      expect.objectContaining({ code: 'DATA_INVALID', message: 'sp500: no column of dates' }),
    );
  });

  it('throws INTERNAL where the guest did not understand the run', () => {
    expect(() => ending({ final: failure('request', { sourceSha256: null }) })).toThrowError(
      expect.objectContaining({ code: 'INTERNAL' }),
    );
  });
});

describe('a run that the host ended', () => {
  it.each([
    ['wall_clock', 'EXECUTION_TIMEOUT', 'stopped at its time limit of 300 s'],
    ['memory', 'INSUFFICIENT_RESOURCES', 'killed for want of memory: it was given 512 MiB'],
    ['cancelled', undefined, 'cancelled by the caller'],
    ['protocol_violation', undefined, 'a came twice'],
  ] as const)('is terminated by %s, whatever its last frame says', (hostReason, code, message) => {
    const expected = { status: 'terminated', exitCode: null, reason: hostReason, ...(code && { code }), message };

    for (const final of [null, result(), failure('stopped'), failure('request')]) {
      expect(ending({ hostReason, violation: 'a came twice', final })).toEqual(expected);
    }
  });

  it('names the stream that was too long, and its cap', () => {
    expect(ending({ hostReason: 'output', stdout: flooded })).toMatchObject({
      reason: 'output',
      message: 'stopped because it wrote more than 8 MiB to stdout',
    });
    expect(ending({ hostReason: 'output', stderr: flooded })).toMatchObject({
      message: 'stopped because it wrote more than 8 MiB to stderr',
    });
  });
});

describe('a run that ended without a last frame', () => {
  it('ran out of memory where the engine says so', () => {
    expect(ending({ final: null, engineEnd: { exitCode: 137, outOfMemory: true } })).toMatchObject({
      status: 'terminated',
      reason: 'memory',
      code: 'INSUFFICIENT_RESOURCES',
    });
  });

  it('is a protocol violation otherwise', () => {
    expect(ending({ final: null, engineEnd: { exitCode: 70, outOfMemory: false } })).toMatchObject({
      reason: 'protocol_violation',
      message: 'the sandbox ended with 70 and said nothing',
    });
  });
});

describe('what a run used', () => {
  it('is what the supervisor and the host measured', () => {
    expect(resourceUsageOf(facts({ stdout: flooded, stderr: silent }))).toEqual({
      wallSeconds: 2,
      cpuSeconds: 0.5,
      peakMemoryBytes: 67_108_864,
      stdoutBytes: 9_000_000,
      stderrBytes: 0,
    });
  });

  it('is null where the sandbox was gone before anybody measured', () => {
    expect(resourceUsageOf(facts({ final: null }))).toMatchObject({ cpuSeconds: null, peakMemoryBytes: null });
  });

  it("takes the engine's word for kills where the kernel does not count them", () => {
    const uncounted = result({ usage: { ...usage, outOfMemoryKills: null } });
    const killed = { exitCode: 137, outOfMemory: true };

    expect(outOfMemoryKillsOf(facts({ final: uncounted, engineEnd: killed }))).toBe(1);
    expect(outOfMemoryKillsOf(facts({ final: uncounted }))).toBe(0);
    expect(outOfMemoryKillsOf(facts({ final: null, engineEnd: killed }))).toBe(1);
  });
});
