import { READING } from '../config/limits.js';
import { monotonicMs } from '../core/clock.js';
import { SourceRefusal } from './refusal.js';

/** When a source has taken as long as one may. Made once for each, and handed to all that reads and judges it. */
export class Deadline {
  readonly #budgetMs: number;
  readonly #at: number;

  /** @param budgetMs the wall time from now on */
  constructor(budgetMs: number = READING.sourceBudgetMs) {
    this.#budgetMs = budgetMs;
    this.#at = monotonicMs() + budgetMs;
  }

  get isOver(): boolean {
    return monotonicMs() >= this.#at;
  }

  /** The deadline of a part, which may take so long, and no longer than what is left for the whole. */
  ofPart(budgetMs: number): Deadline {
    return new Deadline(Math.min(budgetMs, this.#at - monotonicMs()));
  }

  /** @throws SourceRefusal where it is over */
  refuseIfOver(): void {
    if (this.isOver) throw this.refusal();
  }

  refusal(): SourceRefusal {
    return new SourceRefusal('too-slow', `Reading the source takes more than ${this.#budgetMs / 1000} s`);
  }
}
