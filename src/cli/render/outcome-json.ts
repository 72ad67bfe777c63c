import type { ExecutionOutcome } from '../../core/outcome.js';
import type { ArtifactFate } from '../write-artifacts.js';

/**
 * The whole outcome as one JSON document. An artifact that was written to a folder is named by `file`; any other brings
 * its content as `contentBase64`, and where it could not be written `notWritten`, the reason, and `fault`, whose it is.
 */
export function outcomeJson(outcome: ExecutionOutcome, fates: ReadonlyMap<string, ArtifactFate>): string {
  if (outcome.status === 'rejected') return JSON.stringify(outcome, null, 2);
  const artifacts = outcome.artifacts.map(({ content, ...facts }) => {
    const fate = fates.get(facts.path);
    if (fate !== undefined && 'file' in fate) return { ...facts, ...fate };
    return { ...facts, ...fate, contentBase64: Buffer.from(content).toString('base64') };
  });
  return JSON.stringify({ ...outcome, artifacts }, null, 2);
}
