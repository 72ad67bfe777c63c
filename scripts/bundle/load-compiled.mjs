import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/** What all parts of the command share, and where it is kept compiled. */
export const SHARED = 'light.cjs';
export const KEPT = `${SHARED}.compiled`;

const DIGEST_BYTES = 32;

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
  const source = readFileSync(filename);
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname, ${IMPORT}) { ${source.toString('latin1')}\n});`,
    { filename, cachedData: keptIn(folder, source) },
  );
  const require = createRequire(filename);
  const module = { exports: {}, id: filename, filename, loaded: true };
  require.cache[filename] = module;
  const importPackage = (name) => import(name);
  script.runInThisContext()(module.exports, require, module, filename, dirname(filename), importPackage);
  return { require, script };
}

/**
 * What is kept: a digest, and what was compiled. V8 itself looks at no more than its own version and the length of the
 * source, and dies of what is damaged or of another machine.
 */
export function kept(source, compiled) {
  return Buffer.concat([digestOf(source, compiled), compiled]);
}

function keptIn(folder, source) {
  try {
    const file = readFileSync(new URL(KEPT, folder));
    const compiled = file.subarray(DIGEST_BYTES);
    return digestOf(source, compiled).equals(file.subarray(0, DIGEST_BYTES)) ? compiled : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(source, compiled) {
  return createHash('sha256').update(`${process.arch} ${process.version}\n`).update(source).update(compiled).digest();
}
