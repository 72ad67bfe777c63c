/** Control characters, and those that hide or reorder text: zero-width, tag and bidirectional ones, other line ends. */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * What steers whoever runs a job and reads its log, wherever in a line it stands: `##[error]` on GitHub,
 * `##vso[task.setvariable]` on Azure, `##teamcity[...]`.
 */
const COMMAND = /(?<=##(?:vso|teamcity)?)\[/gi;

/** Where a line begins so, GitHub takes it for a command: `::add-mask::`. */
const COMMAND_LINE = /^(\s*):(?=:)/;

/** Text that somebody else wrote, for one line of a terminal: what it would act upon or hide is shown as what it is. */
export function printableLine(text: string): string {
  return printableWithin(text).replace(COMMAND_LINE, '$1\\x3a');
}

/** The same for a line that something of ours stands before. */
export function printableWithin(text: string): string {
  return text.replace(STEERING, escaped).replace(COMMAND, escaped);
}

/** The same for text of several lines that something of ours stands before: line feeds and tabs stay. */
export function printable(text: string): string {
  const shown = text.replace(STEERING, (character) => (/[\n\t]/.test(character) ? character : escaped(character)));
  return shown.replace(COMMAND, escaped);
}

/** The same for JSON text on one line: what a parser reads in it stays what it was. */
export function printableJson(json: string): string {
  return json.replace(STEERING, unitsEscaped).replace(COMMAND, unitsEscaped);
}

function unitsEscaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** As JavaScript writes it: `\x1b`, `\u202e`, `\u{e0041}`. */
function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x1_0000 ? `\\u${digits.padStart(4, '0')}` : `\\u{${digits}}`;
}
