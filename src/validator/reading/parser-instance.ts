import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as TreeSitter from 'web-tree-sitter';
import { READING } from '../../config/limits.js';
import type { TreeColumns } from '../tree/syntax-tree.js';
import { readWithCursor } from './cursor-tree.js';
import { Grammar } from './grammar.js';
import { grammarWasmFile, libraryFile } from './wasm-files.js';
import { readLanguageTables } from './wasm-language.js';
import { WasmTreeReader } from './wasm-tree.js';
import { areSame, SAMPLE } from './wasm-tree-sample.js';

const WASM_PAGE = 64 * 1024;
const MEBIBYTE = 1024 ** 2;
const FIRST_MEMORY_MIB = 32;

/** One instance of the WebAssembly module: the library, its memory and a parser that knows Python. */
export interface Instance {
  readonly parser: TreeSitter.Parser;
  readonly memory: WebAssembly.Memory;
  readonly read: TreeRead;
  readonly reads: TreeReading;
}

/** Copies a tree without errors. */
type TreeRead = (tree: TreeSitter.Tree, text: string) => TreeColumns;

/** How trees are copied: straight from memory, or with the cursor where that is not to be trusted. */
export type TreeReading = 'memory' | 'cursor';

/** Loads a copy of the library, with a memory of its own that can be collected whole. */
export async function loadInstance(reads: TreeReading): Promise<Instance> {
  const require = createRequire(import.meta.url);
  const library = libraryFile();
  delete require.cache[library];
  const { Parser, Language } = require('web-tree-sitter') as typeof TreeSitter;
  delete require.cache[library];
  const memory = new WebAssembly.Memory({
    initial: (FIRST_MEMORY_MIB * MEBIBYTE) / WASM_PAGE,
    maximum: (READING.parserMemoryMiB * MEBIBYTE) / WASM_PAGE,
  });
  await Parser.init({ wasmMemory: memory, printErr: () => {} });
  const language = await Language.load(await readFile(grammarWasmFile()));
  const parser = new Parser().setLanguage(language);
  const grammar = new Grammar(language.types, language.fields, (kind) => language.nodeTypeIsNamed(kind));
  const readSurely = cursorRead(grammar);
  const readFast = reads === 'memory' ? memoryRead(parser, language, memory, grammar, readSurely) : undefined;
  return { parser, memory, read: readFast ?? readSurely, reads: readFast === undefined ? 'cursor' : 'memory' };
}

function cursorRead(grammar: Grammar): TreeRead {
  return (tree, text) => {
    const cursor = tree.walk();
    try {
      return readWithCursor(cursor, grammar, text);
    } finally {
      cursor.delete();
    }
  };
}

/**
 * Reads trees from memory the way the library lays them out, which it promises nobody: so it is tried at load on a sample
 * of every shape, and given up where it sees anything else than the cursor does.
 */
function memoryRead(
  parser: TreeSitter.Parser,
  language: TreeSitter.Language,
  memory: WebAssembly.Memory,
  grammar: Grammar,
  readSurely: TreeRead,
): TreeRead | undefined {
  const tree = parser.parse(SAMPLE);
  if (tree === null) return undefined;
  try {
    const tables = readLanguageTables(memory.buffer, addressOf(language));
    const reader = new WasmTreeReader(memory, tables, grammar);
    const read: TreeRead = (parsed, text) => reader.read(addressOf(parsed), text);
    return areSame(read(tree, SAMPLE), readSurely(tree, SAMPLE)) ? read : undefined;
  } catch {
    return undefined;
  } finally {
    tree.delete();
  }
}

/** Where an object of the library lies in memory: a property that its types call private. */
function addressOf(object: object): number {
  const address: unknown = Reflect.get(object, 0);
  return typeof address === 'number' ? address : 0;
}
