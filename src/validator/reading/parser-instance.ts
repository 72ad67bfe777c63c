import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as TreeSitter from 'web-tree-sitter';
import { READING } from '../../config/limits.js';
import type { TreeColumns } from '../tree/syntax-tree.js';
import { readWithCursor } from './cursor-tree.js';
import { Grammar } from './grammar.js';
import { ParserInput } from './parser-input.js';
import { grammarWasmFile, libraryFile, libraryWasmFile } from './wasm-files.js';
import { readLanguageTables } from './wasm-language.js';
import { WasmTreeReader } from './wasm-tree.js';
import { areSame, SAMPLE } from './wasm-tree-sample.js';

const WASM_PAGE = 64 * 1024;
const MEBIBYTE = 1024 ** 2;
const FIRST_MEMORY_MIB = 32;

/** One instance of the WebAssembly module: the library, its memory and a parser that knows Python. */
export interface Instance {
  readonly memory: WebAssembly.Memory;
  readonly parse: Parse;
  readonly read: TreeRead;
  readonly reads: TreeReading;
}

/** The tree of a text, to be deleted; undefined where the time is over. */
type Parse = (text: string, isOver: () => boolean) => TreeSitter.Tree | undefined;

/** Copies a tree without errors. */
type TreeRead = (tree: TreeSitter.Tree, text: string) => TreeColumns;

/** How trees are copied: straight from memory, or with the cursor where that is not to be trusted. */
export type TreeReading = 'memory' | 'cursor';

type Receive = (instance: WebAssembly.Instance, library: WebAssembly.Module) => void;

/** Loads a copy of the library, with a memory of its own that can be collected whole. */
export async function loadInstance(reads: TreeReading): Promise<Instance> {
  const require = createRequire(import.meta.url);
  const file = libraryFile();
  delete require.cache[file];
  const { Parser, Language } = require('web-tree-sitter') as typeof TreeSitter;
  delete require.cache[file];
  const memory = new WebAssembly.Memory({
    initial: (FIRST_MEMORY_MIB * MEBIBYTE) / WASM_PAGE,
    maximum: (READING.parserMemoryMiB * MEBIBYTE) / WASM_PAGE,
  });
  const input = new ParserInput(memory);
  const library = await WebAssembly.compile(await readFile(libraryWasmFile()));
  const instantiateWasm = (imports: WebAssembly.Imports, receive: Receive) => {
    receive(new WebAssembly.Instance(library, input.replacedIn(imports)), library);
    return {};
  };
  await Parser.init({ wasmMemory: memory, printErr: () => {}, instantiateWasm });
  const language = await Language.load(await readFile(grammarWasmFile()));
  const parser = new Parser().setLanguage(language);
  const grammar = new Grammar(language.types, language.fields, (kind) => language.nodeTypeIsNamed(kind));
  const readSurely = cursorRead(grammar);
  const { parse, sample } = parseBy(parser, input);
  const readFast = reads === 'memory' ? memoryRead(sample, language, memory, grammar, readSurely) : undefined;
  sample?.delete();
  return { memory, parse, read: readFast ?? readSurely, reads: readFast === undefined ? 'cursor' : 'memory' };
}

/** The way to parse, and what it makes of the sample: handing over is given up where the parser sees another text. */
function parseBy(
  parser: TreeSitter.Parser,
  input: ParserInput,
): { readonly parse: Parse; readonly sample: TreeSitter.Tree | undefined } {
  const parse: Parse = (text, isOver) => {
    const tree = parser.parse(text, null, { progressCallback: isOver });
    // Without this the next parse would resume this source.
    if (tree === null) parser.reset();
    return tree ?? undefined;
  };
  const parseHanded: Parse = (text, isOver) => input.during(text, () => parse(text, isOver));
  const sample = parseHanded(SAMPLE, () => false);
  const isSeen = sample?.rootNode.hasError === false && sample.rootNode.endIndex === SAMPLE.length;
  if (isSeen) return { parse: parseHanded, sample };
  sample?.delete();
  return { parse, sample: parse(SAMPLE, () => false) };
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
  sample: TreeSitter.Tree | undefined,
  language: TreeSitter.Language,
  memory: WebAssembly.Memory,
  grammar: Grammar,
  readSurely: TreeRead,
): TreeRead | undefined {
  if (sample === undefined) return undefined;
  try {
    const tables = readLanguageTables(memory.buffer, addressOf(language));
    const reader = new WasmTreeReader(memory, tables, grammar);
    const read: TreeRead = (parsed, text) => reader.read(addressOf(parsed), text);
    return areSame(read(sample, SAMPLE), readSurely(sample, SAMPLE)) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Where an object of the library lies in memory: a property that its types call private. */
function addressOf(object: object): number {
  const address: unknown = Reflect.get(object, 0);
  return typeof address === 'number' ? address : 0;
}
