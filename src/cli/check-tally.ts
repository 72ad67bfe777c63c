import type { Report } from '../core/report.js';
import { willFail } from '../validator/format/note-words.js';

/** Counts what becomes of the files of a check. */
export class CheckTally {
  #checked = 0;
  #refused = 0;
  #willNotRun = 0;

  /** @param report with the say of people in it */
  add(report: Report): void {
    this.#checked += 1;
    if (!report.isValid) this.#refused += 1;
    else if (willFail(report)) this.#willNotRun += 1;
  }

  get checked(): number {
    return this.#checked;
  }

  get refused(): number {
    return this.#refused;
  }

  /** Of those that pass. */
  get willNotRun(): number {
    return this.#willNotRun;
  }
}
