import type { Rule } from './rule.js';
import { blacklistedModule } from './rules/blacklisted-module.js';
import { builtinOverride } from './rules/builtin-override.js';
import { dangerousAttribute } from './rules/dangerous-attribute.js';
import { dangerousBuiltin } from './rules/dangerous-builtin.js';
import { dangerousCall } from './rules/dangerous-call.js';
import { dynamicLambda } from './rules/dynamic-lambda.js';
import { fileIo } from './rules/file-io.js';
import { infiniteLoop } from './rules/infinite-loop.js';
import { objectGraphEscape } from './rules/object-graph-escape.js';
import { reflection } from './rules/reflection.js';
import { unknownModule } from './rules/unknown-module.js';

/** Every rule, the gravest first. */
export const RULES: readonly Rule[] = [
  dangerousCall,
  dangerousBuiltin,
  blacklistedModule,
  fileIo,
  dynamicLambda,
  objectGraphEscape,
  dangerousAttribute,
  reflection,
  builtinOverride,
  infiniteLoop,
  unknownModule,
];
