import type { TextLanguage } from '../policy/text-executors.js';

/** What the strategy's own names begin with in a text where plain names are columns. No column can begin so. */
export const OWN_NAME = 'own·';
/** What stands in a text for a part of it that is not known. */
export const UNREAD_PART = 'unread·';

/** The Python sources that a text may stand for, the likeliest first. */
export function pythonOf(text: string, language: TextLanguage): readonly string[] {
  switch (language) {
    case 'python':
      return [text, text.trim()];
    case 'columns':
    case 'arrays':
      return linesOf(withPlainNames(text));
    case 'formula':
      return [formulaTerms(text)];
  }
}

/** pandas reads one expression a line, or one that goes over several. */
function linesOf(text: string): readonly string[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length < 2 ? [lines.join('')] : [lines.join('\n'), `(${lines.join('\n')})`];
}

const LOCAL = /@\s*(?=[^\W\d]|[^\0-\x7f])/g;
const QUOTED_COLUMN = /`[^`\n]*`/g;

function withPlainNames(text: string): string {
  return text.replaceAll(QUOTED_COLUMN, 'quoted_column').replaceAll(LOCAL, ` ${OWN_NAME}`);
}

/** What may hide the signs of a formula, or is one: texts, brackets, `~` and `:`. */
const FORMULA_PART = /"[^"]*"|'[^']*'|[([{]|[)\]}]|[~:]/g;

/** `y ~ a:b` as terms that are added up. Within brackets a colon is Python's. */
function formulaTerms(text: string): string {
  let depth = 0;
  const terms = text.replaceAll(FORMULA_PART, (part) => {
    if (part === '~') return '+';
    if (part === ':') return depth === 0 ? '+' : part;
    if ('([{'.includes(part)) depth += 1;
    else if (')]}'.includes(part)) depth -= 1;
    return part;
  });
  return `(${terms})`;
}
