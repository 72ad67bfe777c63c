import { READING } from '../../config/limits.js';
import { SourceRefusal } from '../refusal.js';
import { LineIndex } from '../tree/lines.js';

/** The refusal of a source whose tree has more nodes than allowed. */
export function tooLarge(): SourceRefusal {
  return new SourceRefusal('too-large', `The source has more than ${READING.treeNodes} syntactic parts`);
}

/** The refusal of a source whose tree is deeper than allowed, at the first node that is. */
export function tooDeep(text: string, offset: number): SourceRefusal {
  const place = new LineIndex(text).place(offset);
  const message = `The source nests more than ${READING.treeDepth} levels deep at line ${place.line}`;
  return new SourceRefusal('too-deep', message, place);
}
