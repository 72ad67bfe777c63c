import type { Artifact, SkippedArtifact, TerminationReason } from '../core/outcome.js';
import type { ContainerEnd } from '../engine/container-engine.js';
import type { FailureFrame, ResultFrame } from '../protocol/frames.js';

export type OutputStreamName = 'stdout' | 'stderr';

/** One stream of the strategy as the host received it. */
export interface ReceivedOutput {
  readonly text: string;
  /** Bytes received, those past the cap included. */
  readonly bytes: number;
  readonly truncated: boolean;
}

/** Everything the host knows about one run when it is over. `classify` turns it into an ending. */
export interface RunFacts {
  /** Why the host ended it, if it did. The first reason is the one. */
  readonly hostReason: TerminationReason | null;
  /** What was wrong, for `protocol_violation`. */
  readonly violation: string | null;
  /** The guest's last frame, if it came to one. */
  readonly final: ResultFrame | FailureFrame | null;
  /** The engine's own word about the end; null where the guest's last frame needed none. */
  readonly engineEnd: ContainerEnd | null;
  readonly wallSeconds: number;
  readonly stdout: ReceivedOutput;
  readonly stderr: ReceivedOutput;
  /** JSON text of the value, as received. */
  readonly valueText: string;
  readonly artifacts: readonly Artifact[];
  readonly skippedArtifacts: readonly SkippedArtifact[];
}

/** The facts of a run whose caller changed their mind before the strategy was handed over. */
export function cancelledBeforeStart(): RunFacts {
  const nothing = { text: '', bytes: 0, truncated: false };
  return {
    hostReason: 'cancelled',
    violation: null,
    final: null,
    engineEnd: null,
    wallSeconds: 0,
    stdout: nothing,
    stderr: nothing,
    valueText: '',
    artifacts: [],
    skippedArtifacts: [],
  };
}
