import { DANGEROUS_BUILTINS } from '../policy/builtins.js';
import type { Rule } from '../rule.js';

const OWNER = 'builtins.';

export const dangerousBuiltin: Rule = {
  meta: {
    id: 'dangerous-builtin',
    points: 30,
    what: 'A built-in function that runs text as code, opens files or hands out names, called or only mentioned.',
    why: 'Text that becomes code was read by nobody. A mention is enough, because what has another name can be called by it.',
    example: "run = eval\nrun('1 + 1')\n",
    accepted: 'def evaluate(signal):\n    return signal > 0\n\nevaluate(1)\n',
    saferWay: 'Write the expression itself, or choose among functions of your own by name from a dict.',
  },

  *check({ references }) {
    for (const { node, name } of references) {
      const builtin = name.startsWith(OWNER) ? name.slice(OWNER.length) : '';
      const danger = DANGEROUS_BUILTINS.get(builtin);
      if (danger !== undefined) yield { node, qualifiedName: name, message: `${builtin} ${danger}` };
    }
  },
};
