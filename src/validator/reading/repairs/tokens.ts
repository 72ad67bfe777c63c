/** What a source is made of, as CPython's tokenizer divides it; comments and blanks are left out. */
export interface Token {
  /** `line-end` is where a logical line ends; `name-in-format` is `\N{...}` in the format of an f-string. */
  readonly kind: 'word' | 'symbol' | 'string' | 'open' | 'close' | 'line-end' | 'name-in-format';
  readonly start: number;
  readonly end: number;
  /** How many brackets and fields of f-strings it stands in. */
  readonly depth: number;
}

/** An f-string that is being read. */
interface Quote {
  readonly quote: string;
  readonly isRaw: boolean;
}

type Frame =
  | { readonly in: 'bracket' }
  | TextFrame
  /** The code in a field of an f-string. */
  | (Quote & { readonly in: 'field' });

/** The text of an f-string, or the format of one of its fields. */
type TextFrame = Quote & { readonly in: 'text' | 'format' };

const OPENING = '([{';
const CLOSING = ')]}';

/**
 * The tokens of a source, up to what is no Python. It needs no tree, so it can be asked where there is none; what it says
 * is a guess, as the rest of the source may be anything.
 */
export function* tokensOf(text: string): Generator<Token, void> {
  yield* new Tokenizer(text).read();
}

class Tokenizer {
  readonly #text: string;
  readonly #blank = /(?:[ \t\f]+|\\\n|#[^\n]*)+/y;
  readonly #stringStart = /((?:[bfu]|[bf]?r|r[bf])?)("""|'''|"|')/iy;
  readonly #word = /[\w\u0080-\uffff]+/y;
  readonly #symbol = /->|:=|\.\.\.|\*\*=?|\/\/=?|<<=?|>>=?|[-+*/%@&|^=<>!]=|[^\n]/y;
  readonly #namedCharacter = /\\N\{[A-Za-z0-9 -]+\}/y;
  readonly #frames: Frame[] = [];
  #at = 0;
  #isLineEmpty = true;

  constructor(text: string) {
    this.#text = text;
  }

  *read(): Generator<Token, void> {
    while (this.#at < this.#text.length) {
      const top = this.#frames.at(-1);
      const token = top?.in === 'text' || top?.in === 'format' ? this.#inText(top) : this.#inCode(top);
      if (token === undefined) return;
      if (token !== 'nothing') yield token;
    }
    if (!this.#isLineEmpty) yield this.#token('line-end', 0);
  }

  #inCode(top: Frame | undefined): Token | 'nothing' | undefined {
    if (this.#match(this.#blank) !== undefined) return this.#skip(this.#blank.lastIndex - this.#at);
    const character = this.#text.charAt(this.#at);
    if (character === '\n') return this.#newline();
    this.#isLineEmpty = false;
    if (OPENING.includes(character)) return this.#open({ in: 'bracket' });
    if (CLOSING.includes(character)) return this.#close();
    const [, prefix = '', quote] = this.#match(this.#stringStart) ?? [];
    if (quote !== undefined) return this.#string(prefix.toLowerCase(), quote);
    if (this.#match(this.#word) !== undefined) return this.#token('word', this.#word.lastIndex - this.#at);
    if (character === ':' && top?.in === 'field') {
      const { quote: around, isRaw } = top;
      const colon = this.#token('symbol', 1);
      this.#frames.push({ in: 'format', quote: around, isRaw });
      return colon;
    }
    this.#match(this.#symbol);
    return this.#token('symbol', this.#symbol.lastIndex - this.#at);
  }

  #newline(): Token | 'nothing' {
    if (this.#frames.length > 0 || this.#isLineEmpty) return this.#skip(1);
    this.#isLineEmpty = true;
    return this.#token('line-end', 1);
  }

  #string(prefix: string, quote: string): Token | undefined {
    const start = prefix.length + quote.length;
    const isRaw = prefix.includes('r');
    if (prefix.includes('f')) {
      const token = this.#token('string', start);
      this.#frames.push({ in: 'text', quote, isRaw });
      return token;
    }
    let at = this.#at + start;
    while (!this.#text.startsWith(quote, at)) {
      const character = this.#text.charAt(at);
      if (character === '' || (character === '\n' && quote.length === 1)) return undefined;
      at += character === '\\' ? 2 : 1;
    }
    return this.#token('string', at + quote.length - this.#at);
  }

  /** A piece of an f-string's text or format, or what ends it. */
  #inText(frame: TextFrame): Token | undefined {
    let at = this.#at;
    for (;;) {
      const character = this.#text.charAt(at);
      if (character === '' || (character === '\n' && frame.quote.length === 1)) return undefined;
      if (this.#endsPiece(frame, at)) break;
      const isDoubled = this.#isDoubledBrace(frame, at);
      at = character === '\\' ? this.#afterBackslash(frame, at) : at + (isDoubled ? 2 : 1);
    }
    if (at > this.#at) return this.#token('string', at - this.#at);
    if (this.#match(this.#namedCharacter) !== undefined) {
      return this.#token('name-in-format', this.#namedCharacter.lastIndex - this.#at);
    }
    return this.#endOfPiece(frame);
  }

  #endsPiece(frame: TextFrame, at: number): boolean {
    const character = this.#text.charAt(at);
    if (character === '{' || character === '}') return !this.#isDoubledBrace(frame, at);
    if (character === '\\' && frame.in === 'format' && !frame.isRaw) {
      this.#namedCharacter.lastIndex = at;
      return this.#namedCharacter.test(this.#text);
    }
    return this.#text.startsWith(frame.quote, at);
  }

  #isDoubledBrace(frame: Frame, at: number): boolean {
    const brace = this.#text.charAt(at);
    return (brace === '{' || brace === '}') && frame.in === 'text' && this.#text.charAt(at + 1) === brace;
  }

  #afterBackslash({ isRaw }: Quote, at: number): number {
    const next = this.#text.charAt(at + 1);
    if (next === '{' || next === '}') return at + 1;
    this.#namedCharacter.lastIndex = at;
    return !isRaw && this.#namedCharacter.test(this.#text) ? this.#namedCharacter.lastIndex : at + 2;
  }

  #endOfPiece(frame: TextFrame): Token | undefined {
    const character = this.#text.charAt(this.#at);
    if (character === '{') return this.#open({ in: 'field', quote: frame.quote, isRaw: frame.isRaw });
    if (frame.in === 'format') {
      if (character !== '}') return undefined;
      this.#frames.pop();
      return this.#close();
    }
    if (character === '}') return undefined;
    this.#frames.pop();
    return this.#token('string', frame.quote.length);
  }

  #open(frame: Frame): Token {
    const token = this.#token('open', 1);
    this.#frames.push(frame);
    return token;
  }

  #close(): Token | undefined {
    return this.#frames.pop() === undefined ? undefined : this.#token('close', 1);
  }

  #token(kind: Token['kind'], length: number): Token {
    const start = this.#at;
    this.#at += length;
    return { kind, start, end: this.#at, depth: this.#frames.length };
  }

  #skip(length: number): 'nothing' {
    this.#at += length;
    return 'nothing';
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? undefined;
  }
}
