import type { EffectKind } from './effects.js';

export interface CallSink {
  readonly why: string;
  readonly does: EffectKind;
}

/** Functions that do one thing beyond the strategy. */
export interface CallSinks extends CallSink {
  /** Dotted names; `*` stands for what follows it in the name, a last `.*` for everything below. */
  readonly patterns: readonly string[];
}
