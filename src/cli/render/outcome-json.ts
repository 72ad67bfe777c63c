import type { ExecutionOutcome } from '../../core/outcome.js';
import type { ArtifactFate } from '../write-artifacts.js';
import { JsonWriter } from './json-writer.js';

/**
 * Writes the whole outcome as one JSON document, a line for each of its fields. An artifact that was written to a folder
 * is named by `file`; any other brings its content as `contentBase64`, and where it could not be written `notWritten`,
 * the reason, and `fault`, whose it is.
 */
export function writeOutcomeJson(
  outcome: ExecutionOutcome,
  fates: ReadonlyMap<string, ArtifactFate>,
  write: (piece: string) => void,
): void {
  const json = new JsonWriter(write);
  let start = '{\n  ';
  for (const [name, value] of Object.entries(withFates(outcome, fates))) {
    json.text(`${start}${JSON.stringify(name)}: `);
    json.value(value);
    start = ',\n  ';
  }
  json.text('\n}\n');
  json.flush();
}

function withFates(outcome: ExecutionOutcome, fates: ReadonlyMap<string, ArtifactFate>): object {
  if (outcome.status === 'rejected') return outcome;
  const artifacts = outcome.artifacts.map(({ content, ...facts }) => {
    const fate = fates.get(facts.path);
    if (fate !== undefined && 'file' in fate) return { ...facts, ...fate };
    return { ...facts, ...fate, contentBase64: content };
  });
  return { ...outcome, artifacts };
}
