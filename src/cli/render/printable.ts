/**
 * Text of a strategy as a terminal may have it. Escape sequences can rewrite what a person sees, title and clipboard
 * included, and so can controls of the writing direction: each is shown as what it is.
 */
export function printable(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}|\p{Bidi_Control}/gu, escaped);
}

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
