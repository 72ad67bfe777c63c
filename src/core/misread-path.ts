import { resolve } from 'node:path';

/** What Node puts in place of bytes that are not UTF-8. */
const REPLACEMENT = '\uFFFD';

/**
 * Why a path must not be opened, in words; undefined where it may. A name whose bytes are not UTF-8 reaches us with U+FFFD
 * in their place, and by that another file may be had: the one would be judged in place of the other.
 */
export function misreadPath(path: string): string | undefined {
  return path.includes(REPLACEMENT) || resolve(path).includes(REPLACEMENT)
    ? 'its path is not UTF-8, or holds U+FFFD, which stands for that: rename it'
    : undefined;
}
