const WIDTH = 96;
const MAX_LINES = 40;
const SIGNIFICANT_DIGITS = 6;

type Scalar = null | undefined | string | number | boolean;

/**
 * A JSON value for a person: what fits a line stays on one, fractions have six digits, and no more lines come than an
 * eye takes in.
 * @returns lines without newlines; the last one says how to see the rest where there is more
 */
export function readableJson(value: unknown): readonly string[] {
  const lines: string[] = [];
  for (const line of new Layout().linesOf(value, '', '', '')) {
    if (lines.length === MAX_LINES) return [...lines, '... (--json gives the whole of it)'];
    lines.push(line.length > WIDTH ? `${line.slice(0, WIDTH - 4)} ...` : line);
  }
  return lines;
}

/** Lays out one value. Only what may be shown is written out: a value of many megabytes must not cost its length. */
class Layout {
  /** Every level of a deep value asks again for what is below it. */
  readonly #known = new Map<object, string | null>();

  *linesOf(value: unknown, indent: string, label: string, end: string): Generator<string> {
    const whole = this.#onOneLine(value);
    if (isScalar(value) || (whole !== null && indent.length + label.length + whole.length < WIDTH)) {
      yield `${indent}${label}${whole}${end}`;
      return;
    }
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    yield `${indent}${label}${open}`;
    yield* Array.isArray(value) && value.every(isScalar)
      ? packed(value, `${indent}  `)
      : this.#entryLines(value, `${indent}  `);
    yield `${indent}${close}${end}`;
  }

  *#entryLines(value: object, indent: string): Generator<string> {
    let left = Array.isArray(value) ? value.length : Object.keys(value).length;
    for (const [label, inner] of membersOf(value)) {
      left -= 1;
      yield* this.linesOf(inner, indent, label, left === 0 ? '' : ',');
    }
  }

  /** With the spaces that a person would write; null where it is longer than any line. */
  #onOneLine(value: unknown): string | null {
    if (isScalar(value)) return scalarText(value);
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const text = this.#joined(value);
    this.#known.set(value, text);
    return text;
  }

  #joined(value: object): string | null {
    let text = '';
    for (const [label, inner] of membersOf(value)) {
      const innerText = this.#onOneLine(inner);
      if (innerText === null || text.length > WIDTH) return null;
      text += `${text === '' ? '' : ', '}${label}${innerText}`;
    }
    if (Array.isArray(value)) return `[${text}]`;
    return text === '' ? '{}' : `{ ${text} }`;
  }
}

/** As many to a line as fit: a series of numbers is read across, not down. */
function* packed(values: readonly Scalar[], indent: string): Generator<string> {
  let line = indent;
  for (const [index, value] of values.entries()) {
    const text = scalarText(value) + (index === values.length - 1 ? '' : ',');
    if (line !== indent && line.length + 1 + text.length > WIDTH) {
      yield line;
      line = indent;
    }
    line += line === indent ? text : ` ${text}`;
  }
  yield line;
}

function* membersOf(value: object): Generator<readonly [label: string, inner: unknown]> {
  if (Array.isArray(value)) for (const inner of value) yield ['', inner];
  else for (const [key, inner] of Object.entries(value)) yield [`${scalarText(key)}: `, inner];
}

function scalarText(value: Scalar): string {
  if (typeof value === 'number' && !Number.isInteger(value))
    return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
  return JSON.stringify(typeof value === 'string' ? value.slice(0, WIDTH) : value) ?? 'null';
}

function isScalar(value: unknown): value is Scalar {
  return typeof value !== 'object' || value === null;
}
