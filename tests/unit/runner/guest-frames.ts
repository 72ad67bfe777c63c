import type { FailureFrame, GuestFrame, GuestUsage, ResultFrame } from '../../../src/protocol/frames.js';

/** The SHA-256 of the source that ran, in these tests. */
export const SOURCE_SHA256 = 'a'.repeat(64);

export const usage: GuestUsage = {
  cpuSeconds: 0.5,
  peakMemoryBytes: 64 * 1024 * 1024,
  outOfMemoryKills: 0,
  cgroupCpuSeconds: null,
  cgroupPeakBytes: null,
};

/** A frame as the guest writes it. */
export function encoded(frame: GuestFrame): Buffer {
  const body = Buffer.from(JSON.stringify(frame));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

export function output(text: string, stream: 'stdout' | 'stderr' = 'stdout'): GuestFrame {
  return { type: 'output', stream, data: Buffer.from(text).toString('base64') };
}

/** The last frame of a strategy that ended well and gave no value. */
export function result(changes: Partial<ResultFrame> = {}): ResultFrame {
  return {
    type: 'result',
    sourceSha256: SOURCE_SHA256,
    valueBytes: null,
    nonFinitePaths: [],
    skippedArtifacts: [],
    usage,
    ...changes,
  };
}

/** The last frame of a strategy that did not. */
export function failure(kind: FailureFrame['kind'], changes: Partial<FailureFrame> = {}): FailureFrame {
  return {
    type: 'failure',
    kind,
    error: null,
    exitCode: null,
    signal: null,
    sourceSha256: SOURCE_SHA256,
    skippedArtifacts: [],
    usage,
    ...changes,
  };
}
