import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { FIXED } from '../config/limits.js';
import { describeErrno, shownPath } from '../core/errno-words.js';
import { QuantineError } from '../core/errors.js';
import type { DatasetIdentity } from '../core/run-card.js';

/** A data file as the caller names it. Without a name it is called by its stem: `sp500` for `data/sp500.csv`. */
export interface DataFile {
  readonly name?: string;
  readonly path: string;
}

/** A data file of the host that was found, read once and hashed. */
export interface HashedDataFile extends DatasetIdentity {
  readonly path: string;
  /** The file's own name, by which it is also reachable under `/data`. */
  readonly fileName: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Looks at data files before anything is done that a wrong one would make useless.
 * @throws QuantineError DATA_NOT_FOUND, DATA_INVALID or BAD_REQUEST, naming the file
 */
export async function checkDataFiles(files: readonly DataFile[]): Promise<readonly Omit<HashedDataFile, 'sha256'>[]> {
  if (files.length > FIXED.maxDatasets) {
    throw new QuantineError(
      'BAD_REQUEST',
      `${files.length} data files are more than the ${FIXED.maxDatasets} a run can have`,
    );
  }
  const checked = await Promise.all(files.map(checkDataFile));
  const names = checked.map((file) => file.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new QuantineError('BAD_REQUEST', `two data files are named ${twice}`, { nextStep: 'Name them: NAME=FILE.' });
  }
  return checked;
}

/**
 * Checks and hashes data files before anything is started for them.
 * @throws QuantineError likewise
 */
export async function hashDataFiles(files: readonly DataFile[]): Promise<readonly HashedDataFile[]> {
  const checked = await checkDataFiles(files);
  return await Promise.all(checked.map(async (file) => ({ ...file, sha256: await sha256OfFile(file.path) })));
}

async function checkDataFile(file: DataFile): Promise<Omit<HashedDataFile, 'sha256'>> {
  const fileName = basename(file.path);
  const name = file.name ?? basename(file.path, extname(file.path));
  if (!NAME.test(name)) {
    throw new QuantineError('BAD_REQUEST', `${JSON.stringify(name)} cannot name a data file`, {
      nextStep: 'Give NAME=FILE with a name of at most 64 letters, digits, dots, dashes and underscores.',
    });
  }
  return { name, fileName, path: file.path, bytes: await checkReadable(file.path) };
}

async function checkReadable(path: string): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  if (!found.isFile()) throw new QuantineError('DATA_NOT_FOUND', `${path} is not a regular file`);
  if (found.size === 0) throw new QuantineError('DATA_INVALID', `the data file ${path} is empty`);
  if (found.size > FIXED.maxDatasetBytes) {
    throw new QuantineError('DATA_INVALID', `the data file ${path} is larger than ${FIXED.maxDatasetBytes} bytes`);
  }
  if (await beginsBinary(path)) {
    throw new QuantineError('DATA_INVALID', `the data file ${path} is binary, not CSV: it holds NUL bytes`);
  }
  return found.size;
}

/** A NUL in the first 64 KiB: no text encoding of a CSV file that pandas reads by default has one. */
async function beginsBinary(path: string): Promise<boolean> {
  const file = await open(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
    return buffer.subarray(0, bytesRead).includes(0);
  } finally {
    await file.close();
  }
}

function unreadable(path: string, cause: unknown): QuantineError {
  const message = `the data file ${shownPath(path)} cannot be read: ${describeErrno(cause)}`;
  return new QuantineError('DATA_NOT_FOUND', message, { cause });
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * The file's bytes once more, but only if they are still those of the hash: the last step fails otherwise.
 * @throws QuantineError DATA_INVALID where the file changed meanwhile
 */
export async function* unchangedContent(file: HashedDataFile): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file.path, { highWaterMark: 1024 * 1024, end: file.bytes - 1 })) {
    hash.update(chunk as Buffer);
    yield chunk as Buffer;
  }
  if (hash.digest('hex') !== file.sha256) {
    throw new QuantineError('DATA_INVALID', `the data file ${file.path} changed while it was read`);
  }
}
