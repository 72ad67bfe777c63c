import type { Report } from '../../core/report.js';
import type { Policies } from '../../validator/policy/policies.js';

/** A file, and what is said of it. */
export interface CheckedFile {
  readonly path: string;
  readonly report: Report;
}

export interface CheckFilesOptions {
  readonly policies: Policies;
  /** The most threads to use. */
  readonly threads: number;
  /** The folder of the cache for this build; undefined for none. */
  readonly cacheFolder?: string | undefined;
  /** Asked after each file that is checked where we are: whether a thread goes on from here, so that signals are heard. */
  readonly isToBeFree?: () => boolean;
  /** The module of a thread, and what one file may take of it; for tests. */
  readonly script?: URL;
  readonly fileBudgetMs?: number;
}
