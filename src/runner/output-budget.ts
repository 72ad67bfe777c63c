import type { OutputStreamName } from './run-facts.js';

/** A byte order mark is a character like any other here: what the strategy printed is what is kept. */
const AS_WRITTEN = { ignoreBOM: true };

/**
 * Keeps the first bytes of a stream, up to its cap, and counts all of them. Only the host counts: what the guest says
 * of its own output is not asked.
 */
export class OutputBudget {
  readonly stream: OutputStreamName;
  readonly #capBytes: number;
  readonly #kept: Buffer[] = [];
  readonly #decoder = new TextDecoder('utf-8', AS_WRITTEN);
  #keptBytes = 0;
  #totalBytes = 0;

  constructor(stream: OutputStreamName, capBytes: number) {
    this.stream = stream;
    this.#capBytes = capBytes;
  }

  get totalBytes(): number {
    return this.#totalBytes;
  }

  get isExceeded(): boolean {
    return this.#totalBytes > this.#capBytes;
  }

  /** Takes a piece and returns what of it is new text; a character cut in two waits for its other half. */
  take(piece: Buffer): string {
    const kept = piece.subarray(0, this.#capBytes - this.#keptBytes);
    this.#totalBytes += piece.length;
    this.#keptBytes += kept.length;
    if (kept.length > 0) this.#kept.push(kept);
    return this.#decoder.decode(kept, { stream: true });
  }

  /** All that was kept, as text. Bytes that are not UTF-8 become U+FFFD; a character that the cap cut is left out. */
  text(): string {
    return new TextDecoder('utf-8', AS_WRITTEN).decode(Buffer.concat(this.#kept), { stream: this.isExceeded });
  }
}
