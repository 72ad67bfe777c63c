const WIDTH = 96;
const MAX_LINES = 40;
const SIGNIFICANT_DIGITS = 6;

/**
 * A JSON value for a person: what fits a line stays on one, fractions have six digits, and no more lines come than an
 * eye takes in.
 * @returns lines without newlines; the last one says how to see the rest where there is more
 */
export function readableJson(value: unknown): readonly string[] {
  const lines: string[] = [];
  for (const line of linesOf(value, '', '', '')) {
    if (lines.length === MAX_LINES) return [...lines, '... (--json gives the whole of it)'];
    lines.push(line.length > WIDTH ? `${line.slice(0, WIDTH - 4)} ...` : line);
  }
  return lines;
}

function* linesOf(value: unknown, indent: string, label: string, end: string): Generator<string> {
  const whole = spaced(value);
  if (isScalar(value) || indent.length + label.length + whole.length < WIDTH) {
    yield `${indent}${label}${whole}${end}`;
    return;
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  yield `${indent}${label}${open}`;
  yield* Array.isArray(value) && value.every(isScalar)
    ? packed(value, `${indent}  `)
    : entryLines(value, `${indent}  `);
  yield `${indent}${close}${end}`;
}

function* entryLines(value: object, indent: string): Generator<string> {
  const entries = Object.entries(value);
  for (const [index, [key, inner]] of entries.entries()) {
    const label = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `;
    yield* linesOf(inner, indent, label, index === entries.length - 1 ? '' : ',');
  }
}

/** As many to a line as fit: a series of numbers is read across, not down. */
function* packed(values: readonly unknown[], indent: string): Generator<string> {
  let line = indent;
  for (const [index, value] of values.entries()) {
    const text = spaced(value) + (index === values.length - 1 ? '' : ',');
    if (line !== indent && line.length + 1 + text.length > WIDTH) {
      yield line;
      line = indent;
    }
    line += line === indent ? text : ` ${text}`;
  }
  yield line;
}

/** On one line, with the spaces that a person would write. */
function spaced(value: unknown): string {
  if (typeof value === 'number' && !Number.isInteger(value))
    return String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));
  if (isScalar(value)) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${spaced(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function isScalar(value: unknown): value is null | undefined | string | number | boolean {
  return typeof value !== 'object' || value === null;
}
