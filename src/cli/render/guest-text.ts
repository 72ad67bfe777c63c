import { printable, printableLine } from '../../core/printable.js';

const SHOWN_CHARACTERS = 2000;

/** What somebody else wrote and an eye does not take in is cut. */
export function shortened(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)} ...` : text;
}

/** A name, a path or a line of source from a guest. */
export function oneLine(text: string): string {
  return printableLine(shortened(text));
}

/**
 * Later lines of a text stand under the first, so that none of them can pass for a line of ours; and none begins as a
 * command to GitHub does, which does not mind the blanks before it.
 */
export function indented(text: string): string {
  return printable(text)
    .replace(/^([^\S\n]*):(?=:)/gm, '$1\\x3a')
    .replace(/\n/g, '\n    ');
}
