import { dangerOfAttribute } from './attributes.js';
import { BLACKLISTED_MODULES } from './blacklist.js';
import { DANGEROUS_BUILTINS, REFLECTION_BUILTINS } from './builtins.js';
import { callSinkOf } from './call-sinks.js';
import { FILE_FUNCTIONS } from './sinks.js';

/** The rule that a module, a builtin, a function or an attribute is judged by; undefined where none speaks of that name. */
export function ruleOfName(name: string): string | undefined {
  if (DANGEROUS_BUILTINS.has(name)) return 'dangerous-builtin';
  if (REFLECTION_BUILTINS.has(name)) return 'reflection';
  if (BLACKLISTED_MODULES.has(name)) return 'blacklisted-module';
  if (callSinkOf(name) !== undefined) return 'dangerous-call';
  if (FILE_FUNCTIONS.has(name)) return 'file-io';
  return dangerOfAttribute(name) === undefined ? undefined : 'dangerous-attribute';
}
