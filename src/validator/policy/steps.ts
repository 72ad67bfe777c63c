import { dangerOfAttribute } from './attributes.js';
import { TEXT_METHODS } from './text-executors.js';

/** Whether an attribute is followed by its name alone, whatever object it is read from. */
export function isStep(name: string): boolean {
  return TEXT_METHODS.has(name) || dangerOfAttribute(name) !== undefined;
}
