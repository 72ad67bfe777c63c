import { readdirSync, readFileSync } from 'node:fs';
import { RULES } from '../../src/validator/registry.js';

export interface Seed {
  readonly name: string;
  readonly source: string;
}

/** Every dangerous snippet of ours: evasions, risky examples, and what each rule calls its example. */
export function dangerousSeeds(): readonly Seed[] {
  const examples = RULES.map(({ meta }) => ({ name: `the example of ${meta.id}`, source: meta.example }));
  return [...filesIn('../corpus/evasions/'), ...filesIn('../../examples/risky/'), ...examples];
}

function filesIn(folder: string): Seed[] {
  const url = new URL(folder, import.meta.url);
  const names = readdirSync(url).filter((name) => name.endsWith('.py'));
  return names.toSorted().map((name) => ({ name, source: readFileSync(new URL(name, url), 'utf8') }));
}
