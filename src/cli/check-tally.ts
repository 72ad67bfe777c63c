import type { Report } from '../core/report.js';

/** Counts what becomes of the files of a check. */
export class CheckTally {
  #checked = 0;
  #refused = 0;
  #willNotRun = 0;

  /** @param report with the say of people in it */
  add({ isValid, compatibility }: Report): void {
    this.#checked += 1;
    if (!isValid) this.#refused += 1;
    else if (compatibility.length > 0) this.#willNotRun += 1;
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
