// Packs the command into a few files, in place of the modules that tsc makes of it: to load two hundred of them one by one
// takes Node longer than reading a strategy takes us. The library in dist/ stays as tsc makes it.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { IMPORT } from './load-compiled.mjs';

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const PARTS = 'cli/parts';

/** What programs and threads of ours are started from, and the module that each loads then. */
const STARTERS = { 'cli/main': 'cli/run-command', 'cli/folder/check-thread': 'cli/folder/answer-tasks' };

/** Packed with our own modules, because every command loads them. Other packages stay where npm puts them. */
const PACKED = ['commander', 'picocolors'];

/** Modules of Node that take long to load: what needs one stays apart, and is loaded when it is called. */
const SLOW_BUILTINS = ['node:http', 'node:net', 'node:worker_threads'];

/** Modules of Node that few commands call: loaded when one does, though what calls them is in the file of all. */
const LATE_BUILTINS = ['node:zlib', 'node:readline', 'node:timers/promises'];

const common = {
  platform: 'node',
  transform: { target: 'node20.19' },
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  // Two ways to load a module are one here: most are in the same file.
  checks: { ineffectiveDynamicImport: false },
};

rmSync(DIST + PARTS, { recursive: true, force: true });
await packParts();
for (const starter of Object.keys(STARTERS)) await packStarter(starter);
chmodSync(`${DIST}cli/main.js`, 0o755);
execFileSync(process.execPath, [fileURLToPath(new URL('keep-compiled.mjs', import.meta.url)), DIST + PARTS]);

/** The modules as CommonJS, which alone can be kept compiled: all that is light in one file, and the rest in a few more. */
async function packParts() {
  const isOurs = (id) => /^(?:[./]|@oxc-project\/runtime\/)/.test(id) || PACKED.includes(id);
  const bundle = await rolldown({
    ...common,
    input: Object.fromEntries(Object.values(STARTERS).map((part) => [posix.basename(part), `${SOURCES}${part}.ts`])),
    external: (id, importer) => !isOurs(id) && !PACKED.some((name) => importer?.includes(`/node_modules/${name}/`)),
    plugins: [ownPlaces(), importsOfShared(), builtinsWhenCalled(), inAscii(), withoutPrograms()],
  });
  await bundle.write({
    dir: DIST + PARTS,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    comments: false,
    footer: ({ name }) => (name === 'light' ? licences() : ''),
    codeSplitting: { groups: [{ name: (id, modules) => (isLight(id, modules) ? 'light' : null), debugName: 'light' }] },
  });
  await bundle.close();
}

/** What is loaded first, as small as can be: it loads its part compiled, where Node takes what the build kept. */
async function packStarter(starter) {
  const part = posix.basename(STARTERS[starter]);
  const up = posix.relative(posix.dirname(starter), PARTS);
  const bundle = await rolldown({
    ...common,
    input: `${SOURCES}${starter}.ts`,
    external: /^node:/,
    plugins: [ownPlaces(), partOf(part, `${up}/`), builtinsAsTheyAre()],
  });
  await bundle.write({ file: `${DIST}${starter}.js`, format: 'esm', codeSplitting: false });
  await bundle.close();
}

function partOf(part, folder) {
  const loader = fileURLToPath(new URL('load-compiled.mjs', import.meta.url));
  return {
    name: 'part-of-starter',
    resolveId: (id) => (id.endsWith(`/${part}.js`) ? { id: `\0${part}` } : null),
    load: (id) =>
      id === `\0${part}`
        ? `import { loadCompiled } from ${JSON.stringify(loader)};
           const part = loadCompiled(new URL(${JSON.stringify(folder)}, import.meta.url), ${JSON.stringify(part)});
           export const { ${exportsOf(part)} } = part;`
        : null,
  };
}

function exportsOf(part) {
  const [source] = Object.values(STARTERS).filter((path) => posix.basename(path) === part);
  return [...readFileSync(`${SOURCES}${source}.ts`, 'utf8').matchAll(/^export (?:async )?function (\w+)/gm)]
    .map(([, name]) => name)
    .join(', ');
}

/** Whether nothing has to be waited for to load a module: it needs no package that stays apart, nor what is slow. */
function isLight(id, modules) {
  return [id, ...staticImports(id, modules)].every((needed) => {
    if (needed.startsWith('node:')) return !SLOW_BUILTINS.includes(needed);
    return needed.startsWith(SOURCES) || PACKED.some((name) => needed.includes(`/node_modules/${name}/`));
  });
}

function staticImports(id, modules, seen = new Set()) {
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) {
    if (seen.has(imported)) continue;
    seen.add(imported);
    if (imported.startsWith(SOURCES)) staticImports(imported, modules, seen);
  }
  return seen;
}

/** Lets a module find the files beside it from wherever it ends up: `import.meta.url` stays the place that tsc gives it. */
function ownPlaces() {
  const mark = (place) => `__own_place__(${JSON.stringify(place)})`;
  return {
    name: 'own-places',
    transform(code, id) {
      if (!id.startsWith(SOURCES) || !code.includes('import.meta.url')) return null;
      const place = relative(SOURCES, id).split(sep).join('/').replace(/\.ts$/, '.js');
      return { code: code.replaceAll('import.meta.url', mark(place)) };
    },
    renderChunk(code, _, { format, file, dir }) {
      const folder = dir ?? posix.dirname(file);
      const base = format === 'cjs' ? `require("node:url").pathToFileURL(__filename)` : 'import.meta.url';
      const up = relative(folder, DIST).split(sep).join('/');
      return {
        code: code.replace(/__own_place__\("([^"]*)"\)/g, (_, place) => `new URL("${up}/${place}", ${base}).href`),
      };
    },
  };
}

/** Packages that stay apart are imported by the way that whoever loads the shared part hands over. */
function importsOfShared() {
  return {
    name: 'imports-of-shared',
    renderChunk: (code, { name }) =>
      name === 'light' ? { code: code.replace(/\bimport\((?=")/g, `${IMPORT}(`) } : null,
  };
}

/** Has the modules of Node that few commands call loaded where they are called, in place of first of all. */
function builtinsWhenCalled() {
  return {
    name: 'builtins-when-called',
    renderChunk: (code, _, { format }) => (format === 'cjs' ? { code: LATE_BUILTINS.reduce(whenCalled, code) } : null),
  };
}

function whenCalled(code, name) {
  const variable = name.replace(/\W/g, '_');
  const changed = code
    .replace(`let ${variable} = require("${name}");\n`, '')
    .replace(new RegExp(`\\b${variable}\\b(?=\\.)`, 'g'), `require("${name}")`);
  const isLoadedFirst = new RegExp(`^\\S.*require\\("${name}"\\)`, 'm').test(changed);
  if (isLoadedFirst || changed.includes(variable))
    throw new Error(`${name} is imported in a way that is not known here`);
  return changed;
}

/** Takes modules of Node as they are: to import them, Node makes modules of their names, and loads what some stand for. */
function builtinsAsTheyAre() {
  return {
    name: 'builtins-as-they-are',
    renderChunk: (code) => ({
      code: code.replace(
        /^import \{([^}]*)\} from ("node:[^"]+");$/gm,
        (_, names, name) => `const {${names.replaceAll(' as ', ': ')}} = process.getBuiltinModule(${name});`,
      ),
    }),
  };
}

/** Keeps a character at a byte: a source with others takes twice the memory and time. */
function inAscii() {
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return {
    name: 'in-ascii',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escaped);
    },
  };
}

/** Has commander do without the module of Node with which it would start commands that are programs: ours are none. */
function withoutPrograms() {
  return {
    name: 'without-programs',
    resolveId: (id, importer) =>
      id === 'node:child_process' && importer?.includes('/node_modules/commander/') ? { id: '\0no-programs' } : null,
    load: (id) => (id === '\0no-programs' ? 'export {};' : null),
  };
}

/** Who packs a package hands on its licence. */
function licences() {
  const texts = PACKED.map((name) => {
    const folder = new URL(`../../node_modules/${name}/`, import.meta.url);
    return `${name}\n\n${readFileSync(new URL('LICENSE', folder), 'utf8')}`;
  });
  return `/*\n${texts.join('\n\n')}*/`;
}
