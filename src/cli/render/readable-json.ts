const WIDTH = 96;
const MAX_LINES = 40;

/**
 * A JSON value for a person: what fits a line stays on one, and no more lines come than an eye takes in.
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
  if (typeof value !== 'object' || value === null || indent.length + label.length + whole.length < WIDTH) {
    yield `${indent}${label}${whole}${end}`;
    return;
  }
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  yield `${indent}${label}${isList ? '[' : '{'}`;
  for (const [index, [key, inner]] of entries.entries()) {
    const comma = index === entries.length - 1 ? '' : ',';
    yield* linesOf(inner, `${indent}  `, isList ? '' : `${JSON.stringify(key)}: `, comma);
  }
  yield `${indent}${isList ? ']' : '}'}${end}`;
}

/** On one line, with the spaces that a person would write. */
function spaced(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${spaced(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
