import type { Approval } from './report.js';

/** The limits in force for one run, after defaults, ceilings and what the engine has. */
export interface Limits {
  readonly timeoutSeconds: number;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly pids: number;
  readonly tmpMiB: number;
  readonly outputMiB: number;
  readonly stdoutMiB: number;
  readonly stderrMiB: number;
  readonly valueMiB: number;
}

/** A promise the caller gave up for this run. `validation` is promise 1, `cpu` the CPU cap of promise 3. */
export type Waiver = 'validation' | 'cpu';

export interface ImageIdentity {
  /** The engine's content address, `sha256:...`. */
  readonly id: string;
  /** Repository and tag, where the tag is the hash of all that goes into the image. */
  readonly reference: string;
}

export interface EngineIdentity {
  readonly name: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly cgroupVersion: '1' | '2';
  readonly architecture: string;
}

/** One data file as the run saw it. */
export interface DatasetIdentity {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface Validation {
  readonly riskScore: number;
  readonly maxRiskScore: number;
  readonly policySha256: string;
  /** Present where the score alone would have refused the source, and a person approved it. */
  readonly approval?: Approval;
}

/** The record of a run that lets someone else repeat it. Everything in it was known to the host, not told by the guest. */
export interface RunCard {
  readonly schemaVersion: 1;
  readonly executionId: string;
  readonly quantineVersion: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly source: { readonly sha256: string; readonly bytes: number };
  /** What was judged and by what; null when validation was waived. */
  readonly validation: Validation | null;
  readonly data: readonly DatasetIdentity[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly limits: Limits;
  readonly image: ImageIdentity;
  readonly engine: EngineIdentity;
  /** SHA-256 of the seccomp profile in force. */
  readonly seccompSha256: string;
  readonly waived: readonly Waiver[];
}
