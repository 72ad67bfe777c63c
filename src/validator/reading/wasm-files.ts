import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** The module of the parser's library. */
export function libraryFile(): string {
  return require.resolve('web-tree-sitter');
}

/** The WebAssembly of the parser's library, which lies beside its module. */
export function libraryWasmFile(): string {
  return join(dirname(libraryFile()), 'web-tree-sitter.wasm');
}

/** The WebAssembly of the grammar: the build copies it beside this file, a checkout takes it from the package. */
export function grammarWasmFile(): string {
  const built = fileURLToPath(new URL('../tree-sitter-python.wasm', import.meta.url));
  return existsSync(built) ? built : require.resolve('tree-sitter-python/tree-sitter-python.wasm');
}
