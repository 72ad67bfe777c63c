const DIGITS = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];
const LETTER = /^(?:LATIN|FULLWIDTH LATIN) (SMALL|CAPITAL) LETTER ([A-Z])$/;

/** What code is written with, besides letters and digits. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['LOW LINE', '_'],
  ['FULL STOP', '.'],
  ['SPACE', ' '],
  ['COMMA', ','],
  ['COLON', ':'],
  ['SEMICOLON', ';'],
  ['SOLIDUS', '/'],
  ['EQUALS SIGN', '='],
  ['HYPHEN-MINUS', '-'],
  ['PLUS SIGN', '+'],
  ['APOSTROPHE', "'"],
  ['QUOTATION MARK', '"'],
  ['COMMERCIAL AT', '@'],
  ['LEFT PARENTHESIS', '('],
  ['RIGHT PARENTHESIS', ')'],
  ['LEFT SQUARE BRACKET', '['],
  ['RIGHT SQUARE BRACKET', ']'],
  ['LEFT CURLY BRACKET', '{'],
  ['RIGHT CURLY BRACKET', '}'],
  ['LINE FEED', '\n'],
  ...DIGITS.map((name, digit) => [`DIGIT ${name}`, String(digit)] as const),
]);

/**
 * The character of ASCII that `\N{NAME}` stands for, by its name in Unicode; undefined for every other. A letter of full
 * width is taken for its plain one, as Python's own identifiers do.
 */
export function namedCharacter(name: string): string | undefined {
  const known = name.toUpperCase();
  const [, size, letter] = LETTER.exec(known) ?? [];
  if (letter !== undefined) return size === 'SMALL' ? letter.toLowerCase() : letter;
  return MARKS.get(known);
}
