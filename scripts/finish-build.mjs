// Completes what tsc leaves out of dist/: the grammar's WebAssembly and the catalogue of the images.
import { copyFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const grammar = require.resolve('tree-sitter-python/tree-sitter-python.wasm');

copyFileSync(grammar, new URL('../dist/validator/tree-sitter-python.wasm', import.meta.url));
const catalogue = new URL('../src/validator/catalogue/', import.meta.url);
for (const name of readdirSync(catalogue).filter((file) => file.endsWith('.json'))) {
  copyFileSync(new URL(name, catalogue), new URL(`../dist/validator/catalogue/${name}`, import.meta.url));
}
