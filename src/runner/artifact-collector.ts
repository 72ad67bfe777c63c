import { createHash } from 'node:crypto';
import { FIXED } from '../config/limits.js';
import type { Artifact } from '../core/outcome.js';
import { ProtocolViolation } from '../protocol/codec.js';

interface Piece {
  readonly path: string;
  readonly data: string;
  readonly last: boolean;
}

/** Puts the files of /output together from their pieces, and believes the guest neither about names nor about sizes. */
export class ArtifactCollector {
  readonly #capBytes: number;
  readonly #finished = new Map<string, Artifact>();
  #open: { readonly path: string; readonly chunks: Buffer[] } | null = null;
  #bytes = 0;

  constructor(capBytes: number) {
    this.#capBytes = capBytes;
  }

  /** @throws ProtocolViolation on a path that leads elsewhere, and on more files or bytes than were allowed */
  take({ path, data, last }: Piece): void {
    this.#open ??= { path: this.#checkedPath(path), chunks: [] };
    if (this.#open.path !== path) throw new ProtocolViolation(`pieces of ${path} came between those of another file`);
    const chunk = Buffer.from(data, 'base64');
    this.#bytes += chunk.length;
    if (this.#bytes > this.#capBytes) throw new ProtocolViolation('more bytes of /output came than its cap');
    this.#open.chunks.push(chunk);
    if (last) this.#finish();
  }

  get artifacts(): readonly Artifact[] {
    return [...this.#finished.values()];
  }

  #finish(): void {
    if (this.#open === null) return;
    const { path, chunks } = this.#open;
    const content = Buffer.concat(chunks);
    const sha256 = createHash('sha256').update(content).digest('hex');
    this.#finished.set(path, { path, bytes: content.length, sha256, content });
    this.#open = null;
  }

  #checkedPath(path: string): string {
    if (!isSafeRelativePath(path)) throw new ProtocolViolation('a file of /output has a name that leads elsewhere');
    if (this.#finished.has(path)) throw new ProtocolViolation(`${path} came twice`);
    if (this.#finished.size >= FIXED.outputFiles)
      throw new ProtocolViolation('more files of /output came than its cap');
    return path;
  }
}

/** Relative, normalised, without a step up, and meaning the same on every operating system. */
export function isSafeRelativePath(path: string): boolean {
  if (path.length > 1024 || /[\p{Cc}\\:]/u.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part.length <= 255);
}
