// Writes dangerous sources in other ways that mean the same, by the mutators that the tests use.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../wrong-call.mjs';

const ENGINE = join(import.meta.dirname, '../../tests/mutation');
const PER_SOURCE = 1000;

/**
 * How many mutants of some sources are blocked, of how many. A mutant that is the source itself does not count.
 * @param each how many mutants of each source are tried
 * @param isBlocked whether a text is
 */
export async function blockedMutants(sources, each, isBlocked) {
  const { mutated, stepsFor } = await loadEngine();
  let [tried, blocked] = [0, 0];
  for (const [index, source] of sources.entries()) {
    for (let seed = index * PER_SOURCE; seed < index * PER_SOURCE + each; seed++) {
      const { text } = await mutated(source, stepsFor(seed));
      if (text === source) continue;
      tried += 1;
      if (await isBlocked(text)) blocked += 1;
    }
  }
  return { tried, blocked };
}

// The mutators are TypeScript, and read sources with the validator's own parser.
async function loadEngine() {
  try {
    readdirSync(ENGINE);
    const { runnerImport } = await import('vite');
    return (await runnerImport(join(ENGINE, 'mutate.ts'), { configFile: false, logLevel: 'warn' })).module;
  } catch ({ message }) {
    return refuse(`mutants are made with what the tests are made with, which is not here: ${message}`);
  }
}
