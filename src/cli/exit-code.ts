import type { ExecutionOutcome } from '../core/outcome.js';
import { EXIT, type ExitCode } from './context.js';
import type { ArtifactFate } from './write-artifacts.js';

/** A run that completed, and whose files had nowhere to go, did not give its caller what was asked for. */
export function exitCodeOf(outcome: ExecutionOutcome, fates: ReadonlyMap<string, ArtifactFate>): ExitCode {
  if (outcome.status === 'terminated' && outcome.reason === 'cancelled') return EXIT.cancelled;
  if (!outcome.success) return EXIT.refused;
  const faults = [...fates.values()].flatMap((fate) => ('fault' in fate ? [fate.fault] : []));
  if (faults.includes('host')) return EXIT.ourFault;
  return faults.length > 0 ? EXIT.callersFault : EXIT.ok;
}
