import { READING } from '../../config/limits.js';
import { CONTAINER, rootOf, withoutSuffix } from '../qualified-name.js';
import { SourceRefusal } from '../refusal.js';

export const NO_NAMES: readonly string[] = [];

const BUILTINS = 'builtins';

/**
 * The distinct names that one expression stands for. Of a table of many functions only the modules are kept: each
 * function was mentioned in it and judged there.
 * @throws SourceRefusal where even the modules are too many
 */
export function withinBounds(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names;
  const distinct = [...new Set(names)];
  if (distinct.length <= READING.namesPerExpression) return distinct;
  const modules = [...new Set(distinct.map(moduleOf))];
  if (modules.length <= READING.namesPerExpression) return modules;
  throw new SourceRefusal('too-tangled', `One name stands for more than ${READING.namesPerExpression} others`);
}

function moduleOf(name: string): string {
  return name.endsWith(CONTAINER) ? `${ownerOf(withoutSuffix(name, CONTAINER))}${CONTAINER}` : ownerOf(name);
}

// Not everybody who is given `max` can reach `eval`.
function ownerOf(name: string): string {
  const root = rootOf(name);
  return root === BUILTINS ? name.split('.', 2).join('.') : root;
}

/**
 * What all bindings of one name stand for together. `data = data.close` would go on for ever, so past a bound only the
 * modules are kept: from these every member is found again.
 */
export class Meaning {
  private readonly known = new Set<string>();
  private isCoarse = false;
  private listed: readonly string[] = [];

  get names(): readonly string[] {
    return this.listed;
  }

  /** Whether that added anything. */
  add(names: readonly string[]): boolean {
    const hasChanged = this.widen(names);
    if (hasChanged) this.listed = [...this.known];
    return hasChanged;
  }

  private widen(names: readonly string[]): boolean {
    const before = this.known.size;
    for (const name of names) this.known.add(this.isCoarse ? moduleOf(name) : name);
    if (this.isCoarse || this.known.size <= READING.namesPerMeaning) return this.known.size > before;
    this.isCoarse = true;
    const modules = [...this.known].map(moduleOf);
    this.known.clear();
    for (const module of modules) this.known.add(module);
    return true;
  }
}
