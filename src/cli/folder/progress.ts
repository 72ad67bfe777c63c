import { monotonicMs } from '../../core/clock.js';
import { beforeSignalEnds } from '../cancel-on-signal.js';
import type { CliIo } from '../context.js';

const FIRST_AFTER_MS = 1_000;
const EVERY_MS = 100;
const CLEAR_LINE = '\r\u001B[2K';

/**
 * How far a check of many files is, as one line on a terminal that is written over, once it has taken a second. A signal
 * takes it along, where this thread is free to hear one.
 */
export class Progress implements Disposable {
  /** What tells of the check writes here: on the same terminal the line makes room, and is drawn again below. */
  readonly io: CliIo;
  readonly #files: number;
  readonly #isShown: boolean;
  readonly #now: () => number;
  #nextAt: number;
  /** There while the line is. */
  #listening: Disposable | undefined;

  /**
   * @param isWatched whether somebody looks at the terminal, where there is one
   * @param now a clock, in milliseconds
   */
  constructor(io: CliIo, files: number, isWatched: boolean, now: () => number = monotonicMs) {
    this.#files = files;
    this.#isShown = isWatched && files > 1 && io.isTerminal.err;
    this.#now = now;
    this.#nextAt = now() + FIRST_AFTER_MS;
    this.io = this.#isShown && io.isTerminal.out ? { ...io, out: (text) => this.#outside(io, text) } : io;
  }

  /** To be called after each file. */
  show(checked: number, refused: number): void {
    if (!this.#isShown || this.#now() < this.#nextAt) return;
    this.#nextAt = this.#now() + EVERY_MS;
    this.#listening ??= beforeSignalEnds(() => this.clear());
    this.io.err(`${CLEAR_LINE}${counted(checked)} of ${counted(this.#files)} files, ${counted(refused)} refused`);
  }

  /** Whether the line is there. */
  get isDrawn(): boolean {
    return this.#listening !== undefined;
  }

  /** Removes the line. */
  clear(): void {
    if (this.isDrawn) this.io.err(CLEAR_LINE);
    this.#listening?.[Symbol.dispose]();
    this.#listening = undefined;
  }

  [Symbol.dispose](): void {
    this.clear();
  }

  /** What made it go is no reason to wait before it comes again. */
  #outside(io: CliIo, text: string): void {
    if (this.isDrawn) this.#nextAt = this.#now();
    this.clear();
    io.out(text);
  }
}

function counted(count: number): string {
  return count.toLocaleString('en');
}
