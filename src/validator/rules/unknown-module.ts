import { isInAnyImage } from '../catalogue/reach.js';
import { BLACKLISTED_MODULES } from '../policy/blacklist.js';
import { WHITELISTED_MODULES } from '../policy/modules.js';
import { isAllowed } from '../policy/policy.js';
import { rootOf } from '../qualified-name.js';
import type { Rule } from '../rule.js';

/** Packages of the images that no strategy asks for, and that are not of the standard library. */
const INSTALLED: ReadonlySet<string> = new Set(['six', 'tzdata']);
const RELATIVE = ['a relative import', 'Imports from files beside it, which are not judged with it'] as const;

export const unknownModule: Rule = {
  meta: {
    id: 'unknown-module',
    points: 1,
    what: 'A module that is neither known to be safe nor known to be dangerous.',
    why: 'What a package from elsewhere reaches is not known. Of the standard library, what leads to files, processes, the network or code is judged where it is used.',
    example: 'import backtrader\n',
    accepted: 'import numpy\n',
    saferWay:
      'Use numpy, pandas, scipy, talib and the parts of the standard library that compute, or name it in `allow-modules` of the policy.',
  },

  check({ imports }, policy) {
    const unknown = imports.filter(({ module }) => !isListed(rootOf(module)) && !isAllowed(policy, module));
    return unknown.map(({ node, module }) => {
      const root = rootOf(module);
      const [name, message] = root === '' ? RELATIVE : [root, `Imports ${root}, ${unknownAs(root)}`];
      return { node, qualifiedName: name, message };
    });
  },
};

function isListed(root: string): boolean {
  return BLACKLISTED_MODULES.has(root) || WHITELISTED_MODULES.has(root);
}

function unknownAs(root: string): string {
  return isInAnyImage(root) && !INSTALLED.has(root)
    ? 'a module of the standard library that is not on the list of safe ones; its uses are judged by themselves'
    : 'which is neither on the list of safe modules nor of dangerous ones';
}
