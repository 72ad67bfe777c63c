import type { PolicySettings } from '../config/policy-settings.js';
import type { Report } from '../core/report.js';
import { ApprovalFinder } from '../review/approval-finder.js';
import type { Approvals } from '../review/approvals.js';
import { Policies } from '../validator/policy/policies.js';
import type { Policy } from '../validator/policy/policy.js';
import type { JudgeFlags } from './judge-options.js';

/** By what the strategies of one command are judged: policy files below the flags, and what people decided. */
export class Judge {
  readonly policies: Policies;
  readonly #approvals: ApprovalFinder;

  constructor({ config, isolated, approvals, ...flags }: JudgeFlags) {
    this.policies = new Policies({ config, isIsolated: isolated }, givenBy(flags));
    this.#approvals = new ApprovalFinder({ approvals, isIsolated: isolated });
  }

  /** @throws QuantineError BAD_REQUEST where the policy file in force is wrong */
  async policyFor(path: string): Promise<Policy> {
    return await this.policies.policyFor(path);
  }

  /** @throws QuantineError BAD_REQUEST where the file of approvals is damaged */
  async approvalsFor(path: string): Promise<Approvals> {
    return await this.#approvals.approvalsFor(await this.policies.homeOf(path));
  }

  /** Where decisions on a strategy are kept; undefined where there is no such file yet. */
  async approvalsPathFor(path: string): Promise<string | undefined> {
    return this.#approvals.pathFor(await this.policies.homeOf(path));
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
