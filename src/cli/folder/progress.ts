import type { CliIo } from '../context.js';

const FIRST_AFTER_MS = 1_000;
const EVERY_MS = 100;
const CLEAR_LINE = '\r\u001B[2K';

/** How far a check of many files is, as one line on a terminal that is written over, once it has taken a second. */
export class Progress {
  readonly #io: CliIo;
  readonly #files: number;
  readonly #isShown: boolean;
  readonly #now: () => number;
  #nextAt: number;
  #isDrawn = false;

  /** @param now a clock, in milliseconds */
  constructor(io: CliIo, files: number, isShown: boolean, now: () => number = () => performance.now()) {
    this.#io = io;
    this.#files = files;
    this.#isShown = isShown;
    this.#now = now;
    this.#nextAt = now() + FIRST_AFTER_MS;
  }

  show(checked: number, refused: number): void {
    if (!this.#isShown || this.#now() < this.#nextAt) return;
    this.#nextAt = this.#now() + EVERY_MS;
    this.#isDrawn = true;
    this.#io.err(`${CLEAR_LINE}${counted(checked)} of ${counted(this.#files)} files, ${counted(refused)} refused`);
  }

  /** Makes room for whatever else is written to the terminal. */
  clear(): void {
    if (this.#isDrawn) this.#io.err(CLEAR_LINE);
    this.#isDrawn = false;
  }
}

function counted(count: number): string {
  return count.toLocaleString('en');
}
