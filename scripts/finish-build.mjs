// Completes what tsc leaves out of dist/: the grammar's WebAssembly, and the executable bit of the command.
import { chmodSync, copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const grammar = require.resolve('tree-sitter-python/tree-sitter-python.wasm');

copyFileSync(grammar, new URL('../dist/validator/tree-sitter-python.wasm', import.meta.url));
chmodSync(new URL('../dist/cli/main.js', import.meta.url), 0o755);
