import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as TreeSitter from 'web-tree-sitter';
import { READING } from '../config/limits.js';
import { ColumnsBuilder } from './columns-builder.js';
import { Grammar, NOT_KEPT } from './grammar.js';
import { LineIndex } from './lines.js';
import { SourceRefusal } from './refusal.js';
import { NONE, type Node, SyntaxTree, type TreeColumns } from './tree.js';

const WASM_PAGE = 64 * 1024;
const MEBIBYTE = 1024 ** 2;
const FIRST_MEMORY_MIB = 32;

/** One instance of the WebAssembly module: the library, its memory and a parser that knows Python. */
interface Instance {
  readonly parser: TreeSitter.Parser;
  readonly grammar: Grammar;
  readonly memory: WebAssembly.Memory;
}

export interface ParserOptions {
  /** Wall time one parse may take. */
  readonly parseBudgetMs?: number;
  /** Memory from which on the parser is given back after a parse. */
  readonly recycleMiB?: number;
}

/**
 * Reads Python with tree-sitter's WebAssembly build. The memory of such a module never shrinks, and the library keeps
 * its module in a variable of its own, so each instance loads a copy of the library that can be collected whole once
 * its memory has grown; a ceiling on that memory bounds what a hostile source can cost.
 */
export class PythonParser {
  private readonly parseBudgetMs: number;
  private readonly recycleBytes: number;
  private instance: Promise<Instance> | undefined;

  constructor(options: ParserOptions = {}) {
    this.parseBudgetMs = options.parseBudgetMs ?? READING.parseBudgetMs;
    this.recycleBytes = (options.recycleMiB ?? READING.parserRecycleMiB) * MEBIBYTE;
  }

  /** Whether a module is at hand, with its memory. */
  get isLoaded(): boolean {
    return this.instance !== undefined;
  }

  /**
   * The tree of a decoded source.
   * @throws SourceRefusal where the source has a syntax error, or costs more time, memory or depth than allowed
   */
  async parse(text: string): Promise<SyntaxTree> {
    const instance = await this.load();
    try {
      return parseWith(instance, text, this.parseBudgetMs);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.instance = undefined;
      throw outOfMemory();
    } finally {
      if (instance.memory.buffer.byteLength > this.recycleBytes) this.instance = undefined;
    }
  }

  // A load that fails, perhaps because no more files can be opened, is tried again by the next source.
  private async load(): Promise<Instance> {
    this.instance ??= loadInstance();
    const loading = this.instance;
    try {
      return await loading;
    } catch (error) {
      if (this.instance === loading) this.instance = undefined;
      throw error;
    }
  }
}

function outOfMemory(): SourceRefusal {
  return new SourceRefusal('too-large', `Reading the source takes more than ${READING.parserMemoryMiB} MiB of memory`);
}

async function loadInstance(): Promise<Instance> {
  const require = createRequire(import.meta.url);
  const library = require.resolve('web-tree-sitter');
  delete require.cache[library];
  const { Parser, Language } = require('web-tree-sitter') as typeof TreeSitter;
  delete require.cache[library];
  const memory = new WebAssembly.Memory({
    initial: (FIRST_MEMORY_MIB * MEBIBYTE) / WASM_PAGE,
    maximum: (READING.parserMemoryMiB * MEBIBYTE) / WASM_PAGE,
  });
  await Parser.init({ wasmMemory: memory, printErr: () => {} });
  const language = await Language.load(await readFile(grammarFile(require)));
  const parser = new Parser().setLanguage(language);
  const grammar = new Grammar(language.types, language.fields, (kind) => language.nodeTypeIsNamed(kind));
  return { parser, grammar, memory };
}

// The build copies the grammar beside this file; a checkout takes it from the package.
function grammarFile(require: NodeJS.Require): string {
  const built = fileURLToPath(new URL('./tree-sitter-python.wasm', import.meta.url));
  return existsSync(built) ? built : require.resolve('tree-sitter-python/tree-sitter-python.wasm');
}

function parseWith({ parser, grammar }: Instance, text: string, budgetMs: number): SyntaxTree {
  const deadline = performance.now() + budgetMs;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() >= deadline });
  if (tree === null) {
    // Without this the next parse would resume this source.
    parser.reset();
    throw new SourceRefusal('too-slow', `Reading the source takes more than ${budgetMs / 1000} s`);
  }
  try {
    if (tree.rootNode.hasError) throw syntaxError(tree, text);
    return flatten(tree, grammar, text);
  } finally {
    tree.delete();
  }
}

// Some broken trees show no ERROR node at all, so the line is told only where it is known.
function syntaxError(tree: TreeSitter.Tree, text: string): SourceRefusal {
  const offset = firstErrorOffset(tree);
  const place = offset === undefined ? undefined : new LineIndex(text).place(offset);
  const where = place === undefined ? '' : ` at line ${place.line}`;
  return new SourceRefusal('syntax', `The source is not valid Python: syntax error${where}`, place);
}

function firstErrorOffset(tree: TreeSitter.Tree): number | undefined {
  const cursor = tree.walk();
  try {
    let offset: number | undefined;
    for (;;) {
      const node = cursor.currentNode;
      if (node.isMissing) return node.startIndex;
      // An ERROR may span the whole source: the innermost is nearest to what is wrong.
      if (node.isError || node.hasError) {
        offset = node.startIndex;
        if (cursor.gotoFirstChild()) continue;
      }
      if (!cursor.gotoNextSibling()) return offset;
    }
  } finally {
    cursor.delete();
  }
}

/** Copies a tree into flat arrays in one iterative walk: named nodes, and operators. */
function flatten(tree: TreeSitter.Tree, grammar: Grammar, text: string): SyntaxTree {
  const cursor = tree.walk();
  try {
    const copy = new TreeCopy(cursor, grammar);
    do {
      copy.addCurrent();
      if (copy.depth > READING.treeDepth) throw tooDeep(cursor, text);
      if (copy.size > READING.treeNodes) throw tooLarge();
    } while (copy.advance());
    return new SyntaxTree(text, copy.columns());
  } finally {
    cursor.delete();
  }
}

class TreeCopy {
  private readonly builder = new ColumnsBuilder();
  /** The chain of nodes from the root; a token that is not kept stands as NONE. */
  private readonly open: Node[] = [];
  private readonly cursor: TreeSitter.TreeCursor;
  private readonly grammar: Grammar;
  private current: Node = NONE;
  private parent: Node = NONE;

  constructor(cursor: TreeSitter.TreeCursor, grammar: Grammar) {
    this.cursor = cursor;
    this.grammar = grammar;
  }

  get size(): number {
    return this.builder.size;
  }

  get depth(): number {
    return this.open.length;
  }

  addCurrent(): void {
    const field = this.cursor.currentFieldId;
    const kind = this.grammar.keptAs(this.cursor.nodeTypeId, field);
    this.current =
      kind === NOT_KEPT
        ? NONE
        : this.builder.add(kind, field, this.cursor.startIndex, this.cursor.endIndex, this.parent);
  }

  /** Moves to the next node, children first; false at the end of the tree. */
  advance(): boolean {
    if (this.cursor.gotoFirstChild()) {
      this.open.push(this.current);
      if (this.current !== NONE) this.parent = this.current;
      return true;
    }
    while (!this.cursor.gotoNextSibling()) {
      if (!this.cursor.gotoParent()) return false;
      const closed = this.open.pop() ?? NONE;
      if (closed === NONE) continue;
      this.builder.close(closed);
      this.parent = this.builder.parentOf(closed);
    }
    return true;
  }

  columns(): TreeColumns {
    return this.builder.finish(this.grammar.kindNames, this.grammar.fieldNames);
  }
}

function tooLarge(): SourceRefusal {
  return new SourceRefusal('too-large', `The source has more than ${READING.treeNodes} syntactic parts`);
}

function tooDeep(cursor: TreeSitter.TreeCursor, text: string): SourceRefusal {
  const place = new LineIndex(text).place(cursor.startIndex);
  const message = `The source nests more than ${READING.treeDepth} levels deep at line ${place.line}`;
  return new SourceRefusal('too-deep', message, place);
}
