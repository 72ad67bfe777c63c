import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameDecoder, ProtocolViolation } from '../../../src/protocol/codec.js';
import { CHUNK_BYTES, type GuestFrame, MAX_GUEST_FRAME_BYTES } from '../../../src/protocol/frames.js';

const output = (data: string): GuestFrame => ({ type: 'output', stream: 'stdout', data });

/** A body as the guest sends it: its length first. */
function framed(body: string | Uint8Array): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function decode(chunks: Iterable<Buffer>, decoder = new FrameDecoder()): GuestFrame[] {
  return [...chunks].flatMap((chunk) => [...decoder.push(chunk)]);
}

/** Cuts bytes at each of these places. */
function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const edges = [0, ...[...places].sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
}

const guestFrames = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant('output' as const),
      stream: fc.constantFrom('stdout' as const, 'stderr' as const),
      data: fc.base64String(),
    }),
    fc.record({ type: fc.constant('value' as const), data: fc.base64String() }),
    fc.record({
      type: fc.constant('artifact' as const),
      path: fc.string({ minLength: 1, unit: 'grapheme' }),
      data: fc.base64String(),
      last: fc.boolean(),
    }),
  ),
);

describe('a frame to the guest', () => {
  it('is its length in four big-endian bytes, then its JSON', () => {
    expect(encodeFrame({ type: 'stop' })).toEqual(Buffer.from('\0\0\0\x0f{"type":"stop"}', 'latin1'));
  });
});

describe('a stream of frames from the guest', () => {
  it('reads the same however the engine cut it', () => {
    fc.assert(
      fc.property(guestFrames, fc.array(fc.nat(), { maxLength: 40 }), (frames, places) => {
        const bytes = Buffer.concat(frames.map((frame) => framed(JSON.stringify(frame))));
        const chunks = cutAt(
          bytes,
          places.map((place) => place % (bytes.length + 1)),
        );
        const decoder = new FrameDecoder();

        expect(decode(chunks, decoder)).toEqual(frames);
        expect(decoder.isMidFrame).toBe(false);
      }),
    );
  });

  it('reads the same byte by byte', () => {
    const bytes = Buffer.concat([framed(JSON.stringify(output('aGk='))), framed(JSON.stringify(output('eW91')))]);

    expect(decode([...bytes].map((byte) => Buffer.from([byte])))).toEqual([output('aGk='), output('eW91')]);
  });

  it('carries the largest piece of output there is', () => {
    const largest = output(Buffer.alloc(CHUNK_BYTES, 0xff).toString('base64'));

    expect(decode([framed(JSON.stringify(largest))])).toEqual([largest]);
  });

  it('knows when it ended in the middle of a frame', () => {
    const bytes = framed(JSON.stringify(output('aGk=')));

    for (let kept = 1; kept < bytes.length; kept += 1) {
      const decoder = new FrameDecoder();
      expect(decode([bytes.subarray(0, kept)], decoder)).toEqual([]);
      expect(decoder.isMidFrame, `${kept} bytes`).toBe(true);
    }
  });
});

describe('what is no frame', () => {
  it('is refused for its length alone, before any of its body has come', () => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(MAX_GUEST_FRAME_BYTES + 1);

    expect(() => decode([length])).toThrowError('a frame of 1048577 bytes is past the cap of 1048576');
  });

  it('may be as long as the cap, but must then be JSON', () => {
    expect(() => decode([framed(Buffer.alloc(MAX_GUEST_FRAME_BYTES, 'x'))])).toThrowError('a frame is not UTF-8 JSON');
  });

  it.each([
    ['an empty body', ''],
    ['text that is not JSON', 'Traceback (most recent call last):'],
    ['two documents', '{"type":"stop"}{"type":"stop"}'],
    ['a path that is not UTF-8', Buffer.from('{"type":"artifact","path":"\xff","data":"","last":true}', 'latin1')],
    ['JSON that is no object', '17'],
    ['an unknown type', '{"type":"eval","data":""}'],
    ['a frame of the host', '{"type":"stop"}'],
    ['a field too many', '{"type":"value","data":"","more":1}'],
    ['a field too few', '{"type":"output","data":""}'],
    ['data that is not base64', '{"type":"value","data":"<html>"}'],
    ['a path of no length', '{"type":"artifact","path":"","data":"","last":true}'],
  ])('%s is a protocol violation', (_what, body) => {
    expect(() => decode([framed(body)])).toThrow(ProtocolViolation);
  });

  it('does not take back the frames before it', () => {
    const decoder = new FrameDecoder();
    const frames = decoder.push(Buffer.concat([framed(JSON.stringify(output('aGk='))), framed('garbage')]));

    expect(frames.next().value).toEqual(output('aGk='));
    expect(() => frames.next()).toThrow(ProtocolViolation);
  });

  it('is never read as anything but frames or a protocol violation, whatever the bytes', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 64 }), fc.uint8Array().map(framed), fc.json().map(framed));
    fc.assert(
      fc.property(fc.array(bytes), (chunks) => {
        try {
          decode(chunks.map((chunk) => Buffer.from(chunk)));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolViolation);
        }
      }),
    );
  });

  it('says which field is wrong', () => {
    expect(() => decode([framed('{"type":"output","stream":"stdlog","data":""}')])).toThrowError(/stream/);
  });
});
