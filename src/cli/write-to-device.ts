import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const READER_RETRY_MS = 25;
const ROOM_RETRY_MS = 2;

/**
 * Writes to a pipe or a device. Waits for whoever reads a pipe without a thread that waits in the kernel: a process exits
 * only once its threads are free, and no signal would end it.
 * @throws what the system says where it cannot be written to
 */
export async function writeToDevice(path: string, text: string): Promise<void> {
  const handle = await opened(path);
  try {
    let rest = Buffer.from(text);
    while (rest.length > 0) {
      const { bytesWritten } = await onceReady('EAGAIN', ROOM_RETRY_MS, () => handle.write(rest));
      rest = rest.subarray(bytesWritten);
    }
  } finally {
    await handle.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  // Windows has no such flag, and no such pipes.
  const { O_WRONLY, O_NONBLOCK = 0 } = constants;
  const attempt = () => open(path, O_WRONLY | O_NONBLOCK);
  // A socket answers as a pipe without a reader does, and always will.
  return (await stat(path)).isFIFO() ? await onceReady('ENXIO', READER_RETRY_MS, attempt) : await attempt();
}

/** Tries again for as long as the system says that it is too early. */
async function onceReady<T>(tooEarly: string, retryMs: number, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== tooEarly) throw cause;
    }
    await wait(retryMs);
  }
}
