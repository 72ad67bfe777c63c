import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, Script } from 'node:vm';

/** What all parts of the command share, and where it is kept compiled. */
const SHARED = 'light.cjs';
export const KEPT = `${SHARED}.compiled`;

/**
 * Loads a part of the command. To compile what the parts share takes longer than a strategy does to read, so the build
 * leaves it compiled beside the source: Node takes it where its version and flags are those of the build, else it compiles.
 * @param {URL} folder of the parts
 * @param {string} name of the part
 */
export function loadCompiled(folder, name) {
  const { require } = loadShared(folder);
  return require(`./${name}.cjs`);
}

/** @param {URL} folder of the parts */
export function loadShared(folder) {
  const filename = fileURLToPath(new URL(SHARED, folder));
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) { ${readFileSync(filename, 'latin1')}\n});`,
    {
      filename,
      cachedData: keptIn(folder),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  );
  const require = createRequire(filename);
  const module = { exports: {}, id: filename, filename, loaded: true };
  require.cache[filename] = module;
  script.runInThisContext()(module.exports, require, module, filename, dirname(filename));
  return { require, script };
}

function keptIn(folder) {
  try {
    return readFileSync(new URL(KEPT, folder));
  } catch {
    return undefined;
  }
}
