import { isPrivate } from '../policy/attributes.js';
import type { Rule } from '../rule.js';

export const reflection: Rule = {
  meta: {
    id: 'reflection',
    points: 15,
    what: 'getattr, setattr, delattr and their kin, with a name that is private or made at run time.',
    why: 'A name that is made at run time can be any name, so what is read or written cannot be known by reading.',
    example: "import math\nname = input_name = [c for c in 'sqrt'][0]\ngetattr(math, name)\n",
    accepted: "class Strategy:\n    period = 20\n\ngetattr(Strategy(), 'period', 14)\n",
    saferWay: 'Write the attribute out, or keep values that are chosen by name in a dict.',
  },

  *check({ reflections }) {
    for (const { node, function: name, attribute } of reflections) {
      if (attribute !== undefined && !attribute.split('.').some(isPrivate)) continue;
      const what = attribute === undefined ? 'a name that is not written out' : `the private name ${attribute}`;
      yield { node, qualifiedName: name, message: `${name.split('.').at(-1)} is used with ${what}` };
    }
  },
};
