import type { Facts } from '../facts.js';
import { isGivenPath, type KnownPath } from '../paths/known-path.js';
import type { FileSink, PathArgument } from '../policy/file-sink.js';
import { hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

/** What begins as no name, format or style does. */
const PATH = /^(?:[/~\\]|\.{1,2}[/\\]|[a-z][a-z0-9+.-]*:[/\\])/i;

const PARENT = /(?:^|[/\\])\.\.(?:[/\\]|$)/;

/**
 * Whether a function that touches files is used only where the sandbox allows it. A mention without a call is a use
 * with a path that nobody knows; an import or another name is followed to its uses.
 */
export function isWithinSandbox(facts: Facts, sink: FileSink, call: Node, isAlias: boolean): boolean {
  const { path, also } = sink;
  if (also !== undefined && !isWithinSandbox(facts, also, call, isAlias)) return false;
  if (isAlias) return path !== undefined;
  if (call === NONE || path === undefined) return false;
  const argument = pathArgument(facts, path, call);
  // Where none is named, it is the directory that Python was started in.
  if (argument === NONE) return sink.does !== 'lists-files' && !hidesArguments(facts.tree, call);
  if (facts.tree.kind(facts.tree.unwrap(argument)) === 'none') return true;
  if (sink.takesOtherTexts === true && !looksLikePath(facts.names.constants.textBeginning(argument))) return true;
  return facts.paths.read(argument).every((path) => isGivenPath(path, sink));
}

/**
 * Whether a function only makes a directory, beside the strategy or nobody knows where: that reads and overwrites
 * nothing, and what is then written there is judged where it is written.
 */
export function makesOwnDirectory(facts: Facts, sink: FileSink, call: Node): boolean {
  if (call === NONE || sink.path === undefined || sink.isDirectory !== true || sink.writes !== true) return false;
  return facts.paths.read(pathArgument(facts, sink.path, call)).every(isBesideStrategy);
}

/** Whether a path does not say that it leads elsewhere: `results/plots`, or one of which the beginning is not known. */
export function isBesideStrategy({ text }: KnownPath): boolean {
  return !looksLikePath(text) && !PARENT.test(text);
}

function pathArgument({ tree }: Facts, { index, keyword }: PathArgument, call: Node): Node {
  const byKeyword = keywordArgument(tree, call, keyword);
  return byKeyword === NONE ? (positionalArguments(tree, call)[index] ?? NONE) : byKeyword;
}

function looksLikePath(text: string): boolean {
  return PATH.test(text);
}
