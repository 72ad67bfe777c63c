import { dirname, join, resolve, sep } from 'node:path';
import { QuantineError } from '../../core/errors.js';
import type { Report } from '../../core/report.js';
import type { Approvals } from '../../review/approvals.js';
import { decided } from '../../review/decide.js';
import type { Decision } from '../../review/decision.js';
import { type ReviewState, type StaleDecision, stateOf, whyStale } from '../../review/state.js';
import { CodeValidator } from '../../validator/validate.js';
import { Judge } from '../judge.js';
import type { JudgeFlags } from '../judge-options.js';
import { reportOn } from '../report-on.js';
import { isFolder, type StrategyFile, strategyFiles } from '../strategy-files.js';

/** One strategy as a reviewer sees it. */
export interface Reviewed {
  readonly path: string;
  /** As the validator gave it. */
  readonly report: Report;
  /** With the say of people in it. */
  readonly decidedReport: Report;
  readonly state: ReviewState;
  /** Where decisions about it are, or would be. */
  readonly approvalsPath: string;
  readonly approvals: Approvals;
}

/** Judges strategies and looks up what was decided about them. */
export class ReviewDesk {
  readonly #judge: Judge;
  readonly #validator = new CodeValidator();

  /** @param mayMakeApprovals whether the file of `--approvals` may still be to be made, as before a first decision */
  constructor(flags: JudgeFlags, mayMakeApprovals = false) {
    this.#judge = new Judge(flags, mayMakeApprovals);
  }

  /** The files that paths stand for, as `check` has them. */
  async filesOf(paths: readonly string[]): Promise<readonly StrategyFile[]> {
    const { files } = await strategyFiles(paths, (folder) => this.#judge.policies.inForceIn(folder));
    return files;
  }

  /** @throws QuantineError SOURCE_NOT_FOUND where there is no such file, or it is a folder */
  async lookAtFile(path: string): Promise<Reviewed> {
    if (!(await isFolder(path))) return await this.look({ path });
    throw new QuantineError('SOURCE_NOT_FOUND', `${path} is a folder, and people decide on one file at a time`, {
      nextStep: 'Name a file; quantine review list names those that wait.',
    });
  }

  async look(file: StrategyFile): Promise<Reviewed> {
    const { path } = file;
    const report = await reportOn(file, this.#validator, await this.#judge.policyFor(path));
    const approvals = await this.#judge.approvalsFor(path);
    return {
      path,
      report,
      decidedReport: decided(report, approvals),
      state: stateOf(report, approvals),
      approvalsPath: await this.#judge.approvalsPathFor(path),
      approvals,
    };
  }
}

/**
 * The decisions that say nothing any more about the strategies that were looked at, or about one that is gone from below
 * a path that was named.
 */
export function staleDecisions(reviewed: readonly Reviewed[], paths: readonly string[]): readonly StaleDecision[] {
  const byHash = new Map(reviewed.map((one) => [one.report.sha256, one]));
  const files = new Set(reviewed.map(({ path }) => resolve(path)));
  const isNamed = (path: string) =>
    paths.some((named) => path === resolve(named) || path.startsWith(resolve(named) + sep));
  const whyIn = (approvalsPath: string, decision: Decision) => {
    const seen = byHash.get(decision.sha256);
    if (seen !== undefined) return whyStale(decision, seen.report);
    const path = join(dirname(approvalsPath), decision.path);
    if (files.has(path)) return 'its bytes have changed since';
    return isNamed(path) ? 'there is no such file any more' : undefined;
  };
  const sources = new Map(reviewed.map(({ approvalsPath, approvals }) => [approvalsPath, approvals]));
  return [...sources].flatMap(([approvalsPath, { entries }]) =>
    entries.flatMap((decision) => {
      const why = whyIn(approvalsPath, decision);
      return why === undefined ? [] : [{ decision, why }];
    }),
  );
}
