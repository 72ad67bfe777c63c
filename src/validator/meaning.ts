import { READING } from '../config/limits.js';
import { rootOf } from './qualified-name.js';
import { SourceRefusal } from './refusal.js';

/** The distinct names that one expression stands for. */
export function withinBounds(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names;
  const distinct = [...new Set(names)];
  if (distinct.length <= READING.namesPerExpression) return distinct;
  throw new SourceRefusal('too-tangled', `One name stands for more than ${READING.namesPerExpression} others`);
}

/**
 * What all bindings of one name stand for together. `data = data.close` would go on for ever, so past a bound only the
 * modules are kept: from these every member is found again.
 */
export class Meaning {
  private readonly known = new Set<string>();
  private isCoarse = false;

  get names(): Iterable<string> {
    return this.known;
  }

  /** Whether that added anything. */
  add(names: readonly string[]): boolean {
    const before = this.known.size;
    for (const name of names) this.known.add(this.isCoarse ? rootOf(name) : name);
    if (this.isCoarse || this.known.size <= READING.namesPerMeaning) return this.known.size > before;
    this.isCoarse = true;
    const roots = [...this.known].map(rootOf);
    this.known.clear();
    for (const root of roots) this.known.add(root);
    return true;
  }
}
