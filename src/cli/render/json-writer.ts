import { printableJson } from '../../core/printable.js';

/** A multiple of three, so that base64 is whole before the next piece of it. */
const PIECE_CHARACTERS = 3 * 2 ** 14;

/**
 * Writes JSON text without spaces, in pieces: what a guest may send does not always fit V8's longest string. Bytes are
 * written as base64, and what is undefined is left out of records.
 */
export class JsonWriter {
  readonly #write: (piece: string) => void;
  #pending = '';

  constructor(write: (piece: string) => void) {
    this.#write = write;
  }

  /** JSON text that is there already. */
  text(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= PIECE_CHARACTERS) this.flush();
  }

  value(value: unknown): void {
    if (typeof value === 'string') this.#string(value);
    else if (typeof value !== 'object' || value === null) this.text(JSON.stringify(value) ?? 'null');
    else if (value instanceof Uint8Array) this.#base64(value);
    else if (Array.isArray(value)) this.#array(value);
    else this.#record(value);
  }

  /** Sends what has not been sent. */
  flush(): void {
    if (this.#pending !== '') this.#write(this.#pending);
    this.#pending = '';
  }

  #array(values: readonly unknown[]): void {
    this.text('[');
    for (const [index, value] of values.entries()) {
      if (index > 0) this.text(',');
      this.value(value);
    }
    this.text(']');
  }

  #record(record: object): void {
    let separator = '';
    this.text('{');
    for (const [name, value] of Object.entries(record)) {
      if (value === undefined) continue;
      this.text(separator);
      this.#string(name);
      this.text(':');
      this.value(value);
      separator = ',';
    }
    this.text('}');
  }

  /** A character that is cut in two is escaped in two halves, which JSON puts together again. */
  #string(text: string): void {
    this.text('"');
    for (let start = 0; start < text.length; start += PIECE_CHARACTERS) {
      const quoted = JSON.stringify(text.slice(start, start + PIECE_CHARACTERS));
      this.text(printableJson(quoted.slice(1, -1)));
    }
    this.text('"');
  }

  #base64({ buffer, byteOffset, byteLength }: Uint8Array): void {
    this.text('"');
    for (let start = 0; start < byteLength; start += PIECE_CHARACTERS) {
      const length = Math.min(PIECE_CHARACTERS, byteLength - start);
      this.text(Buffer.from(buffer, byteOffset + start, length).toString('base64'));
    }
    this.text('"');
  }
}
