import { endlessness } from '../robustness/endless-loops.js';
import { foundAt, type Rule } from '../rule.js';

export const infiniteLoop: Rule = {
  meta: {
    id: 'infinite-loop',
    points: 5,
    channel: 'robustness',
    what: 'A loop that never ends and holds no way out.',
    why: 'It burns the whole time limit and returns nothing.',
    example: 'while True:\n    x = 1\n',
    accepted: 'count = 0\nwhile True:\n    count += 1\n    if count > 10:\n        break\n',
    saferWay: 'Loop over the bars of `data`, or break when there is nothing left to do.',
  },

  check(facts) {
    return foundAt(facts.loops, (loop) => {
      const kind = endlessness(facts, loop);
      if (kind === undefined) return [];
      return [{ node: loop, qualifiedName: kind, message: `The loop over ${kind} has no way out` }];
    });
  },
};
