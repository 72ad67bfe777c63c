import { DEFAULT_IMAGE, IMAGE_NAMES } from '../../config/image-names.js';
import { READING } from '../../config/limits.js';
import type { CompatibilityNote } from '../../core/report.js';
import type { Facts } from '../facts.js';
import type { LineIndex } from '../tree/lines.js';
import type { Node } from '../tree/syntax-tree.js';
import { changedCopies } from './changed-copies.js';
import { Knowledge } from './knowledge.js';
import type { Missing } from './missing.js';
import { missingImports } from './missing-modules.js';
import { missingAttributes } from './missing-names.js';
import { noEntryPoint } from './no-entry-point.js';
import { positionsAsLabels } from './positions-as-labels.js';
import { refusedArguments } from './refused-arguments.js';

/**
 * Where a source would fail in an image, because a module, a name or an argument is not there, or do nothing: each at its
 * first place.
 * Nothing is said that is not sure: what is reached by a name made at run time is left alone.
 */
export function compatibilityNotes(facts: Facts, image: string, lines: LineIndex): readonly CompatibilityNote[] {
  const knowledge = new Knowledge(facts, IMAGE_NAMES.find((name) => name === image) ?? DEFAULT_IMAGE);
  const found = new Map<string, Found>();
  for (const { node, qualifiedName, message, hasNoEffect, givesNothing } of allMissing(facts, knowledge)) {
    const known = found.get(qualifiedName);
    if (known !== undefined) known.places.add(node);
    else if (found.size < READING.compatibilityNotes) {
      const range = lines.range(facts.tree.start(node), facts.tree.end(node));
      const effect = { ...(hasNoEffect && { hasNoEffect }), ...(givesNothing && { givesNothing }) };
      const note = { qualifiedName, message, ...effect, ...lines.excerpt(range), ...range };
      found.set(qualifiedName, { note, places: new Set([node]) });
    }
  }
  return [...found.values()].map(counted).sort((a, b) => a.line - b.line || a.column - b.column);
}

/** A note on the first place, and every place that it is about. */
interface Found {
  readonly note: CompatibilityNote;
  readonly places: Set<Node>;
}

function counted({ note, places }: Found): CompatibilityNote {
  return places.size === 1 ? note : { ...note, furtherPlaces: places.size - 1 };
}

function* allMissing(facts: Facts, knowledge: Knowledge): Iterable<Missing> {
  yield* missingImports(facts, knowledge);
  yield* missingAttributes(facts, knowledge);
  yield* refusedArguments(facts, knowledge);
  yield* positionsAsLabels(facts, knowledge);
  yield* changedCopies(facts, knowledge);
  yield* noEntryPoint(facts, knowledge);
}
