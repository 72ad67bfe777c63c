import { isBroughtByStar } from '../catalogue/reach.js';
import { BUILTIN_NAMES } from '../policy/builtins.js';
import { memberOf } from '../qualified-name.js';
import { rememberedOfTwo } from '../remembered.js';

/** What a name or an attribute is called in every source: lists of one, which all of them share. */
interface Member {
  readonly names: readonly string[];
  /** Whether a star import brings it. */
  readonly isBrought: boolean;
}

/** What a built-in name stands for. */
export const BUILTINS: ReadonlyMap<string, readonly string[]> = new Map(
  [...BUILTIN_NAMES].map((name) => [name, [`builtins.${name}`]]),
);

/** What an attribute of something is called. */
export const memberCalled = rememberedOfTwo(
  (owner, attribute): Member => ({
    names: [memberOf(owner, attribute)],
    isBrought: isBroughtByStar(owner, attribute),
  }),
);
