import type { Facts } from '../facts.js';
import { endlessness } from '../robustness/endless-loops.js';
import { foundAt, type Rule } from '../rule.js';
import type { Node } from '../tree/syntax-tree.js';

const GROWING_METHODS: ReadonlySet<string> = new Set(['append', 'extend', 'insert', 'appendleft', 'add', 'update']);
const GROWING_OPERATORS: ReadonlySet<string> = new Set(['+=', '*=', '**=', '<<=']);

export const unboundedGrowth: Rule = {
  meta: {
    id: 'unbounded-growth',
    points: 10,
    channel: 'robustness',
    what: 'A loop without a way out that makes something larger in every round.',
    why: 'It takes all the memory there is, and is killed for it, with whatever else the run had worked out.',
    example: 'seen = []\nwhile True:\n    seen.append(len(seen))\n',
    accepted: 'seen = []\nwhile True:\n    seen.append(len(seen))\n    if len(seen) > 100:\n        break\n',
    saferWay: 'Loop over the bars of `data`, or give the collection a bound, as deque(maxlen=...) does.',
  },

  check(facts) {
    return foundAt(facts.loops, (loop) => {
      const grows = endlessness(facts, loop) === undefined ? undefined : growthIn(facts, loop);
      if (grows === undefined) return [];
      const message = `${grows} makes more in every round of a loop without a way out`;
      return [{ node: loop, qualifiedName: grows, message }];
    });
  },
};

function growthIn({ tree }: Facts, loop: Node): string | undefined {
  for (let node = loop + 1; node < tree.after(loop); node++) {
    const kind = tree.kind(node);
    if (kind === 'call') {
      const callee = tree.unwrap(tree.child(node, 'function'));
      const method = tree.kind(callee) === 'attribute' ? tree.identifier(tree.child(callee, 'attribute')) : '';
      if (GROWING_METHODS.has(method)) return method;
    } else if (kind === 'augmented_assignment') {
      const operator = tree.textOf(tree.child(node, 'operator'));
      if (GROWING_OPERATORS.has(operator) && tree.kind(tree.child(node, 'right')) !== 'integer') return operator;
    }
  }
  return undefined;
}
