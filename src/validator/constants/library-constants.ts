import type { Constant } from './constant.js';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** What the standard library holds that texts are made of, by dotted name. */
export const LIBRARY_CONSTANTS: ReadonlyMap<string, Constant> = new Map([
  ['string.ascii_lowercase', LOWER],
  ['string.ascii_uppercase', UPPER],
  ['string.ascii_letters', LOWER + UPPER],
  ['string.digits', DIGITS],
  ['string.hexdigits', `${DIGITS}abcdefABCDEF`],
  ['string.octdigits', '01234567'],
  ['string.punctuation', PUNCTUATION],
  ['string.whitespace', ' \t\n\r\v\f'],
  ['string.printable', `${DIGITS}${LOWER}${UPPER}${PUNCTUATION} \t\n\r\v\f`],
  ['os.sep', '/'],
  ['os.curdir', '.'],
  ['os.pardir', '..'],
  ['os.linesep', '\n'],
]);
