import { keywordArgument, positionalArguments } from '../calls.js';
import type { Facts } from '../facts.js';
import { CALL_SINKS, TEXT_EVALUATORS, UNPICKLING_KEYWORDS } from '../policy/sinks.js';
import { canonicalName, moduleReachedBy, rootOf } from '../qualified-name.js';
import type { Finding, Rule } from '../rule.js';
import { identifierText } from '../scopes.js';
import { NONE, type Node } from '../tree.js';

const SINKS = CALL_SINKS.map(([pattern, why]) => ({ matches: matcherOf(pattern), why }));
const SINK_ROOTS: ReadonlySet<string> = new Set(CALL_SINKS.map(([pattern]) => rootOf(pattern)));
/** In a text for `query` or a formula: a name of the strategy's that is then dotted or called, or a dunder. */
const REACHING_TEXT = /@\s*\w+\s*[.([]|__\w+__/;

export const dangerousCall: Rule = {
  meta: {
    id: 'dangerous-call',
    points: 30,
    what: 'A function that starts programs, runs text as code, reads pickles or steers the interpreter.',
    why: 'This is where harm is done, whichever import or alias led there.',
    example: "from os import system as mean\nmean('id')\n",
    accepted: 'from statistics import mean\nmean([1, 2])\n',
    saferWay: 'Compute in the strategy itself, with numpy, pandas and scipy.',
  },

  *check(facts) {
    for (const { node, name } of facts.references) {
      const why = whyDangerous(name);
      if (why !== undefined) yield { node, qualifiedName: name, message: `${name} ${why}` };
    }
    for (const { node, by } of facts.attributes) if (by === 'dot') yield* sinkByItsLastNames(facts, node);
    for (const call of facts.calls) {
      yield* unpickling(facts, call);
      yield* evaluatedText(facts, call);
    }
  },
};

function whyDangerous(name: string): string | undefined {
  if (!SINK_ROOTS.has(rootOf(name))) return undefined;
  return SINKS.find(({ matches }) => matches.test(name))?.why;
}

function matcherOf(pattern: string): RegExp {
  const escaped = pattern.replaceAll('.', '\\.').replaceAll('*', '\\w*');
  return new RegExp(pattern.endsWith('.*') ? `^${escaped}` : `^${escaped}(?:\\.|$)`);
}

// `held.os.system`: nobody knows what `held` is, but `os.system` has only one meaning.
function* sinkByItsLastNames({ tree, names }: Facts, node: Node): Iterable<Finding> {
  const owner = tree.unwrap(tree.child(node, 'object'));
  if (tree.kind(owner) !== 'attribute' || names.namesOf(owner).length > 0) return;
  const module = moduleReachedBy(identifierText(tree, tree.child(owner, 'attribute')));
  if (module === undefined) return;
  const name = canonicalName(`${module}.${identifierText(tree, tree.child(node, 'attribute'))}`);
  const why = whyDangerous(name);
  if (why !== undefined) yield { node, qualifiedName: name, message: `${name} ${why}` };
}

function* unpickling({ tree }: Facts, call: Node): Iterable<Finding> {
  for (const keyword of UNPICKLING_KEYWORDS) {
    const value = keywordArgument(tree, call, keyword);
    if (value === NONE || tree.kind(value) === 'false') continue;
    const message = `${keyword} lets a data file run code as it is read`;
    yield { node: value, qualifiedName: keyword, message, saferWay: 'Save and load plain arrays, without pickles.' };
  }
}

function* evaluatedText({ tree, names }: Facts, call: Node): Iterable<Finding> {
  const callee = tree.unwrap(tree.child(call, 'function'));
  if (tree.kind(callee) !== 'attribute') return;
  const method = identifierText(tree, tree.child(callee, 'attribute'));
  if (!TEXT_EVALUATORS.has(method)) return;
  for (const argument of positionalArguments(tree, call)) {
    const text = names.constants.text(argument);
    if (text === undefined || !REACHING_TEXT.test(text)) continue;
    const message = `The text given to ${method} reaches beyond the columns of the data`;
    yield { node: argument, qualifiedName: `${method}(text)`, message, saferWay: 'Write the expression in Python.' };
  }
}
