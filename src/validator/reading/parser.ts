import type * as TreeSitter from 'web-tree-sitter';
import { READING } from '../../config/limits.js';
import { QuantineError } from '../../core/errors.js';
import { Deadline } from '../deadline.js';
import { type RefusalReason, SourceRefusal } from '../refusal.js';
import { LineIndex } from '../tree/lines.js';
import { SyntaxTree } from '../tree/syntax-tree.js';
import { refuseForeignLayout } from './layout.js';
import { type Instance, loadInstance, type TreeReading } from './parser-instance.js';
import { type Edit, edited, restorePlaces } from './repairs/edits.js';
import { repairedTree } from './repairs/repair.js';

const MEBIBYTE = 1024 ** 2;
/** What the grammar refuses, and CPython may read. */
const REPAIRABLE: ReadonlySet<string> = new Set<RefusalReason>(['syntax', 'indentation']);

export interface ParserOptions {
  /** Memory from which on the parser is given back after a parse. */
  readonly recycleMiB?: number;
  /** How trees are copied: by default straight from memory, or with the cursor where that is not to be trusted. */
  readonly reads?: TreeReading;
}

/**
 * Reads Python with tree-sitter's WebAssembly build. The memory of such a module never shrinks, and the library keeps
 * its module in a variable of its own, so each instance loads a copy of the library that can be collected whole once
 * its memory has grown; a ceiling on that memory bounds what a hostile source can cost.
 */
export class PythonParser {
  private readonly recycleBytes: number;
  private readonly reads: TreeReading;
  private instance: Promise<Instance> | undefined;
  /** What parsed each tree that somebody still holds. */
  private readonly makers = new WeakMap<SyntaxTree, Instance>();

  constructor(options: ParserOptions = {}) {
    this.recycleBytes = (options.recycleMiB ?? READING.parserRecycleMiB) * MEBIBYTE;
    this.reads = options.reads ?? 'memory';
  }

  /** How trees are copied, once the module is loaded. */
  async readsBy(): Promise<TreeReading> {
    return (await this.load()).reads;
  }

  /** Whether a module is at hand, with its memory. */
  get isLoaded(): boolean {
    return this.instance !== undefined;
  }

  /**
   * The tree of a decoded source, which CPython would read in the same way. Its deadline is that of all that is made of it.
   * @param budgetMs the wall time for all this, from when the parser is there
   * @throws SourceRefusal where the source has a syntax error, or costs more time, memory or depth than allowed
   * @throws QuantineError INTERNAL where the machine gives the parser no memory
   */
  async parse(text: string, budgetMs: number = READING.sourceBudgetMs): Promise<SyntaxTree> {
    const instance = await this.load();
    const deadline = new Deadline(budgetMs);
    try {
      const reading = { text, readBy: deadline, judgeBy: deadline };
      const tree = withRepairs(instance, reading, () => {
        const asIs = parseWith(instance, reading);
        refuseForeignLayout(asIs);
        return asIs;
      });
      this.makers.set(tree, instance);
      return tree;
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.instance = undefined;
      throw outOfMemory();
    } finally {
      if (instance.memory.buffer.byteLength > this.recycleBytes) this.instance = undefined;
    }
  }

  /**
   * The tree of a text that was found in a source; undefined where it cannot be read, or would cost more than a text in a
   * source may.
   * @param source what the source was parsed to, by this parser
   * @throws SourceRefusal where the time of the source is over
   */
  parseEmbedded(source: SyntaxTree, text: string): SyntaxTree | undefined {
    const instance = this.makers.get(source);
    if (instance === undefined) return undefined;
    const readBy = source.deadline.ofPart(READING.embeddedParseMs);
    const reading = { text, readBy, judgeBy: source.deadline };
    try {
      return withRepairs(instance, reading, () => parseWith(instance, reading));
    } catch (error) {
      source.deadline.refuseIfOver();
      if (error instanceof SourceRefusal) return undefined;
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.instance = undefined;
      this.makers.delete(source);
      return undefined;
    }
  }

  // A load that fails, perhaps because no more files can be opened, is tried again by the next source.
  private async load(): Promise<Instance> {
    this.instance ??= loadInstance(this.reads);
    const loading = this.instance;
    try {
      return await loading;
    } catch (error) {
      if (this.instance === loading) this.instance = undefined;
      throw error instanceof RangeError ? noMemory(error.message) : error;
    }
  }
}

// Before a source is looked at: no doing of any strategy.
function noMemory(why: string): QuantineError {
  return new QuantineError('INTERNAL', `the parser cannot have the memory that it runs in (${why})`, {
    nextStep: 'Let the process have more address space, as with `ulimit -v unlimited`, and try again.',
  });
}

function outOfMemory(): SourceRefusal {
  return new SourceRefusal('too-large', `Reading the source takes more than ${READING.parserMemoryMiB} MiB of memory`);
}

/** A text, and until when it may be parsed, and asked for what it says. */
interface Reading {
  readonly text: string;
  readonly readBy: Deadline;
  readonly judgeBy: Deadline;
}

/** What a reading makes of a text; where that is no Python, the tree of what the text says in other words. */
function withRepairs(instance: Instance, reading: Reading, read: () => SyntaxTree): SyntaxTree {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SourceRefusal) || !REPAIRABLE.has(error.unreadable.reason)) throw error;
    const repaired = repairedTree(reading.text, reading.readBy, (edits) => parseWith(instance, reading, edits));
    if (repaired === undefined) throw error;
    return repaired;
  }
}

/** @param edits with which the text is read, in the layout of CPython; the tree has the offsets of the text without them */
function parseWith(
  { parse, read }: Instance,
  { text, readBy, judgeBy }: Reading,
  edits: readonly Edit[] = [],
): SyntaxTree {
  const source = edits.length === 0 ? text : edited(text, edits);
  const tree = parse(source, () => readBy.isOver);
  if (tree === undefined) throw readBy.refusal();
  try {
    if (tree.rootNode.hasError) throw syntaxError(tree, source);
    const columns = read(tree, source);
    if (edits.length > 0) {
      refuseForeignLayout(new SyntaxTree(source, columns, judgeBy));
      restorePlaces(columns, edits);
    }
    return new SyntaxTree(text, columns, judgeBy);
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
