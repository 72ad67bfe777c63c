import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FIXED, resolveLimits } from '../../../src/config/limits.js';
import { QuantineError } from '../../../src/core/errors.js';
import type { Limits } from '../../../src/core/run-card.js';
import type { ContainerEnd, RunningContainer } from '../../../src/engine/container-engine.js';
import type { GuestFrame, RunFrame } from '../../../src/protocol/frames.js';
import { GuestChannel } from '../../../src/runner/guest-channel.js';
import { type OutputChunk, type RunOptions, runStrategy } from '../../../src/runner/run-strategy.js';
import type { AttestedSandbox } from '../../../src/runner/start-sandbox.js';
import { hello } from './accepted-sandbox.js';
import { encoded, failure, output, result, SOURCE_SHA256, usage } from './guest-frames.js';

const run: RunFrame = {
  type: 'run',
  protocol: 1,
  source: '',
  sourceSha256: SOURCE_SHA256,
  params: {},
  environment: {},
  data: [],
  caps: { valueBytes: 1, outputBytes: 1, outputFiles: 1, messageCharacters: 1 },
  collectArtifacts: true,
};

/** A sandbox whose guest says what the test makes it say. */
class ScriptedSandbox implements RunningContainer {
  readonly id = 'scripted';
  readonly channel = new GuestChannel();
  /** Types of the frames the host sent, in order. */
  readonly sent: string[] = [];
  readonly attested: AttestedSandbox;
  end: () => Promise<ContainerEnd> = () => expect.unreachable('the engine was asked for the end');

  constructor(limits: Partial<Limits> = {}) {
    const plan = { limits: resolveLimits(limits, { cpus: 4, memoryBytes: 16 * 1024 ** 3 }) };
    this.attested = { container: this, channel: this.channel, plan } as unknown as AttestedSandbox;
  }

  run(options: RunOptions = {}) {
    return runStrategy(this.attested, run, options);
  }

  says(...frames: GuestFrame[]): void {
    this.channel.stdout(Buffer.concat(frames.map(encoded)));
  }

  send(bytes: Buffer): void {
    this.sent.push(JSON.parse(bytes.subarray(4).toString()).type);
  }

  ended(): Promise<ContainerEnd> {
    return this.end();
  }

  diagnostics = () => '';
  destroy = async () => {};
}

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
    await vi.advanceTimersByTimeAsync(1);
    expect(sandbox.sent).toEqual(['run', 'stop']);
    sandbox.says(failure('stopped', { usage: { ...usage, cpuSeconds: 2 } }));

    expect(await facts).toMatchObject({
      hostReason: 'wall_clock',
      final: { kind: 'stopped', usage: { cpuSeconds: 2 } },
      wallSeconds: 2,
    });
  });

  it('is over after the grace where the guest does not answer, and nothing more is heard of it', async () => {
    const sandbox = new ScriptedSandbox({ timeoutSeconds: 2 });
    const heard: OutputChunk[] = [];
    const facts = sandbox.run({ onOutput: (chunk) => heard.push(chunk) });
    await vi.advanceTimersByTimeAsync(2000 + FIXED.stopGraceMs);

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
    await vi.advanceTimersByTimeAsync(2000);
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

describe('a guest that breaks the protocol', () => {
  const value = (bytes: number): GuestFrame => ({ type: 'value', data: Buffer.alloc(bytes).toString('base64') });
  const artifact = (path: string): GuestFrame => ({ type: 'artifact', path, data: '', last: true });

  it.each([
    ['by a frame that is none', [{ type: 'stop' } as unknown as GuestFrame], /^a frame does not fit the protocol: /],
    ['by a value past its cap', [value(1024), value(25)], 'more bytes of the value came than its cap'],
    ['by a file elsewhere', [artifact('../x')], 'a file of /output has a name that leads elsewhere'],
    ['by a file that came twice', [artifact('x'), artifact('x')], 'x came twice'],
  ])('%s ends the run at once', async (_how, frames, why) => {
    const sandbox = new ScriptedSandbox({ valueMiB: 0.001 });
    const facts = sandbox.run();
    sandbox.says(...frames, result());

    expect(await facts).toMatchObject({
      hostReason: 'protocol_violation',
      violation: expect.stringMatching(why),
      final: null,
      engineEnd: null,
    });
    expect(sandbox.sent).toEqual(['run']);
  });

  it('by saying hello twice ends the run at once', async () => {
    const sandbox = new ScriptedSandbox();
    const facts = sandbox.run();
    sandbox.says(hello);

    expect(await facts).toMatchObject({
      hostReason: 'protocol_violation',
      violation: 'the guest said hello twice',
    });
  });

  it('by ending in the middle of a frame ends the run', async () => {
    const sandbox = new ScriptedSandbox();
    const facts = sandbox.run();
    sandbox.channel.stdout(encoded(result()).subarray(0, 50));
    sandbox.channel.closed();

    expect(await facts).toMatchObject({
      hostReason: 'protocol_violation',
      violation: 'the guest ended in the middle of a frame',
    });
  });
});

describe('a guest that ends without a word', () => {
  it('leaves the word to the engine', async () => {
    const sandbox = new ScriptedSandbox();
    sandbox.end = async () => ({ exitCode: 137, outOfMemory: true });
    const facts = sandbox.run();
    sandbox.channel.closed();

    expect(await facts).toMatchObject({
      hostReason: null,
      final: null,
      engineEnd: { exitCode: 137, outOfMemory: true },
    });
  });

  it('had ended before anybody handed it a strategy', async () => {
    const sandbox = new ScriptedSandbox();
    sandbox.end = async () => ({ exitCode: 1, outOfMemory: false });
    sandbox.channel.closed();

    expect(await sandbox.run()).toMatchObject({ final: null, engineEnd: { exitCode: 1 } });
  });

  it('did not run out of time while the engine was asked', async () => {
    const sandbox = new ScriptedSandbox({ timeoutSeconds: 2 });
    sandbox.end = async () => {
      await vi.advanceTimersByTimeAsync(5000);
      return { exitCode: 137, outOfMemory: true };
    };
    const facts = sandbox.run();
    sandbox.channel.closed();

    expect(await facts).toMatchObject({ hostReason: null, engineEnd: { outOfMemory: true } });
  });

  it('throws ENGINE_LOST where the engine is gone too', async () => {
    const sandbox = new ScriptedSandbox();
    sandbox.end = async () => {
      throw new QuantineError('ENGINE_LOST', 'gone');
    };
    const facts = sandbox.run();
    sandbox.channel.closed();

    await expect(facts).rejects.toMatchObject({ code: 'ENGINE_LOST' });
  });
});

describe('a death that the kernel may have caused', () => {
  it.each(['signal', 'out_of_memory'] as const)('(%s) is asked of the engine too', async (kind) => {
    const sandbox = new ScriptedSandbox();
    sandbox.end = async () => ({ exitCode: 0, outOfMemory: true });
    const facts = sandbox.run();
    sandbox.says(failure(kind, { signal: 9 }));

    expect(await facts).toMatchObject({ final: { kind }, engineEnd: { outOfMemory: true } });
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
