import { Readable } from 'node:stream';
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
    const finished = new Promise<void>((resolve, reject) => {
      sink.once('finish', resolve);
      sink.once('error', reject);
    });
    Readable.from(entry.content())
      .on('error', (error) => archive.destroy(error))
      .pipe(sink);
    await finished;
  }
  archive.finalize();
}
