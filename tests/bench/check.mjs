// `check` against parsing alone, on the example strategies:
//
//     npm run build && node tests/bench/check.mjs [rounds]
import { readdirSync, readFileSync } from 'node:fs';
import { Language, Parser } from 'web-tree-sitter';
import { CodeValidator } from '../../dist/index.js';
import { line, sideBySide } from './side-by-side.mjs';

const rounds = Number(process.argv[2] ?? 30);
const folder = new URL('../../examples/strategies/', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.py'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

await Parser.init();
const grammar = readFileSync(new URL('../../dist/validator/tree-sitter-python.wasm', import.meta.url));
const parser = new Parser().setLanguage(await Language.load(grammar));
const validator = new CodeValidator();

const check = async () => {
  for (const source of sources) await validator.validate(source);
};
const parseAlone = async () => {
  for (const source of sources) parser.parse(source).delete();
};

const bytes = sources.reduce((sum, source) => sum + Buffer.byteLength(source), 0);
const result = await sideBySide(rounds, check, parseAlone);
console.log(line(`check of ${sources.length} strategies, ${bytes} bytes`, result, 'check', 'parse alone'));
