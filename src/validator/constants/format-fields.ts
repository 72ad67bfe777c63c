/** One replacement field of a format string: `{0.close!r:>10}`. */
export interface FormatField {
  /** What comes before the first dot or bracket. */
  readonly argument: string;
  /** The attributes and entries that are read of it, in order. */
  readonly path: readonly FieldStep[];
  readonly conversion: string;
  /** Where it begins, and the first place past its name. */
  readonly start: number;
  readonly nameEnd: number;
}

export interface FieldStep {
  readonly name: string;
  readonly isEntry: boolean;
}

/**
 * The replacement fields of a text, nested ones included, as CPython's parser of format strings finds them: within
 * brackets every character but `]` is part of a key. An escaped brace, `{{`, is taken for a field too, because the text
 * may be formatted more than once.
 */
export function fieldsOf(text: string): FormatField[] {
  const fields: FormatField[] = [];
  const lastBracket = text.lastIndexOf(']');
  for (let start = text.indexOf('{'); start >= 0; ) {
    const end = nameEnd(text, start + 1, lastBracket);
    if (ENDINGS.has(text.charAt(end))) fields.push(fieldOf(text, start, end));
    // What was looked through is not looked through again, or a hostile text would cost its length squared.
    start = text.indexOf('{', end);
  }
  return fields;
}

const ENDINGS: ReadonlySet<string> = new Set(['}', ':', '!']);

/** Where the name of a field ends: at its conversion, its format or its brace, or where it turns out to be none. */
function nameEnd(text: string, from: number, lastBracket: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '{' || ENDINGS.has(character)) return at;
    if (character !== '[') continue;
    if (lastBracket < at) return at;
    at = text.indexOf(']', at);
  }
  return text.length;
}

function fieldOf(text: string, start: number, nameEnd: number): FormatField {
  const name = text.slice(start + 1, nameEnd);
  const first = name.search(/[.[]/);
  const argument = (first < 0 ? name : name.slice(0, first)).trim();
  const conversion = text[nameEnd] === '!' ? (text[nameEnd + 1] ?? '') : '';
  return { argument, path: first < 0 ? [] : stepsOf(name.slice(first)), conversion, start, nameEnd };
}

const STEP = /\.\s*([^.[]*)|\[([^\]]*)\]/g;

function stepsOf(path: string): FieldStep[] {
  return [...path.matchAll(STEP)].map(([, attribute, key]) => {
    return { name: (attribute ?? key ?? '').trim(), isEntry: attribute === undefined };
  });
}
