/** The golden frames, which `tests/guest/test_golden.py` reads as well. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeFrame, FrameDecoder, ProtocolViolation } from '../../src/protocol/codec.js';
import {
  CHUNK_BYTES,
  type GuestFrame,
  guestFrame,
  type HostFrame,
  hostFrame,
  MAX_CAUSES,
  MAX_GUEST_FRAME_BYTES,
  MAX_HOST_FRAME_BYTES,
  MAX_NON_FINITE_PATHS,
  MAX_SKIPPED_ARTIFACTS,
  MAX_TRACEBACK,
  MAX_VALUE_DEPTH,
  PROTOCOL_VERSION,
} from '../../src/protocol/frames.js';

interface Valid<Frame> {
  readonly about: string;
  readonly frame: Frame;
}

interface Invalid {
  readonly why: string;
  readonly frame: unknown;
}

interface Session {
  readonly about: string;
  readonly run: HostFrame;
  readonly frames: readonly Record<string, unknown>[];
}

const codec = golden<{
  version: number;
  maxGuestFrameBytes: number;
  maxHostFrameBytes: number;
  chunkBytes: number;
  maxNonFinitePaths: number;
  maxTraceback: number;
  maxCauses: number;
  maxSkippedArtifacts: number;
  maxValueDepth: number;
  encoded: { frame: GuestFrame; bytesBase64: string };
  stopBase64: string;
}>('codec');
const guestFrames = golden<Valid<GuestFrame>[]>('guest-frames');
const hostFrames = golden<Valid<HostFrame>[]>('host-frames');
const sessions = golden<Session[]>('sessions');

describe('golden frames', () => {
  test('both languages hold the same constants', () => {
    expect(codec).toMatchObject({
      version: PROTOCOL_VERSION,
      maxGuestFrameBytes: MAX_GUEST_FRAME_BYTES,
      maxHostFrameBytes: MAX_HOST_FRAME_BYTES,
      chunkBytes: CHUNK_BYTES,
      maxNonFinitePaths: MAX_NON_FINITE_PATHS,
      maxTraceback: MAX_TRACEBACK,
      maxCauses: MAX_CAUSES,
      maxSkippedArtifacts: MAX_SKIPPED_ARTIFACTS,
      maxValueDepth: MAX_VALUE_DEPTH,
    });
  });

  test('both languages write the same bytes', () => {
    expect(encodeFrame({ type: 'stop' }).toString('base64')).toBe(codec.stopBase64);
    expect(decode(Buffer.from(codec.encoded.bytesBase64, 'base64'))).toEqual([codec.encoded.frame]);
  });

  test.each(guestFrames)('from the guest: $about', ({ frame }) => {
    expect(decode(toBytes(frame))).toEqual([frame]);
  });

  test.each(golden<Invalid[]>('not-guest-frames'))('refused from the guest: $why', ({ frame }) => {
    expect(() => decode(toBytes(frame))).toThrow(ProtocolViolation);
  });

  test.each(hostFrames)('from the host: $about', ({ frame }) => {
    expect(hostFrame.parse(frame)).toEqual(frame);
  });

  test.each(golden<Invalid[]>('not-host-frames'))('never from the host: $why', ({ frame }) => {
    expect(hostFrame.safeParse(frame).success).toBe(false);
  });

  test.each(sessions)('what the guest really says fits the protocol: $about', ({ run, frames }) => {
    expect(hostFrame.safeParse(run).success).toBe(true);
    // Measured anew in every run, so the sessions leave it out. The guest's own test holds it against these.
    const usage = guestFrames.flatMap(({ frame }) => ('usage' in frame ? [frame.usage] : []))[0];
    const whole = frames.map((frame, at) => (at === frames.length - 1 ? { ...frame, usage } : frame));
    expect(whole.map((frame) => guestFrame.safeParse(frame).success)).not.toContain(false);
  });
});

describe('the decoder', () => {
  const stream = Buffer.concat(guestFrames.map(({ frame }) => toBytes(frame)));

  test('finds the same frames however the stream is cut', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 200 });
    fc.assert(
      fc.property(cuts, (at) => {
        const decoder = new FrameDecoder();
        const edges = [0, ...at.toSorted((a, b) => a - b), stream.length];
        const frames = edges.slice(1).flatMap((end, index) => [...decoder.push(stream.subarray(edges[index], end))]);
        expect(frames).toEqual(guestFrames.map(({ frame }) => frame));
        expect(decoder.isMidFrame).toBe(false);
      }),
    );
  });

  test('refuses a length past the cap before any of its body has come', () => {
    fc.assert(
      fc.property(fc.integer({ min: MAX_GUEST_FRAME_BYTES + 1, max: 0xffffffff }), (length) => {
        const header = Buffer.alloc(4);
        header.writeUInt32BE(length);
        expect(() => decode(header)).toThrow(ProtocolViolation);
      }),
    );
  });

  test('refuses noise, or waits for the rest of it, and never gives a frame that does not fit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (body) => {
        expect(() => decode(withLength(Buffer.from(body)))).toThrow(ProtocolViolation);
      }),
    );
  });

  test('knows that a stream ended in the middle of a frame', () => {
    const decoder = new FrameDecoder();
    expect([...decoder.push(toBytes({ type: 'value', data: '' }).subarray(0, 9))]).toEqual([]);
    expect(decoder.isMidFrame).toBe(true);
  });
});

function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as T;
}

function toBytes(frame: unknown): Buffer {
  return withLength(Buffer.from(JSON.stringify(frame)));
}

function withLength(body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

function decode(bytes: Buffer): GuestFrame[] {
  return [...new FrameDecoder().push(bytes)];
}
