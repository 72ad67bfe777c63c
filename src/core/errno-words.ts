const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk failed',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EBADF: 'it is closed',
  ERR_INVALID_ARG_VALUE: 'no file can have such a name',
  ENXIO: 'there is no such device',
  EFBIG: 'it would be larger than it may be',
};

/** What no other name would have cured: a full or failing disk, or too many open files. */
const HOST_TROUBLE: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE']);

/** Whose fault it is that a file could not be written. */
export function faultOf(error: unknown): 'caller' | 'host' {
  return HOST_TROUBLE.has((error as NodeJS.ErrnoException).code) ? 'host' : 'caller';
}

/**
 * Whether this process may open no more files, whichever file it was at, and whatever the error was taken for since: that
 * says nothing of the file. Of a thread that could not begin Node tells it in the message alone.
 */
export function isOutOfDescriptors(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, message, cause } = error as NodeJS.ErrnoException;
  if (code === 'EMFILE' || code === 'ENFILE') return true;
  if (code === 'ERR_WORKER_INIT_FAILED' && /\bE[MN]FILE\b/.test(message)) return true;
  return isOutOfDescriptors(cause);
}

/** What the system said about a file, in words; its own code where there are none. */
export function describeErrno(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return (code !== undefined && WORDS[code]) || (code ?? 'unknown reason');
}

/** A path in a sentence, where an empty one must be seen. */
export function shownPath(path: string): string {
  return path === '' ? "''" : path;
}
