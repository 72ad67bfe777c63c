import type { Chance } from './random.js';

/** Other ways to write a text, as Python expressions. */
const WAYS: readonly ((text: string, cut: number) => string)[] = [
  (text, cut) => `${quoted(text.slice(0, cut))} + ${quoted(text.slice(cut))}`,
  (text) => `${quoted(reversed(text))}[::-1]`,
  (text) => `''.join([${[...text].map(quoted).join(', ')}])`,
  (text) => `''.join(chr(c) for c in [${codes(text).join(', ')}])`,
  (text) => `''.join(map(chr, [${codes(text).join(', ')}]))`,
  (text) => `bytes.fromhex('${Buffer.from(text).toString('hex')}').decode()`,
  (text) => `bytes([${[...Buffer.from(text)].join(', ')}]).decode()`,
  (text, cut) => `'%s%s' % (${quoted(text.slice(0, cut))}, ${quoted(text.slice(cut))})`,
  (text, cut) => `'{}{}'.format(${quoted(text.slice(0, cut))}, ${quoted(text.slice(cut))})`,
  (text) => `''.join(reversed(${quoted(reversed(text))}))`,
  (text) => `'${codes(text).map(escaped).join('')}'`,
  (text) => `__import__('base64').b64decode('${Buffer.from(text).toString('base64')}').decode()`,
];

export function disguised(text: string, chance: Chance): string {
  return `(${chance.of(WAYS)(text, chance.below(text.length + 1))})`;
}

export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}

function codes(text: string): number[] {
  return [...text].map((character) => character.codePointAt(0)!);
}

function escaped(code: number): string {
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

const BOLD_A = 0x1d41a;

/** The same identifier in letters that Python reads as plain ones. */
export function inBold(identifier: string): string {
  return identifier.replaceAll(/[a-z]/g, (letter) =>
    String.fromCodePoint(BOLD_A + letter.charCodeAt(0) - 'a'.charCodeAt(0)),
  );
}
