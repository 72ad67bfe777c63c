import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QuantineError } from '../../../src/core/errors.js';
import type { GuestFrame } from '../../../src/protocol/frames.js';
import { hello } from './accepted-sandbox.js';
import { encoded, failure, result } from './guest-frames.js';
import { ScriptedSandbox } from './scripted-sandbox.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
