import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/** What all parts of the command share, and where it is kept compiled. */
const SHARED = 'light.cjs';
export const KEPT = `${SHARED}.compiled`;

/** What the build writes for `import(...)` of a package: Node knows no way to import from what it takes compiled. */
export const IMPORT = 'importPackage';

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
    `(function (exports, require, module, __filename, __dirname, ${IMPORT}) { ${readFileSync(filename, 'latin1')}\n});`,
    { filename, cachedData: keptIn(folder) },
  );
  const require = createRequire(filename);
  const module = { exports: {}, id: filename, filename, loaded: true };
  require.cache[filename] = module;
  const importPackage = (name) => import(name);
  script.runInThisContext()(module.exports, require, module, filename, dirname(filename), importPackage);
  return { require, script };
}

function keptIn(folder) {
  try {
    return readFileSync(new URL(KEPT, folder));
  } catch {
    return undefined;
  }
}
