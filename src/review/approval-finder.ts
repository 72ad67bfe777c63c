import { relative, resolve } from 'node:path';
import { isThere } from '../config/is-there.js';
import type { Report } from '../core/report.js';
import { Approvals } from './approvals.js';
import { findApprovals, loadApprovals } from './approvals-file.js';
import { decided } from './decide.js';

const NONE = new Approvals();

export interface ApprovalSearch {
  /** The one file that counts, wherever a strategy lies. */
  readonly approvals?: string | undefined;
  /** Whether no file counts that is not named. */
  readonly isIsolated?: boolean | undefined;
  /** Whether the file that is named may not be there yet: then nothing is decided. */
  readonly mayBeMissing?: boolean | undefined;
}

/** Which decisions count for a strategy: those of the file that is named, or of the nearest one upwards. Reads each once. */
export class ApprovalFinder {
  readonly #search: ApprovalSearch;
  readonly #byPath = new Map<string, Promise<Approvals>>();

  constructor(search: ApprovalSearch = {}) {
    this.#search = search;
  }

  /** @param folder the absolute folder in which the search begins: the policy's, or the strategy's where there is none */
  pathFor(folder: string): string | undefined {
    const { approvals, isIsolated } = this.#search;
    if (approvals !== undefined) return resolve(approvals);
    return isIsolated ? undefined : findApprovals(folder);
  }

  /** @throws QuantineError BAD_REQUEST where the file is damaged, or is named and not there, unless it may be missing */
  async approvalsFor(folder: string): Promise<Approvals> {
    const path = this.pathFor(folder);
    if (path === undefined) return NONE;
    let approvals = this.#byPath.get(path);
    if (approvals === undefined) {
      approvals = this.#load(path);
      this.#byPath.set(path, approvals);
    }
    return await approvals;
  }

  async #load(path: string): Promise<Approvals> {
    if (this.#search.mayBeMissing && !isThere(path)) return NONE;
    return await loadApprovals(path, this.#search.approvals ?? (relative(process.cwd(), path) || path));
  }

  /** A report with the say of people in it. */
  async decide(report: Report, folder: string): Promise<Report> {
    return decided(report, await this.approvalsFor(folder));
  }
}
