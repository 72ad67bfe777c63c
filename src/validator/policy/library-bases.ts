import { isInAnyImage } from '../catalogue/reach.js';
import { rootOf } from '../qualified-name.js';

/** Classes of the language itself, of which no method does anything beyond the strategy. */
const PLAIN_BASES = /^(?:builtins|abc|enum|typing|typing_extensions|dataclasses|collections\.abc)\./;

/** Whether a class that inherits from what has this name may get methods from a library that the images hold. */
export function mayBeInherited(name: string): boolean {
  return !PLAIN_BASES.test(name) && isInAnyImage(rootOf(name));
}
