import { Bytes, type Constant, integerOf, LONGEST_TEXT, Sequence, Table } from './constant.js';
import { characterOf, formatted } from './format-spec.js';
import { asciiOf, representationOf, textOf } from './representation.js';

const FIELD = /%(?:\(([^)]*)\))?([-+ #0]*)(\d+|\*)?(?:\.(\d+|\*))?[hlL]?([a-zA-Z%])/g;

/** `template % values`; undefined where Python raises, or that is not worked out. */
export function percentFormat(template: Constant, values: Constant): Constant | undefined {
  if (typeof template === 'string') return filled(template, values);
  if (!(template instanceof Bytes)) return undefined;
  const text = filled(template.latin1, asTexts(values));
  return text === undefined ? undefined : new Bytes(text);
}

function asTexts(values: Constant): Constant {
  if (values instanceof Bytes) return values.latin1;
  return values instanceof Sequence ? new Sequence(values.kind, values.items.map(asTexts)) : values;
}

function filled(template: string, values: Constant): string | undefined {
  const given = values instanceof Sequence && values.kind === 'tuple' ? values.items : [values];
  let next = 0;
  let isKnown = true;
  let length = template.length;
  const text = template.replaceAll(FIELD, (_, name, flags, width, precision, type) => {
    if (type === '%') return '%';
    const value = name === undefined ? given[next++] : values instanceof Table ? values.get(name) : undefined;
    const field = value === undefined ? undefined : fieldOf(value, type, flags, width, precision);
    length += field?.length ?? 0;
    isKnown &&= field !== undefined && length <= LONGEST_TEXT;
    return isKnown ? (field ?? '') : '';
  });
  const isAllUsed = next === given.length || values instanceof Table || (next === 0 && given.length === 0);
  return isKnown && isAllUsed ? text : undefined;
}

function fieldOf(
  value: Constant,
  type: string,
  flags: string,
  width: string | undefined,
  precision: string | undefined,
): string | undefined {
  if (width === '*' || precision === '*') return undefined;
  switch (type) {
    case 's':
      return placed(cut(textOf(value), precision), flags, width);
    case 'r':
      return placed(cut(representationOf(value), precision), flags, width);
    case 'a':
      return placed(cut(asciiOf(value), precision), flags, width);
    case 'c':
      return placed(characterField(value), flags, width);
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
      return precision === undefined ? integerField(value, type, flags, width) : undefined;
    default:
      return undefined;
  }
}

function characterField(value: Constant): string | undefined {
  if (typeof value === 'string') return [...value].length === 1 ? value : undefined;
  const code = integerOf(value);
  return code === undefined ? undefined : characterOf(code);
}

function integerField(value: Constant, type: string, flags: string, width = ''): string | undefined {
  const integer = integerOf(value);
  if (integer === undefined) return undefined;
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const align = flags.includes('-') ? '<' : flags.includes('0') ? '0=' : '>';
  return formatted(integer, `${align}${sign}${flags.includes('#') ? '#' : ''}${width}${type.replace(/[iu]/, 'd')}`);
}

function cut(text: string | undefined, precision: string | undefined): string | undefined {
  return precision === undefined ? text : text?.slice(0, Number(precision));
}

function placed(text: string | undefined, flags: string, width: string | undefined): string | undefined {
  const length = Number(width ?? 0);
  if (text === undefined || length > LONGEST_TEXT) return undefined;
  return flags.includes('-') ? text.padEnd(length) : text.padStart(length);
}
