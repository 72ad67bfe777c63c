import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FIXED } from '../../../src/config/limits.js';
import type { OutputChunk } from '../../../src/runner/run-strategy.js';
import { hello } from './accepted-sandbox.js';
import { failure, output, result, usage } from './guest-frames.js';
import { ScriptedSandbox } from './scripted-sandbox.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a run', () => {
  it('is over with the last frame, and gathers all that came before', async () => {
    const sandbox = new ScriptedSandbox();
    const facts = sandbox.run();
    sandbox.says(
      output('out'),
      output('err', 'stderr'),
      { type: 'value', data: Buffer.from('[1,').toString('base64') },
      { type: 'value', data: Buffer.from('2]').toString('base64') },
      { type: 'artifact', path: 'a.csv', data: '', last: true },
      { type: 'artifact', path: 'a:b', data: '', last: true },
      result({ valueBytes: 5, skippedArtifacts: [{ path: 'pipe', reason: 'a named pipe' }] }),
    );

    expect(await facts).toMatchObject({
      hostReason: null,
      violation: null,
      final: { type: 'result' },
      engineEnd: null,
      stdout: { text: 'out', bytes: 3, truncated: false },
      stderr: { text: 'err', bytes: 3, truncated: false },
      valueText: '[1,2]',
      artifacts: [{ path: 'a.csv' }],
      skippedArtifacts: [{ path: 'a:b' }, { path: 'pipe' }],
    });
    expect(sandbox.sent).toEqual(['run']);
  });

  it("measures its wall time by the host's clock", async () => {
    const sandbox = new ScriptedSandbox();
    const facts = sandbox.run();
    await vi.advanceTimersByTimeAsync(1500);
    sandbox.says(result());

    expect((await facts).wallSeconds).toBe(1.5);
  });

  it('tells output as it comes', () => {
    const sandbox = new ScriptedSandbox();
    const heard: OutputChunk[] = [];
    void sandbox.run({ onOutput: (chunk) => heard.push(chunk) });

    sandbox.says(output('a'));
    expect(heard).toEqual([{ stream: 'stdout', text: 'a' }]);
    sandbox.says(output('b', 'stderr'));
    expect(heard[1]).toEqual({ stream: 'stderr', text: 'b' });
    sandbox.says(result());
  });

  it('takes no notice of what comes after the last frame', async () => {
    const sandbox = new ScriptedSandbox();
    const heard: OutputChunk[] = [];
    const facts = sandbox.run({ onOutput: (chunk) => heard.push(chunk) });
    sandbox.says(result(), output('late'), failure('signal'));
    sandbox.channel.stdout(Buffer.from('garbage'));
    await vi.advanceTimersByTimeAsync(301_000);

    expect(await facts).toMatchObject({ hostReason: null, violation: null, final: { type: 'result' } });
    expect(heard).toEqual([]);
    expect(sandbox.sent).toEqual(['run']);
  });

  it('leaves no timer and no listener behind', async () => {
    const sandbox = new ScriptedSandbox();
    const abort = new AbortController();
    const removed = vi.spyOn(abort.signal, 'removeEventListener');
    const facts = sandbox.run({ signal: abort.signal });
    sandbox.says(result());
    await facts;

    expect(vi.getTimerCount()).toBe(0);
    expect(removed).toHaveBeenCalledOnce();
  });
});

describe('a run past its deadline', () => {
  it('is asked to stop, and is over once the guest has measured it', async () => {
    const sandbox = new ScriptedSandbox({ timeoutSeconds: 2 });
    const facts = sandbox.run();
    await vi.advanceTimersByTimeAsync(1999);
    expect(sandbox.sent).toEqual(['run']);
    await vi.advanceTimersByTimeAsync(2);
    expect(sandbox.sent).toEqual(['run', 'stop']);
    sandbox.says(failure('stopped', { usage: { ...usage, cpuSeconds: 2 } }));

    expect(await facts).toMatchObject({
      hostReason: 'wall_clock',
      final: { kind: 'stopped', usage: { cpuSeconds: 2 } },
      wallSeconds: 2.001,
    });
  });

  it('is over after the grace where the guest does not answer, and nothing more is heard of it', async () => {
    const sandbox = new ScriptedSandbox({ timeoutSeconds: 2 });
    const heard: OutputChunk[] = [];
    const facts = sandbox.run({ onOutput: (chunk) => heard.push(chunk) });
    await vi.advanceTimersByTimeAsync(2001 + FIXED.stopGraceMs);

    expect(await facts).toMatchObject({ hostReason: 'wall_clock', final: null, engineEnd: null });
    sandbox.says(output('late'));
    expect(heard).toEqual([]);
  });

  it.each<[string, (sandbox: ScriptedSandbox) => void]>([
    ['said what is no frame', ({ channel }) => channel.stdout(Buffer.from('garbage, and more of it'))],
    ['said hello again', (sandbox) => sandbox.says(hello)],
    ['vanished', ({ channel }) => channel.closed()],
  ])('still ran out of time where the guest %s when asked to stop', async (_what, answer) => {
    const sandbox = new ScriptedSandbox({ timeoutSeconds: 2 });
    const facts = sandbox.run();
    await vi.advanceTimersByTimeAsync(2001);
    answer(sandbox);

    expect(await facts).toMatchObject({ hostReason: 'wall_clock', final: null });
  });
});

describe('a cancelled run', () => {
  it('is asked to stop', async () => {
    const sandbox = new ScriptedSandbox();
    const abort = new AbortController();
    const facts = sandbox.run({ signal: abort.signal });
    abort.abort();
    expect(sandbox.sent).toEqual(['run', 'stop']);
    sandbox.says(failure('stopped'));

    expect(await facts).toMatchObject({ hostReason: 'cancelled', final: { kind: 'stopped' } });
  });

  it('is asked to stop at once where it was cancelled beforehand', async () => {
    const sandbox = new ScriptedSandbox();
    const facts = sandbox.run({ signal: AbortSignal.abort() });
    expect(sandbox.sent).toEqual(['run', 'stop']);
    sandbox.says(failure('stopped'));

    expect(await facts).toMatchObject({ hostReason: 'cancelled' });
  });

  it('was not cancelled where that came after its end', async () => {
    const sandbox = new ScriptedSandbox();
    const abort = new AbortController();
    const facts = sandbox.run({ signal: abort.signal });
    sandbox.says(result());
    abort.abort();

    expect(await facts).toMatchObject({ hostReason: null });
    expect(sandbox.sent).toEqual(['run']);
  });

  it('keeps its first reason when its deadline comes too', async () => {
    const sandbox = new ScriptedSandbox({ timeoutSeconds: 2 });
    const abort = new AbortController();
    const facts = sandbox.run({ signal: abort.signal });
    await vi.advanceTimersByTimeAsync(1999);
    abort.abort();
    await vi.advanceTimersByTimeAsync(100);
    sandbox.says(failure('stopped'));

    expect(await facts).toMatchObject({ hostReason: 'cancelled' });
    expect(sandbox.sent).toEqual(['run', 'stop']);
  });
});

describe('a run that writes too much', () => {
  it.each(['stdout', 'stderr'] as const)('to %s is stopped, and its first bytes are kept', async (stream) => {
    const sandbox = new ScriptedSandbox({ stdoutMiB: 1, stderrMiB: 1 });
    const facts = sandbox.run();
    for (let piece = 0; piece < 16; piece += 1) sandbox.says(output('x'.repeat(64 * 1024), stream));
    expect(sandbox.sent).toEqual(['run']);
    sandbox.says(output('y', stream));
    expect(sandbox.sent).toEqual(['run', 'stop']);
    sandbox.says(output('z', stream), failure('stopped'));

    expect(await facts).toMatchObject({
      hostReason: 'output',
      [stream]: { text: 'x'.repeat(1024 * 1024), bytes: 1024 * 1024 + 2, truncated: true },
    });
  });

  it('is not called back for what is past the cap', async () => {
    const sandbox = new ScriptedSandbox({ stdoutMiB: 0.001 });
    const heard: string[] = [];
    void sandbox.run({ onOutput: ({ text }) => heard.push(text) });
    sandbox.says(output('x'.repeat(2000)), output('y'), failure('stopped'));

    expect(heard).toEqual(['x'.repeat(1048)]);
  });
});

describe('an onOutput that throws', () => {
  it('ends the run with what it threw, and is not called again', async () => {
    const sandbox = new ScriptedSandbox();
    let calls = 0;
    const facts = sandbox.run({
      onOutput: () => {
        calls += 1;
        throw new RangeError('of the caller');
      },
    });
    sandbox.says(output('a'), output('b'), result());

    await expect(facts).rejects.toThrowError(new RangeError('of the caller'));
    expect(calls).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
