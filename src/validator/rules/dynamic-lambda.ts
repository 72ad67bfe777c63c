import { cachedPredicate } from '../remembered.js';
import { foundAt, type Rule } from '../rule.js';
import { NONE } from '../tree/syntax-tree.js';

const LAMBDA: ReadonlySet<string> = new Set(['lambda']);
const EXECUTORS: ReadonlySet<string> = new Set(['builtins.eval', 'builtins.exec']);

const isExecutor = cachedPredicate((name) => EXECUTORS.has(name));

export const dynamicLambda: Rule = {
  meta: {
    id: 'dynamic-lambda',
    points: 25,
    what: 'A lambda that holds eval or exec.',
    why: 'It turns whatever text it is given, at whatever time, into code: what it will run cannot be read anywhere.',
    example: 'signal = lambda text: eval(text)\n',
    accepted: 'signal = lambda price: price > 100\n',
    saferWay: 'Give the lambda numbers and let it compute with them.',
  },

  check({ tree, references }) {
    return foundAt(references.filter(isExecutor), ({ node, name }) => {
      const lambda = tree.ancestor(node, LAMBDA);
      if (lambda === NONE) return [];
      return [{ node: lambda, qualifiedName: 'lambda', message: `A lambda holds ${name.slice('builtins.'.length)}` }];
    });
  },
};
