import { createHash } from 'node:crypto';
import { FIXED } from '../config/limits.js';
import type { Artifact, SkippedArtifact } from '../core/outcome.js';
import { ProtocolViolation } from '../protocol/codec.js';

interface Piece {
  readonly path: string;
  readonly data: string;
  readonly last: boolean;
}

/** Puts the files of /output together from their pieces, and believes the guest neither about names nor about sizes. */
export class ArtifactCollector {
  readonly #capBytes: number;
  readonly #finished = new Map<string, Artifact | SkippedArtifact>();
  readonly #folded = new Set<string>();
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
    return [...this.#finished.values()].filter((file) => 'content' in file);
  }

  /** Files that came whole and are not given on, because their names would not mean the same everywhere. */
  get skipped(): readonly SkippedArtifact[] {
    return [...this.#finished.values()].filter((file) => 'reason' in file);
  }

  #finish(): void {
    if (this.#open === null) return;
    const { path, chunks } = this.#open;
    const reason = this.#reasonToSkip(path);
    this.#finished.set(path, reason === null ? artifactOf(path, chunks) : { path, reason });
    this.#folded.add(foldCase(path));
    this.#open = null;
  }

  #reasonToSkip(path: string): string | null {
    if (!isPortable(path)) return NOT_PORTABLE;
    return this.#folded.has(foldCase(path)) ? 'a name that differs from another one only in case' : null;
  }

  #checkedPath(path: string): string {
    if (!isBelowOutput(path)) throw new ProtocolViolation('a file of /output has a name that leads elsewhere');
    if (this.#finished.has(path)) throw new ProtocolViolation(`${path} came twice`);
    if (this.#finished.size >= FIXED.outputFiles) {
      throw new ProtocolViolation('more files of /output came than its cap');
    }
    return path;
  }
}

/** Equal for names that a case-folding disk takes for one file. */
function foldCase(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function artifactOf(path: string, chunks: readonly Buffer[]): Artifact {
  const content = Buffer.concat(chunks);
  return { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), content };
}

/** Relative and normalised, without a step up. The guest walks /output itself, so that any other path is a lie. */
export function isBelowOutput(path: string): boolean {
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

const NOT_PORTABLE = 'a name that does not mean the same on every operating system';
const FORBIDDEN_IN_NAMES = /[\p{Cc}\p{Cs}\\:]/u;
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Whether no operating system, Windows included, would take it for another file, a device or a stream of a file. */
export function isPortable(path: string): boolean {
  if (path.length > 1024 || FORBIDDEN_IN_NAMES.test(path)) return false;
  return path.split('/').every((part) => part.length <= 255 && !/[. ]$/.test(part) && !DEVICE_NAME.test(part));
}
