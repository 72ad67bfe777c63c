import { BLACKLISTED_MODULES } from '../policy/blacklist.js';
import { WHITELISTED_MODULES } from '../policy/modules.js';
import { isAllowed } from '../policy/policy.js';
import { rootOf } from '../qualified-name.js';
import type { Rule } from '../rule.js';

const RELATIVE = ['a relative import', 'Imports from files beside it, which nobody has judged'] as const;

export const unknownModule: Rule = {
  meta: {
    id: 'unknown-module',
    points: 1,
    what: 'A module that is neither known to be safe nor known to be dangerous.',
    why: 'Nobody has judged yet what it reaches. Whether the image has it is told apart from this.',
    example: 'import backtrader\n',
    accepted: 'import numpy\n',
    saferWay:
      'Use numpy, pandas, scipy, talib and the parts of the standard library that compute, or name it in `allow-modules` of the policy.',
  },

  *check({ imports }, policy) {
    for (const { node, module } of imports) {
      const root = rootOf(module);
      if (BLACKLISTED_MODULES.has(root) || WHITELISTED_MODULES.has(root) || isAllowed(policy, module)) continue;
      const [name, message] = root === '' ? RELATIVE : [root, `Imports ${root}, which nobody has judged`];
      yield { node, qualifiedName: name, message };
    }
  },
};
