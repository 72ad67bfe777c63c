import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import type { VolumeEntry } from './container-engine.js';

/** A tar of these entries, made as it is read, so that a file of gigabytes never lies in memory. */
export function volumeArchive(entries: readonly VolumeEntry[]): Readable {
  const archive = pack();
  void writeEntries(archive, entries).catch((error: Error) => archive.destroy(error));
  return archive as unknown as Readable;
}

async function writeEntries(archive: ReturnType<typeof pack>, entries: readonly VolumeEntry[]): Promise<void> {
  for (const entry of entries) {
    if (entry.kind === 'link') {
      archive.entry({ name: entry.name, type: 'symlink', linkname: entry.target, mode: 0o777 });
      continue;
    }
    const sink = archive.entry({ name: entry.name, size: entry.bytes, mode: 0o444 });
    await pipeline(Readable.from(entry.content()), sink as unknown as Writable);
  }
  archive.finalize();
}
