import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import type { VolumeEntry } from '../../../src/engine/container-engine.js';
import { volumeArchive } from '../../../src/engine/volume-archive.js';

interface Unpacked {
  readonly name: string;
  readonly type: string | null | undefined;
  readonly linkname: string | null | undefined;
  readonly mode: number | undefined;
  readonly text: string;
}

/** What is in an archive, in its order, up to its end or to its failure. */
async function unpacked(archive: Readable): Promise<{ readonly entries: Unpacked[]; readonly error: unknown }> {
  const tar = extract();
  const entries: Unpacked[] = [];
  tar.on('entry', async ({ name, type, linkname, mode }, stream, next) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk) => chunks.push(chunk as Buffer));
    stream.on('end', () => {
      entries.push({ name, type, linkname, mode, text: Buffer.concat(chunks).toString() });
      next();
    });
    stream.on('error', () => {});
  });
  archive.on('error', (error) => tar.destroy(error));
  archive.pipe(tar);
  const error = await once(tar, 'finish').then(
    () => null,
    (failure: unknown) => failure,
  );
  return { entries, error };
}

function file(name: string, bytes: number, content: () => AsyncIterable<Buffer>): VolumeEntry {
  return { kind: 'file', name, bytes, content };
}

async function* pieces(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

const link: VolumeEntry = { kind: 'link', name: 'bytes', target: 'content-1' };

describe('volumeArchive', () => {
  it('reads back as the files and links that went in, in their order', async () => {
    const { entries, error } = await unpacked(volumeArchive([file('content-1', 6, () => pieces('abc', 'def')), link]));

    expect(error).toBeNull();
    expect(entries).toEqual([
      { name: 'content-1', type: 'file', linkname: null, mode: 0o444, text: 'abcdef' },
      { name: 'bytes', type: 'symlink', linkname: 'content-1', mode: 0o777, text: '' },
    ]);
  });

  it('keeps names that a plain tar header cannot hold', async () => {
    const name = `${'ü'.repeat(80)}.csv`;
    const target = `/datasets/${'a'.repeat(64)}/${'b'.repeat(64)}`;
    const { entries } = await unpacked(volumeArchive([{ kind: 'link', name, target }]));

    expect(entries).toMatchObject([{ name, linkname: target }]);
  });

  it('may hold nothing', async () => {
    expect(await unpacked(volumeArchive([]))).toEqual({ entries: [], error: null });
  });

  it('asks for no content before the engine reads', async () => {
    let asked = 0;
    const many = Array.from({ length: 64 }, () => Buffer.alloc(64 * 1024));
    const archive = volumeArchive([
      file('content-1', 64 * 64 * 1024, async function* () {
        for (const chunk of many) {
          asked += 1;
          yield chunk;
        }
      }),
    ]);
    await new Promise((resolve) => setImmediate(resolve));

    expect(asked).toBeLessThan(many.length);
    archive.destroy();
  });

  it('ends without its link where the content fails', async () => {
    const failure = new Error('the file changed');
    const { entries, error } = await unpacked(
      volumeArchive([
        file('content-1', 6, async function* () {
          yield Buffer.from('abc');
          throw failure;
        }),
        link,
      ]),
    );

    expect(error).toBe(failure);
    expect(entries).toEqual([]);
  });

  it('ends without its link where the content fails with its last byte', async () => {
    const failure = new Error('the file changed');
    const { entries, error } = await unpacked(
      volumeArchive([
        file('content-1', 3, async function* () {
          yield Buffer.from('abc');
          throw failure;
        }),
        link,
      ]),
    );

    expect(error).toBe(failure);
    expect(entries.map(({ name }) => name)).not.toContain('bytes');
  });

  it.each([
    ['shorter', 'ab'],
    ['longer', 'abcd'],
  ])('ends without its link where the content is %s than announced', async (_how, text) => {
    const { entries, error } = await unpacked(volumeArchive([file('content-1', 3, () => pieces(text)), link]));

    expect(error).toBeInstanceOf(Error);
    expect(entries.map(({ name }) => name)).not.toContain('bytes');
  });
});
