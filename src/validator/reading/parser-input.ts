/** What the library imports to read its source by, and promises nobody. */
const READ = 'tree_sitter_parse_callback';
/** Units of UTF-16 that it takes at a time: its buffer, without the zero at its end. */
const UNITS_AT_ONCE = (10 * 1024) / Uint16Array.BYTES_PER_ELEMENT - 1;

type ReadImport = (address: number, index: number, row: number, column: number, lengthAddress: number) => void;

/**
 * Hands a text to the parser as a whole, which the library would copy character by character. Where the library has no
 * such import, or no text is set, the library copies as it does.
 */
export class ParserInput {
  readonly #memory: WebAssembly.Memory;
  #bytes = Buffer.alloc(0);
  #words = new Uint32Array();
  #text: string | undefined;

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
  }

  /** The imports of the library, with this way to read a source in place of its own. */
  replacedIn(imports: WebAssembly.Imports): WebAssembly.Imports {
    const { env } = imports;
    const theirs = env?.[READ] as ReadImport | undefined;
    if (typeof theirs !== 'function') return imports;
    const read: ReadImport = (address, index, row, column, lengthAddress) => {
      if (this.#text === undefined) theirs(address, index, row, column, lengthAddress);
      else this.#hand(index === 0 ? this.#text : this.#text.slice(index), address, lengthAddress);
    };
    return { ...imports, env: { ...env, [READ]: read } };
  }

  /** Has the parser read a text, as long as it parses. */
  during<Result>(text: string, parse: () => Result): Result {
    this.#text = text;
    try {
      return parse();
    } finally {
      this.#text = undefined;
    }
  }

  #hand(left: string, address: number, lengthAddress: number): void {
    const { buffer } = this.#memory;
    // Memory that has grown is another buffer.
    if (this.#words.buffer !== buffer) {
      this.#words = new Uint32Array(buffer);
      this.#bytes = Buffer.from(buffer);
    }
    const units = Math.min(left.length, UNITS_AT_ONCE);
    this.#bytes.write(left, address, units * Uint16Array.BYTES_PER_ELEMENT, 'utf16le');
    this.#words[lengthAddress >> 2] = units;
  }
}
