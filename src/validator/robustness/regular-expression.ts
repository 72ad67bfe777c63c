/** A part of a pattern: one character of a set, or a group of alternatives, and how often it is repeated. */
export interface PatternItem {
  /** Of one character: whether a character belongs to it. Undefined for a group. */
  readonly matches?: (character: string) => boolean;
  readonly alternatives?: readonly (readonly PatternItem[])[];
  /** Matches a place and no character: `^`, `\b`, a look-around. */
  readonly isPlace?: boolean;
  readonly isOptional: boolean;
  readonly isUnbounded: boolean;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  d: /\d/,
  D: /\D/,
  w: /\w/,
  W: /\W/,
  s: /\s/,
  S: /\S/,
};
const PLACES = new Set(['A', 'Z', 'b', 'B']);
const DEEPEST = 50;
const MOST_OWN_SAMPLES = 50;

/** Characters that stand for all others where two sets are compared. */
const SAMPLES = [...'aAzZ09_ \t\n-.,:;/\\\'"()[]{}<>@#$%&*+=!?|~^`é'];

/** The same with characters of a pattern itself, so that what it names is among them. */
export function samplesFor(pattern: string): readonly string[] {
  return [...new Set([...SAMPLES, ...[...new Set(pattern)].slice(0, MOST_OWN_SAMPLES)])];
}

/**
 * The alternatives of a pattern in Python's syntax (https://docs.python.org/3/library/re.html#regular-expression-syntax),
 * as far as repetition hangs on them; undefined where it is no pattern or uses what is not read here.
 */
export function readPattern(pattern: string): readonly (readonly PatternItem[])[] | undefined {
  const reader = new PatternReader(pattern);
  const alternatives = reader.alternatives(0);
  return reader.isAtEnd ? alternatives : undefined;
}

class PatternReader {
  private readonly pattern: string;
  private at = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  get isAtEnd(): boolean {
    return this.at >= this.pattern.length;
  }

  alternatives(depth: number): (readonly PatternItem[])[] | undefined {
    const found: PatternItem[][] = [[]];
    while (!this.isAtEnd && this.peek() !== ')') {
      if (this.peek() === '|') {
        this.at += 1;
        found.push([]);
        continue;
      }
      const item = this.item(depth);
      if (item === undefined) return undefined;
      found.at(-1)?.push(item);
    }
    return found;
  }

  private peek(): string {
    return this.pattern[this.at] ?? '';
  }

  private item(depth: number): PatternItem | undefined {
    const bare = this.peek() === '(' ? this.group(depth) : this.single();
    return bare === undefined ? undefined : { ...bare, ...this.repetition() };
  }

  private group(depth: number): Partial<PatternItem> | undefined {
    const opening = /^\((?:\?(?:P<\w+>|:|[aiLmsux]+(?:-[imsx]+)?:|(<?[=!])|(>)))?/.exec(this.pattern.slice(this.at));
    if (opening === null || depth > DEEPEST || /^\((?:\?#|\?P=|\?\()/.test(this.pattern.slice(this.at)))
      return undefined;
    this.at += opening[0].length;
    const alternatives = this.alternatives(depth + 1);
    if (alternatives === undefined || this.peek() !== ')') return undefined;
    this.at += 1;
    // What is atomic is never tried again, and a look-around matches a place.
    return opening[1] === undefined && opening[2] === undefined ? { alternatives } : { isPlace: true };
  }

  private single(): Partial<PatternItem> | undefined {
    const character = this.peek();
    this.at += 1;
    if (character === '[') return this.set();
    if (character === '^' || character === '$') return { isPlace: true };
    if (character === '.') return { matches: (other) => other !== '\n' };
    if (character !== '\\') return /[*+?{]/.test(character) ? undefined : { matches: (other) => other === character };
    const escaped = this.peek();
    this.at += 1;
    if (PLACES.has(escaped)) return { isPlace: true };
    return { matches: escapeMatcher(escaped) };
  }

  private set(): Partial<PatternItem> | undefined {
    const end = /^\^?\]?(?:\\[\s\S]|[^\]\\])*\]/.exec(this.pattern.slice(this.at));
    if (end === null) return undefined;
    this.at += end[0].length;
    try {
      const body = end[0]
        .slice(0, -1)
        .replaceAll('[', '\\[')
        .replace(/^(\^?)\]/, '$1\\]');
      const set = new RegExp(`[${body}]`);
      return { matches: (character) => set.test(character) };
    } catch {
      return undefined;
    }
  }

  private repetition(): Pick<PatternItem, 'isOptional' | 'isUnbounded'> {
    const found = /^(?:([*+?])|\{(\d*)(,?)(\d*)\})([+?]?)/.exec(this.pattern.slice(this.at));
    if (found === null) return { isOptional: false, isUnbounded: false };
    this.at += found[0].length;
    const [, sign, least = '', comma = '', most = '', manner] = found;
    const isOptional = sign === '*' || sign === '?' || (sign === undefined && Number(least) === 0);
    // A possessive repetition gives nothing back.
    const isUnbounded = manner !== '+' && (sign === '*' || sign === '+' || (comma !== '' && most === ''));
    return { isOptional, isUnbounded };
  }
}

function escapeMatcher(escaped: string): (character: string) => boolean {
  const known = CLASSES[escaped];
  if (known !== undefined) return (character) => known.test(character);
  return (character) => character === escaped;
}
