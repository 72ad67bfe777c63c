import type { CapabilityName } from '../../core/report.js';

/** What a place in a source does beyond computing: a capability, or the finer part of one that a correlation asks for. */
export type EffectKind =
  | CapabilityName
  | 'lists-files'
  | 'encodes-text'
  | 'reads-secrets'
  | 'writes-objects'
  | 'reads-objects';

/** What a finer effect makes a strategy able to do; undefined where that is nothing worth a line. */
export function capabilityOf(kind: EffectKind): CapabilityName | undefined {
  switch (kind) {
    case 'lists-files':
      return 'reads-files';
    // What reads them is told as what it is: a file, or the environment.
    case 'reads-secrets':
    case 'encodes-text':
    case 'writes-objects':
    case 'reads-objects':
      return undefined;
    default:
      return kind;
  }
}
