import { join, sep } from 'node:path';
import type { PolicySettings } from '../config/policy-settings.js';
import type { Report } from '../core/report.js';
import { ApprovalFinder } from '../review/approval-finder.js';
import type { Approvals } from '../review/approvals.js';
import { APPROVALS_FILE_NAME } from '../review/approvals-file.js';
import { Policies } from '../validator/policy/policies.js';
import type { Policy } from '../validator/policy/policy.js';
import type { JudgeFlags } from './judge-options.js';

/** By what the strategies of one command are judged: policy files below the flags, and what people decided. */
export class Judge {
  readonly policies: Policies;
  readonly #approvals: ApprovalFinder;

  /** @param mayMakeApprovals whether the file of approvals that is named may still be to be made */
  constructor({ config, isolated, approvals, ...flags }: JudgeFlags, mayMakeApprovals = false) {
    this.policies = new Policies({ config, isIsolated: isolated }, givenBy(flags));
    this.#approvals = new ApprovalFinder({ approvals, isIsolated: isolated, mayBeMissing: mayMakeApprovals });
  }

  /** @throws QuantineError BAD_REQUEST where the policy file in force is wrong */
  async policyFor(path: string): Promise<Policy> {
    return await this.policies.policyFor(path);
  }

  /** @throws QuantineError BAD_REQUEST where the file of approvals is damaged */
  async approvalsFor(path: string): Promise<Approvals> {
    return await this.#approvals.approvalsFor(await this.policies.homeOf(path));
  }

  /**
   * Where decisions on a strategy are kept. Where there is no such file yet: beside the policy file in force, else where we
   * are, if the strategy lies below, else beside the strategy.
   */
  async approvalsPathFor(path: string): Promise<string> {
    const home = await this.policies.homeOf(path);
    const found = this.#approvals.pathFor(home);
    if (found !== undefined) return found;
    const here = process.cwd();
    const hasPolicyFile = (await this.policies.inForceFor(path)) !== undefined;
    const isBelow = home === here || home.startsWith(here + sep);
    return join(isBelow && !hasPolicyFile ? here : home, APPROVALS_FILE_NAME);
  }

  /** A report of the validator with the say of people in it. */
  async decide(path: string, report: Report): Promise<Report> {
    return await this.#approvals.decide(report, await this.policies.homeOf(path));
  }
}

function givenBy({ maxRisk, image, allowInline }: JudgeFlags): PolicySettings {
  return {
    ...(maxRisk !== undefined && { maxRiskScore: maxRisk }),
    ...(image !== undefined && { image }),
    ...(allowInline !== undefined && { allowInline }),
  };
}
