/** @returns undefined where the text is not hexadecimal; white space between bytes is skipped */
export function fromHex(text: string): string | undefined {
  const digits = text.replaceAll(/\s/g, '');
  const isHex = digits.length % 2 === 0 && /^[0-9a-f]*$/i.test(digits);
  return isHex ? Buffer.from(digits, 'hex').toString('latin1') : undefined;
}

/** What is not of the alphabet is skipped, as Python does by default. */
export function fromBase64(text: string, isUrlSafe = false): string {
  const standard = isUrlSafe ? text.replaceAll('-', '+').replaceAll('_', '/') : text;
  return Buffer.from(standard.replaceAll(/[^A-Za-z0-9+/=]/g, ''), 'base64').toString('latin1');
}

const BASE_32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** @returns undefined where the text is not base 32 */
export function fromBase32(text: string, alphabet: string = BASE_32): string | undefined {
  let bits = 0;
  let held = 0;
  let bytes = '';
  for (const digit of text.replace(/=+$/, '')) {
    const value = alphabet.indexOf(digit);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes += String.fromCharCode((held >> bits) & 0xff);
  }
  return bytes;
}

const BASE_85 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
const ASCII_85 = Array.from({ length: 85 }, (_, index) => String.fromCharCode(33 + index)).join('');

/** `base64.b85decode`; undefined where the text is not base 85. */
export function fromBase85(text: string): string | undefined {
  return fromDigits85(text, BASE_85);
}

/** `base64.a85decode`, whose `z` is four zero bytes. */
export function fromAscii85(text: string): string | undefined {
  const body = text.replace(/^<~|~>$/g, '').replaceAll(/\s/g, '');
  return fromDigits85(body.replaceAll('z', '!!!!!'), ASCII_85);
}

function fromDigits85(text: string, alphabet: string): string | undefined {
  let bytes = '';
  for (let at = 0; at < text.length; at += 5) {
    const group = text.slice(at, at + 5);
    let value = 0;
    for (const digit of group.padEnd(5, alphabet[84])) {
      const found = alphabet.indexOf(digit);
      if (found < 0) return undefined;
      value = value * 85 + found;
    }
    if (value > 0xffffffff) return undefined;
    const word = [24, 16, 8, 0].map((shift) => String.fromCharCode((value >>> shift) & 0xff)).join('');
    bytes += word.slice(0, group.length - 1);
  }
  return bytes;
}
