import type { Rule } from './rule.js';
import { blacklistedModule } from './rules/blacklisted-module.js';
import { builtinOverride } from './rules/builtin-override.js';
import { catastrophicRegex } from './rules/catastrophic-regex.js';
import { dangerousAttribute } from './rules/dangerous-attribute.js';
import { dangerousBuiltin } from './rules/dangerous-builtin.js';
import { dangerousCall } from './rules/dangerous-call.js';
import { downloadAndRun } from './rules/download-and-run.js';
import { dynamicLambda } from './rules/dynamic-lambda.js';
import { endlessRecursion } from './rules/endless-recursion.js';
import { fileIo } from './rules/file-io.js';
import { hugeConstant } from './rules/huge-constant.js';
import { infiniteLoop } from './rules/infinite-loop.js';
import { massDeletion } from './rules/mass-deletion.js';
import { objectGraphEscape } from './rules/object-graph-escape.js';
import { reflection } from './rules/reflection.js';
import { secretCollection } from './rules/secret-collection.js';
import { stagedExecution } from './rules/staged-execution.js';
import { unboundedGrowth } from './rules/unbounded-growth.js';
import { unknownModule } from './rules/unknown-module.js';

/** Every rule. */
export const RULES: readonly Rule[] = [
  dangerousCall,
  dangerousBuiltin,
  blacklistedModule,
  fileIo,
  downloadAndRun,
  stagedExecution,
  secretCollection,
  massDeletion,
  dynamicLambda,
  objectGraphEscape,
  dangerousAttribute,
  reflection,
  builtinOverride,
  hugeConstant,
  unboundedGrowth,
  endlessRecursion,
  infiniteLoop,
  catastrophicRegex,
  unknownModule,
];
