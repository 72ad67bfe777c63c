import { createHash } from 'node:crypto';
import type { Violation } from '../../core/report.js';

/**
 * Gives each finding of one source a name that stays when lines move, are indented anew or are added elsewhere: what the
 * rule says of which name on which text, and which of several such it is.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  /** @returns SHA-256 in hexadecimal digits */
  of({ rule, qualifiedName, snippet }: Pick<Violation, 'rule' | 'qualifiedName' | 'snippet'>): string {
    const what = JSON.stringify([rule, qualifiedName, snippet.replaceAll(/\s+/g, ' ').trim()]);
    const before = this.#seen.get(what) ?? 0;
    this.#seen.set(what, before + 1);
    return createHash('sha256').update(`${what}${before}`).digest('hex');
  }
}
