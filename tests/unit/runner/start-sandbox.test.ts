import { getEventListeners } from 'node:events';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { GuestFrame } from '../../../src/protocol/frames.js';
import { startSandbox } from '../../../src/runner/start-sandbox.js';
import { InMemoryEngine } from '../engine/in-memory-engine.js';
import { facts, hello, inspected, isolation, plan } from './accepted-sandbox.js';
import { encoded, output } from './guest-frames.js';

let engine: InMemoryEngine;

beforeEach(() => {
  engine = new InMemoryEngine();
  engine.inspected = () => inspected;
  engine.guest = () => [encoded(hello)];
});

const start = (signal?: AbortSignal) => startSandbox(engine, plan, facts, signal);

describe('startSandbox', () => {
  it('attaches before it starts, and gives a sandbox that has proved its isolation', async () => {
    const sandbox = await start();

    expect(sandbox.hello).toEqual(hello);
    expect(engine.calls).toEqual(['create c1', 'attach c1', 'start c1']);
  });

  it('keeps what comes with hello for the run', async () => {
    engine.guest = () => [Buffer.concat([encoded(hello), encoded(hello)])];
    const { channel } = await start();
    const heard: GuestFrame[] = [];
    channel.listen({ frame: (frame) => heard.push(frame), closed: () => {} });

    expect(heard).toEqual([hello]);
  });

  it('does not start what the engine warned of', async () => {
    engine.warnings = ['PIDs limit discarded.'];

    await expect(start()).rejects.toMatchObject({ code: 'LIMIT_NOT_ENFORCED', details: { caps: ['pids'] } });
    expect(engine.calls).toEqual(['create c1', 'remove c1']);
  });

  it('refuses what the engine made otherwise, whatever the guest says', async () => {
    engine.inspected = () => ({ ...inspected, hostConfig: { ...inspected.hostConfig, Memory: 0 } });

    await expect(start()).rejects.toMatchObject({ code: 'LIMIT_NOT_ENFORCED', details: { caps: ['memory'] } });
    expect(engine.containers.size).toBe(0);
  });

  it('refuses what the guest sees otherwise, whatever the engine says', async () => {
    engine.guest = () => [encoded({ ...hello, isolation: { ...isolation, seccomp: 0 } })];

    await expect(start()).rejects.toMatchObject({ code: 'LIMIT_NOT_ENFORCED', details: { caps: ['seccomp'] } });
    expect(engine.containers.size).toBe(0);
  });

  it.each([
    [
      'another version',
      encoded({ ...hello, protocol: 2 }),
      'the guest speaks protocol 2, the host 1; rebuild the image',
    ],
    ['another first word', encoded(output('Traceback')), 'its first word was output'],
    ['no protocol', Buffer.from('Traceback (most recent call last)'), 'a frame of 1416782179 bytes is past the cap'],
  ])('refuses a guest with %s, says what it wrote, and leaves nothing behind', async (_what, bytes, why) => {
    engine.guest = () => [bytes];

    const refusal = start();
    await expect(refusal).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    await expect(refusal).rejects.toThrowError(`the sandbox did not start: ${why}`);
    await expect(refusal).rejects.toThrowError('what PID 1 wrote to standard error');
    expect(engine.containers.size).toBe(0);
  });

  it('leaves nothing behind where it is cancelled while the guest says nothing', async () => {
    const abort = new AbortController();
    engine.guest = () => [];
    const refusal = start(abort.signal);
    setImmediate(() => abort.abort());

    await expect(refusal).rejects.toThrowError('the sandbox did not start: it was cancelled');
    expect(engine.containers.size).toBe(0);
  });

  it('gives a guest that says nothing a minute, and leaves nothing behind', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    engine.guest = () => [];
    let refusal: unknown;
    void start().catch((error) => {
      refusal = error;
    });

    await vi.advanceTimersByTimeAsync(59_999);
    expect(refusal).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(refusal).toMatchObject({
      code: 'ENGINE_FAILED',
      message: expect.stringContaining('the sandbox did not start: no hello within 60 s'),
    });
    expect(engine.containers.size).toBe(0);
  });

  it('listens to the caller and the clock no longer than until hello', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { signal } = new AbortController();
    await start(signal);

    expect([getEventListeners(signal, 'abort').length, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('tells the first error where nothing can be removed either', async () => {
    engine.warnings = ['PIDs limit discarded.'];
    engine.removeContainerFails = true;

    await expect(start()).rejects.toMatchObject({ code: 'LIMIT_NOT_ENFORCED' });
  });
});
