import { CAPABILITIES } from '../../core/report.js';
import type { Facts } from '../facts.js';
import type { EffectKind } from '../policy/effects.js';
import { type Finding, type FindingPart, NO_FINDINGS } from '../rule.js';
import type { Effect } from './effects.js';

/** Two things that a source does and that mean more together than each alone. */
export interface Correlation {
  /** What gathers or prepares. */
  readonly means: (effect: Effect) => boolean;
  /** What is then done with it. */
  readonly end: (effect: Effect) => boolean;
  readonly message: string;
  /** Whether they are one thing only where the means stand before the end. */
  readonly isInOrder?: boolean;
}

/** The finding that a source does both, with the first place of each as its parts; none where it does one alone. */
export function correlated(
  { tree, effects }: Facts,
  { means, end, message, isInOrder }: Correlation,
): readonly Finding[] {
  if (effects.length === 0) return NO_FINDINGS;
  const first = (does: (effect: Effect) => boolean) =>
    effects.filter(does).reduce<Effect | undefined>((earliest, effect) => {
      const isEarlier = earliest === undefined || tree.start(effect.node) < tree.start(earliest.node);
      return isEarlier ? effect : earliest;
    }, undefined);
  const prepared = first(means);
  const done = first(end);
  if (prepared === undefined || done === undefined) return NO_FINDINGS;
  if (isInOrder === true && tree.start(done.node) < tree.start(prepared.node)) return NO_FINDINGS;
  const parts = [prepared, done].map(partOf);
  const qualifiedName = parts.map((part) => part.qualifiedName).join(' + ');
  return [{ node: done.node, qualifiedName, message, parts }];
}

/** Whether an effect is of one of these kinds. */
export function isOf(...kinds: readonly EffectKind[]): (effect: Effect) => boolean {
  return ({ kind }) => kinds.includes(kind);
}

/** Whether an effect is of one of these kinds, and one that honest strategies have no use for. */
export function isGraveOf(...kinds: readonly EffectKind[]): (effect: Effect) => boolean {
  return ({ kind, isGrave }) => isGrave && kinds.includes(kind);
}

function partOf({ node, by, kind }: Effect): FindingPart {
  return { node, qualifiedName: by, does: describe(kind) };
}

function describe(kind: EffectKind): string {
  switch (kind) {
    case 'lists-files':
      return 'lists files';
    case 'encodes-text':
      return 'encodes text or bytes';
    case 'writes-objects':
      return 'writes objects as text';
    case 'reads-objects':
      return 'makes objects of text';
    case 'reads-secrets':
      return 'reads passwords, keys or the whole environment';
    default:
      return CAPABILITIES[kind];
  }
}
