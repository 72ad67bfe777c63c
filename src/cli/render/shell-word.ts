import { printableLine } from '../../core/printable.js';

const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * A word of a command that a person may paste into a shell, which then acts upon nothing in it. What would steer or
 * deceive a terminal is written as an escape, which bash, zsh and ksh read in `$'...'`.
 */
export function shellWord(text: string): string {
  if (PLAIN.test(text)) return text;
  if (printableLine(text) === text) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = Array.from(text, (character) => {
    if (/['\\]/.test(character)) return `\\${character}`;
    return printableLine(character) === character ? character : escapedBytes(character);
  });
  return `$'${escaped.join('')}'`;
}

/** The same for the name of a file, which no command takes for an option. */
export function shellPath(path: string): string {
  return shellWord(path.startsWith('-') && path !== '-' ? `./${path}` : path);
}

/** Three digits at most: whatever follows is no part of it. */
function escapedBytes(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
