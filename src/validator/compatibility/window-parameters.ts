import { hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

const WINDOWS: ReadonlySet<string> = new Set(['rolling', 'expanding']);
/** What leaves the labels of a window those of its rows: another column of labels may be named by `on`. */
const PLAIN_OPTIONS: ReadonlySet<string> = new Set(['window', 'min_periods', 'center', 'closed', 'step']);
const MOST_BY_POSITION = 2;

/**
 * What the windows are cut of that a lambda is given: `close` of `close.rolling(5).apply(lambda window: ...)`. `NONE` for
 * any other parameter, and where the windows are arrays without labels.
 */
export function cutIntoWindows(tree: SyntaxTree, parameter: Node): Node {
  const apply = callOfApply(tree, parameter);
  if (apply === NONE || isAskedForArrays(tree, apply)) return NONE;
  const window = tree.unwrap(tree.child(tree.unwrap(tree.child(apply, 'function')), 'object'));
  const callee = tree.kind(window) === 'call' ? tree.unwrap(tree.child(window, 'function')) : NONE;
  if (tree.kind(callee) !== 'attribute' || !WINDOWS.has(tree.identifier(tree.child(callee, 'attribute')))) return NONE;
  return hasPlainOptions(tree, window) ? tree.child(callee, 'object') : NONE;
}

/** The call of `apply` that is given a lambda whose only parameter it is. */
function callOfApply(tree: SyntaxTree, parameter: Node): Node {
  const parameters = tree.parent(parameter);
  if (tree.kind(parameters) !== 'lambda_parameters' || tree.children(parameters).length !== 1) return NONE;
  const lambda = tree.parent(parameters);
  const call = tree.parent(tree.parent(lambda));
  if (tree.kind(call) !== 'call' || positionalArguments(tree, call)[0] !== lambda) return NONE;
  const callee = tree.unwrap(tree.child(call, 'function'));
  const isApply = tree.kind(callee) === 'attribute' && tree.identifier(tree.child(callee, 'attribute')) === 'apply';
  return isApply ? call : NONE;
}

function isAskedForArrays(tree: SyntaxTree, apply: Node): boolean {
  if (hidesArguments(tree, apply) || positionalArguments(tree, apply).length > 1) return true;
  const raw = keywordArgument(tree, apply, 'raw');
  const isCompiled = keywordArgument(tree, apply, 'engine') !== NONE;
  return isCompiled || (raw !== NONE && tree.kind(raw) !== 'false');
}

function hasPlainOptions(tree: SyntaxTree, window: Node): boolean {
  if (hidesArguments(tree, window) || positionalArguments(tree, window).length > MOST_BY_POSITION) return false;
  return tree
    .children(tree.child(window, 'arguments'))
    .every(
      (one) => tree.kind(one) !== 'keyword_argument' || PLAIN_OPTIONS.has(tree.identifier(tree.child(one, 'name'))),
    );
}
