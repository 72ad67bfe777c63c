import type { PolicySettings } from '../config/policy-settings.js';
import { QuantineError } from '../core/errors.js';
import type { Limits } from '../core/run-card.js';
import type { DataFile } from '../engine/data-file.js';
import { imageTemplate } from '../engine/image-templates.js';
import type { ExecuteOptions, ExecutorOptions } from '../executor-options.js';
import type { Approvals } from '../review/approvals.js';
import type { JudgeFlags } from './judge-options.js';

/** The flags of `quantine run`, as commander gives them. */
export interface RunFlags extends JudgeFlags {
  readonly data?: readonly DataFile[];
  readonly param?: Readonly<Record<string, unknown>>;
  readonly timeout?: number;
  readonly memory?: number;
  readonly cpus?: number;
  readonly limit?: Partial<Limits>;
  readonly out?: string;
  readonly waive?: 'cpu';
  readonly validate: boolean;
  readonly json?: boolean;
}

/** What the flags ask of the executor, and of this run of it. */
export interface RunRequest {
  readonly executor: ExecutorOptions;
  readonly run: ExecuteOptions;
}

/**
 * @param policy by what the strategy is judged: files and flags together
 * @param approvals what people decided
 * @throws QuantineError BAD_REQUEST where two flags set the same limit, or there is no such image
 */
export function runRequest(flags: RunFlags, policy: PolicySettings = {}, approvals?: Approvals): RunRequest {
  const image = flags.image ?? policy.image;
  return {
    executor: {
      ...limitsOf(flags),
      validateCode: flags.validate,
      policy,
      ...(approvals !== undefined && { approvals }),
      ...(image !== undefined && { image: imageTemplate(image).name }),
      ...(flags.waive !== undefined && { waive: [flags.waive] }),
    },
    run: {
      ...(flags.data !== undefined && { data: flags.data }),
      ...(flags.param !== undefined && { params: flags.param }),
    },
  };
}

function limitsOf({ timeout, memory, cpus, limit = {} }: RunFlags): Partial<Limits> {
  const short = {
    ...(timeout !== undefined && { timeoutSeconds: timeout }),
    ...(memory !== undefined && { memoryMiB: memory }),
    ...(cpus !== undefined && { cpus }),
  };
  const twice = Object.keys(short).find((name) => name in limit);
  if (twice === undefined) return { ...limit, ...short };
  throw new QuantineError('BAD_REQUEST', `${twice} is set twice: by --limit and by a flag of its own`);
}
