import { type Constant, charactersOf, LONGEST_TEXT, Sequence, smallInteger } from './constant.js';

const WHITE_SPACE = ' \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0';

export function stripped(text: string, characters: Constant | undefined, side: 'start' | 'end'): string {
  const dropped = typeof characters === 'string' ? characters : WHITE_SPACE;
  let [from, until] = [0, text.length];
  while (side === 'start' && from < until && dropped.includes(text.charAt(from))) from += 1;
  while (side === 'end' && until > from && dropped.includes(text.charAt(until - 1))) until -= 1;
  return text.slice(from, until);
}

export function justified(
  text: string,
  [width, fill = ' ']: readonly Constant[],
  sides: (missing: number) => readonly [before: number, after: number],
): string | undefined {
  const most = smallInteger(width);
  if (most === undefined || most > LONGEST_TEXT || typeof fill !== 'string') return undefined;
  const [before, after] = sides(Math.max(0, most - charactersOf(text).length));
  return fill.repeat(before) + text + fill.repeat(after);
}

// CPython puts the odd one to the left where the width is odd too.
export function centred(text: string, [width]: readonly Constant[]): (missing: number) => readonly [number, number] {
  return (missing) => {
    const before = Math.floor(missing / 2) + (missing & (smallInteger(width) ?? 0) & 1);
    return text === '' && missing === 0 ? [0, 0] : [before, missing - before];
  };
}

export function zeroFilled(text: string, [width]: readonly Constant[]): string | undefined {
  const most = smallInteger(width);
  if (most === undefined || most > LONGEST_TEXT) return undefined;
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(most - sign.length, '0');
}

export function split(
  text: string,
  separator: Constant | undefined,
  most: Constant | undefined,
  side: 'start' | 'end',
): Sequence | undefined {
  const limit = most === undefined ? -1 : smallInteger(most);
  if (limit === undefined || separator === '') return undefined;
  if (separator === undefined || separator === null) {
    return limit < 0
      ? new Sequence(
          'list',
          text.split(new RegExp(`[${WHITE_SPACE}]+`)).filter((word) => word !== ''),
        )
      : undefined;
  }
  if (typeof separator !== 'string') return undefined;
  const pieces = text.split(separator);
  if (limit < 0 || limit >= pieces.length - 1) return new Sequence('list', pieces);
  const cut = side === 'start' ? limit : pieces.length - limit;
  const rest = side === 'start' ? pieces.slice(cut) : pieces.slice(0, cut);
  const parts =
    side === 'start' ? [...pieces.slice(0, cut), rest.join(separator)] : [rest.join(separator), ...pieces.slice(cut)];
  return new Sequence('list', parts);
}

export function partition(text: string, separator: Constant | undefined, side: 'start' | 'end'): Sequence | undefined {
  if (typeof separator !== 'string' || separator === '') return undefined;
  const at = side === 'start' ? text.indexOf(separator) : text.lastIndexOf(separator);
  if (at < 0) return new Sequence('tuple', side === 'start' ? [text, '', ''] : ['', '', text]);
  return new Sequence('tuple', [text.slice(0, at), separator, text.slice(at + separator.length)]);
}
