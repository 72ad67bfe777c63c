import { expect } from 'vitest';
import { resolveLimits } from '../../../src/config/limits.js';
import type { Limits } from '../../../src/core/run-card.js';
import type { ContainerEnd, RunningContainer } from '../../../src/engine/container-engine.js';
import type { GuestFrame, RunFrame } from '../../../src/protocol/frames.js';
import { GuestChannel } from '../../../src/runner/guest-channel.js';
import { type RunOptions, runStrategy } from '../../../src/runner/run-strategy.js';
import type { AttestedSandbox } from '../../../src/runner/start-sandbox.js';
import { encoded, SOURCE_SHA256 } from './guest-frames.js';

const run: RunFrame = {
  type: 'run',
  protocol: 1,
  source: '',
  sourceSha256: SOURCE_SHA256,
  params: {},
  environment: {},
  data: [],
  caps: { valueBytes: 1, outputBytes: 1, outputFiles: 1, messageCharacters: 1, timeoutSeconds: 300 },
  collectArtifacts: true,
};

/** A sandbox whose guest says what the test makes it say. */
export class ScriptedSandbox implements RunningContainer {
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
