import { type Constant, LONGEST_TEXT } from './constant.js';
import { type FormatField, fieldsOf } from './format-fields.js';
import { formatted } from './format-spec.js';
import { asciiOf, representationOf, textOf } from './representation.js';
import { entryAt } from './subscripts.js';

/** What a format string is given. */
export interface FormatArguments {
  readonly positional: readonly Constant[];
  readonly named: ReadonlyMap<string, Constant>;
}

/** `template.format(...)`; undefined where Python raises, or that is not worked out. */
export function strFormat(template: string, given: FormatArguments): string | undefined {
  return new Formatting(template, given).fill(0, template.length, 0);
}

/** `!r`, `!s` or `!a` of a field; the value itself where there is none. */
export function converted(value: Constant, conversion: string): Constant | undefined {
  switch (conversion) {
    case '':
      return value;
    case 's':
      return textOf(value);
    case 'r':
      return representationOf(value);
    case 'a':
      return asciiOf(value);
    default:
      return undefined;
  }
}

class Formatting {
  private readonly template: string;
  private readonly given: FormatArguments;
  private next = 0;
  private length = 0;

  constructor(template: string, given: FormatArguments) {
    this.template = template;
    this.given = given;
  }

  fill(from: number, until: number, depth: number): string | undefined {
    let text = '';
    for (let at = from; at < until; ) {
      const brace = this.nextBrace(at, until);
      text += this.template.slice(at, brace);
      at = brace;
      if (at >= until) break;
      if (this.template[at] === this.template[at + 1]) {
        text += this.template[at];
        at += 2;
        continue;
      }
      const end = this.template[at] === '{' ? closingBrace(this.template, at, until) : -1;
      const field = end < 0 || depth > 1 ? undefined : this.field(at, end, depth);
      if (field === undefined) return undefined;
      text += field;
      this.length += field.length;
      if (this.length > LONGEST_TEXT) return undefined;
      at = end + 1;
    }
    return text;
  }

  private nextBrace(from: number, until: number): number {
    for (let at = from; at < until; at++) if (this.template[at] === '{' || this.template[at] === '}') return at;
    return until;
  }

  private field(start: number, end: number, depth: number): string | undefined {
    const [field] = fieldsOf(this.template.slice(start, end + 1));
    if (field === undefined) return undefined;
    const value = this.valueOf(field);
    const converts = value === undefined ? undefined : converted(value, field.conversion);
    if (converts === undefined) return undefined;
    const afterName = start + field.nameEnd + (field.conversion === '' ? 0 : 1 + field.conversion.length);
    if (this.template[afterName] !== ':') return formatted(converts, '');
    const spec = this.fill(afterName + 1, end, depth + 1);
    return spec === undefined ? undefined : formatted(converts, spec);
  }

  private valueOf({ argument, path }: FormatField): Constant | undefined {
    let value: Constant | undefined;
    if (argument === '') value = this.given.positional[this.next++];
    else if (/^\d+$/.test(argument)) value = this.given.positional[Number(argument)];
    else value = this.given.named.get(argument);
    for (const { name, isEntry } of path) {
      if (value === undefined || !isEntry) return undefined;
      value = entryAt(value, /^\d+$/.test(name) ? BigInt(name) : name);
    }
    return value;
  }
}

/** Where a field ends, nested fields skipped; -1 where it does not. */
function closingBrace(template: string, start: number, until: number): number {
  let open = 0;
  for (let at = start; at < until; at++) {
    if (template[at] === '{') open += 1;
    if (template[at] === '}' && --open === 0) return at;
  }
  return -1;
}
