import { FIXED, MIB } from '../config/limits.js';
import type { ExecutedOutcome } from '../core/outcome.js';
import type { Report } from '../core/report.js';
import type {
  DatasetIdentity,
  EngineIdentity,
  ImageIdentity,
  Limits,
  RunCard,
  Validation,
  Waiver,
} from '../core/run-card.js';
import { STRATEGY_ENVIRONMENT } from '../engine/host-config.js';
import { PROTOCOL_VERSION, type RunFrame } from '../protocol/frames.js';
import { classify, outOfMemoryKillsOf, resourceUsageOf } from './classify.js';
import type { RunFacts } from './run-facts.js';

/** One run, with everything about it that is decided before it starts. */
export interface Execution {
  readonly id: string;
  readonly startedAt: Date;
  readonly source: Uint8Array;
  readonly sourceSha256: string;
  /** Null where validation was waived. */
  readonly report: Report | null;
  readonly data: readonly DatasetIdentity[];
  readonly params: RunFrame['params'];
  readonly limits: Limits;
  readonly waived: readonly Waiver[];
  readonly collectArtifacts: boolean;
}

/** Where it runs. */
export interface Surroundings {
  readonly quantineVersion: string;
  readonly image: ImageIdentity;
  readonly engine: EngineIdentity & { readonly cpus: number };
  readonly seccompSha256: string;
}

/** What the guest is told of a run: nothing of where it comes from, and nothing it could measure itself by. */
export function runFrame(execution: Execution): RunFrame {
  const { limits } = execution;
  return {
    type: 'run',
    protocol: PROTOCOL_VERSION,
    source: Buffer.from(execution.source).toString('base64'),
    sourceSha256: execution.sourceSha256,
    params: execution.params,
    environment: { ...STRATEGY_ENVIRONMENT },
    data: execution.data.map(({ name, sha256 }) => ({ name, sha256 })),
    caps: {
      valueBytes: Math.floor(limits.valueMiB * MIB),
      outputBytes: limits.outputMiB * MIB,
      outputFiles: FIXED.outputFiles,
      messageCharacters: FIXED.messageCharacters,
      timeoutSeconds: limits.timeoutSeconds,
    },
    collectArtifacts: execution.collectArtifacts,
  };
}

/** The outcome of a run that reached a container. */
export function outcomeOf(execution: Execution, surroundings: Surroundings, facts: RunFacts): ExecutedOutcome {
  const { limits, sourceSha256, waived } = execution;
  const cpus = waived.includes('cpu') ? surroundings.engine.cpus : limits.cpus;
  const ending = classify(facts, { limits, sourceSha256, cpus });
  const shared = {
    executionId: execution.id,
    stdout: facts.stdout.text,
    stderr: facts.stderr.text,
    truncated: { stdout: facts.stdout.truncated, stderr: facts.stderr.truncated },
    artifacts: facts.artifacts,
    skippedArtifacts: facts.skippedArtifacts,
    resourceUsage: resourceUsageOf(facts),
    outOfMemoryKills: outOfMemoryKillsOf(facts),
    sourceSha256,
    image: surroundings.image,
    limits,
    waived,
    report: execution.report,
    runCard: runCardOf(execution, surroundings),
  };
  if (ending.status === 'completed') return { success: true, ...ending, ...shared };
  return { success: false, ...ending, ...shared };
}

function runCardOf(execution: Execution, surroundings: Surroundings): RunCard {
  const { report } = execution;
  const { name, version, apiVersion, cgroupVersion, architecture } = surroundings.engine;
  return {
    schemaVersion: 1,
    executionId: execution.id,
    quantineVersion: surroundings.quantineVersion,
    startedAt: execution.startedAt.toISOString(),
    source: { sha256: execution.sourceSha256, bytes: execution.source.length },
    validation: report === null ? null : validationOf(report),
    data: execution.data.map((file) => ({ name: file.name, sha256: file.sha256, bytes: file.bytes })),
    params: execution.params,
    limits: execution.limits,
    image: surroundings.image,
    engine: { name, version, apiVersion, cgroupVersion, architecture },
    seccompSha256: surroundings.seccompSha256,
    waived: execution.waived,
  };
}

function validationOf({ riskScore, maxRiskScore, policy, approval }: Report): Validation {
  const judged = { riskScore: riskScore ?? 0, maxRiskScore, policySha256: policy.sha256 };
  return approval === undefined ? judged : { ...judged, approval };
}
