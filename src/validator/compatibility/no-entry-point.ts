import type { Facts } from '../facts.js';
import type { Binding } from '../scopes/scope.js';
import type { Node } from '../tree/syntax-tree.js';
import type { Knowledge } from './knowledge.js';
import type { Missing } from './missing.js';

/** What a run looks for in a strategy. */
const ENTRY_POINTS: ReadonlySet<string> = new Set(['run', 'result']);
/** Names may come about in ways that no binding shows. */
const BINDS_UNSEEN = /\b(?:globals|locals|vars|exec|setattr|__dict__|sys\.modules)\b/;
/** Files are what such a strategy gives. */
const LEAVES_FILES = '/output';
const LIKELY = /strat|backtest|signal|main|trade|simulat|execute/i;

/**
 * A strategy whose function or class has another name than the one that is called: it runs, and gives nothing back. Not told
 * of scripts without definitions, nor where a framework that is not there would have called it.
 */
export function* noEntryPoint({ tree, imports, bindings }: Facts, { own }: Knowledge): Iterable<Missing> {
  if (!own.isAlone || imports.some(({ isStar }) => isStar)) return;
  const ofModule = bindings.filter(({ scope }) => scope.kind === 'module');
  const definitions = ofModule.filter(({ meaning }) => meaning.kind === 'definition');
  if (definitions.length === 0 || ofModule.some(({ name }) => ENTRY_POINTS.has(name))) return;
  if (tree.text.includes(LEAVES_FILES) || BINDS_UNSEEN.test(tree.text)) return;
  yield {
    node: likeliest(definitions),
    qualifiedName: 'run',
    message:
      'It defines neither run(data, params) nor a variable `result`, so a run of it gives nothing back: give what should be called the name run',
    givesNothing: true,
  };
}

function likeliest(definitions: readonly Binding[]): Node {
  const { target } = definitions.find(({ name }) => LIKELY.test(name)) ?? definitions.at(-1) ?? { target: 0 };
  return target;
}
