// Makes docs/rules from what each rule says of itself: a page for each, and one that lists them.
//   node scripts/make-rule-pages.mjs           writes them
//   node scripts/make-rule-pages.mjs --check   fails where they say something else
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { argumentsOf } from './wrong-call.mjs';

const { values: flags } = argumentsOf('npm run docs [-- --check]', { options: { check: { type: 'boolean' } } });

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'docs/rules');

const load = async (file) =>
  (await runnerImport(join(ROOT, 'src/validator', file), { configFile: false, logLevel: 'warn' })).module;
const { RULES } = await load('registry.ts');
const { rulePage, rulesIndexPage } = await load('format/rule-pages.ts');

const metas = RULES.map(({ meta }) => meta);
const pages = new Map([
  ['README.md', rulesIndexPage(metas)],
  ...metas.map((meta) => [`${meta.id}.md`, rulePage(meta)]),
]);

mkdirSync(FOLDER, { recursive: true });
const there = readdirSync(FOLDER);
const stale = [
  ...there.filter((name) => !pages.has(name)),
  ...[...pages].filter(([name, text]) => !there.includes(name) || read(name) !== text).map(([name]) => name),
];

if (flags.check) {
  for (const name of stale) console.error(`docs/rules/${name} is not what the rules make: run npm run docs`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const name of stale) {
    const text = pages.get(name);
    if (text === undefined) rmSync(join(FOLDER, name));
    else writeFileSync(join(FOLDER, name), text);
  }
}

function read(name) {
  return readFileSync(join(FOLDER, name), 'utf8');
}
