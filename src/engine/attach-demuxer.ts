const HEADER_BYTES = 8;
const STDERR = 2;
const DIAGNOSTICS_BYTES = 16 * 1024;

/**
 * Takes apart the engine's attach stream: 8 bytes of header (stream, three zeros, big-endian length), then a payload.
 *
 * Standard output is passed on piece by piece as it arrives, so nothing of it is held here; of standard error only the
 * last 16 KiB are kept. dockerode's own demultiplexer buffers without bound.
 */
export class AttachDemuxer {
  readonly #onStdout: (chunk: Buffer) => void;
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #headerFilled = 0;
  #payloadLeft = 0;
  #isStderr = false;
  #diagnostics = Buffer.alloc(0);

  constructor(onStdout: (chunk: Buffer) => void) {
    this.#onStdout = onStdout;
  }

  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) rest = this.#payloadLeft > 0 ? this.#takePayload(rest) : this.#takeHeader(rest);
  }

  /** The last of what was written to standard error. */
  diagnostics(): string {
    return this.#diagnostics.toString('utf8');
  }

  #takeHeader(chunk: Buffer): Buffer {
    const taken = Math.min(chunk.length, HEADER_BYTES - this.#headerFilled);
    chunk.copy(this.#header, this.#headerFilled, 0, taken);
    this.#headerFilled += taken;
    if (this.#headerFilled === HEADER_BYTES) {
      this.#headerFilled = 0;
      this.#isStderr = this.#header[0] === STDERR;
      this.#payloadLeft = this.#header.readUInt32BE(4);
    }
    return chunk.subarray(taken);
  }

  #takePayload(chunk: Buffer): Buffer {
    const payload = chunk.subarray(0, this.#payloadLeft);
    this.#payloadLeft -= payload.length;
    if (this.#isStderr) {
      this.#diagnostics = Buffer.concat([this.#diagnostics, payload]).subarray(-DIAGNOSTICS_BYTES);
    } else {
      this.#onStdout(payload);
    }
    return chunk.subarray(payload.length);
  }
}
