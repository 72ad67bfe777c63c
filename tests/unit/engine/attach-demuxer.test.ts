import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttachDemuxer } from '../../../src/engine/attach-demuxer.js';

/** A piece of the engine's attach stream: 8 bytes of header, then the payload. */
function piece(stream: 1 | 2, payload: string | Uint8Array): Buffer {
  const bytes = Buffer.from(payload as string);
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

function demuxed(chunks: Iterable<Buffer>) {
  const stdout: Buffer[] = [];
  const demuxer = new AttachDemuxer((chunk) => stdout.push(chunk));
  for (const chunk of chunks) demuxer.push(chunk);
  return { stdout: Buffer.concat(stdout), calls: stdout.length, diagnostics: demuxer.diagnostics() };
}

describe('AttachDemuxer', () => {
  it('takes the two streams apart', () => {
    const bytes = Buffer.concat([piece(1, 'frame '), piece(2, 'warning'), piece(1, 'frame')]);

    expect(demuxed([bytes])).toEqual({ stdout: Buffer.from('frame frame'), calls: 2, diagnostics: 'warning' });
  });

  it('reads a header that comes byte by byte', () => {
    const bytes = [...Buffer.concat([piece(2, 'e'), piece(1, 'out')])].map((byte) => Buffer.from([byte]));

    expect(demuxed(bytes)).toMatchObject({ stdout: Buffer.from('out'), diagnostics: 'e' });
  });

  it('reads a length in all four bytes of it', () => {
    const long = Buffer.alloc(0x01_02_03, 'x');

    expect(demuxed([piece(1, long), piece(1, 'y')]).stdout).toEqual(Buffer.concat([long, Buffer.from('y')]));
  });

  it('takes a piece of no length for nothing', () => {
    expect(demuxed([Buffer.concat([piece(1, ''), piece(2, ''), piece(1, 'a')])])).toEqual({
      stdout: Buffer.from('a'),
      calls: 1,
      diagnostics: '',
    });
  });

  it('passes standard output on as it arrives, holding nothing of it', () => {
    const bytes = piece(1, 'abcd');
    const stdout: string[] = [];
    const demuxer = new AttachDemuxer((chunk) => stdout.push(chunk.toString()));

    demuxer.push(bytes.subarray(0, 10));
    expect(stdout).toEqual(['ab']);
    demuxer.push(bytes.subarray(10));
    expect(stdout).toEqual(['ab', 'cd']);
  });

  it('keeps the last 16 KiB of standard error, however much there is', () => {
    const chunks = Array.from({ length: 64 }, (_, index) => piece(2, `${index}`.padStart(1024, '.')));
    const { diagnostics } = demuxed(chunks);

    expect(diagnostics).toHaveLength(16 * 1024);
    expect(diagnostics.endsWith('63')).toBe(true);
    expect(diagnostics.startsWith('.')).toBe(true);
    expect(demuxed([piece(2, 'x'.repeat(100_000))]).diagnostics).toHaveLength(16 * 1024);
  });

  it('gives the same bytes however the stream was cut', () => {
    const pieces = fc.array(fc.tuple(fc.constantFrom(1 as const, 2 as const), fc.uint8Array()));
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(), { maxLength: 40 }), (streams, places) => {
        const bytes = Buffer.concat(streams.map(([stream, payload]) => piece(stream, payload)));
        const edges = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
        const of = (wanted: number) => streams.filter(([stream]) => stream === wanted).map(([, payload]) => payload);

        expect(demuxed(chunks).stdout).toEqual(Buffer.concat(of(1)));
        expect(demuxed(chunks).diagnostics).toBe(Buffer.concat(of(2)).toString('utf8'));
      }),
    );
  });
});
