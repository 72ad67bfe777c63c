import { isInImage } from '../catalogue/reach.js';
import { BLACKLISTED_MODULES } from '../policy/blacklist.js';
import { WHITELISTED_MODULES } from '../policy/modules.js';
import { isAllowed } from '../policy/policy.js';
import { rootOf } from '../qualified-name.js';
import type { Rule } from '../rule.js';

export const unknownModule: Rule = {
  meta: {
    id: 'unknown-module',
    points: 1,
    what: 'A module that is neither known to be safe nor known to be dangerous.',
    why: 'Nobody has judged it yet, and it is probably not in the image.',
    example: 'import backtrader\n',
    accepted: 'import numpy\n',
    saferWay: 'Use numpy, pandas, scipy, talib and the parts of the standard library that compute.',
  },

  *check({ imports }, policy) {
    for (const { node, module } of imports) {
      const root = rootOf(module);
      if (BLACKLISTED_MODULES.has(root) || WHITELISTED_MODULES.has(root) || isAllowed(policy, module)) continue;
      const name = root === '' ? 'a relative import' : root;
      const isThere = root === '' || isInImage(root, policy.image);
      const why = isThere ? 'nobody has judged' : `is not in the image ${policy.image}`;
      yield { node, qualifiedName: name, message: `Imports ${name}, which ${why}` };
    }
  },
};
