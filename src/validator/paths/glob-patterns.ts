import { ENTRY, type KnownPath, NOWHERE, PIECE } from './known-path.js';

const PARENT = /(?:^|\/)\.\.(?:\/|$)/;
const MAGIC = /[*?[]/;

/**
 * What a pattern finds: of `/data/*.csv` only what lies in /data. What a part may find on several levels is taken for
 * what lies highest, from which a way up leads out first.
 */
export function foundBy(pattern: KnownPath): readonly KnownPath[] {
  if (pattern.rest !== 'nothing') return [{ text: pattern.text, rest: pattern.rest }];
  if (PARENT.test(pattern.text) || pattern.text.includes(PIECE)) return [NOWHERE];
  const parts = pattern.text.split('/');
  const last = parts.length - 1;
  const found = parts.slice(0, last).filter((part) => !isOfAnyDepth(part));
  const highest = [...found.map(foundFor), foundFor(parts[last] ?? '')].join('/');
  const itself = isOfAnyDepth(parts[last] ?? '') ? [found.map(foundFor).join('/')] : [];
  return [highest, ...itself].map((text) => (text === '' ? NOWHERE : { text, rest: 'nothing' }));
}

// The name of an entry may be `**` itself.
function isOfAnyDepth(part: string): boolean {
  return part === '**' || part === ENTRY;
}

function foundFor(part: string): string {
  return MAGIC.test(part) ? ENTRY : part;
}
