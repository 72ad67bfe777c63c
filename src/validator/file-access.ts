import { hidesArguments, keywordArgument, positionalArguments } from './calls.js';
import type { Facts } from './facts.js';
import { pathChoices } from './path-choices.js';
import type { FileSink } from './policy/file-sink.js';
import { isGivenPath, isNoFile, pathOfObject } from './sandbox-paths.js';
import { NONE, type Node } from './tree.js';

/** What begins as no name, format or style does. */
const PATH = /^(?:[/~\\]|\.{1,2}[/\\]|[a-z][a-z0-9+.-]*:[/\\])/i;

/**
 * Whether a function that touches files is used only where the sandbox allows it. A mention without a call is a use
 * with a path that nobody knows; an import or another name is followed to its uses.
 */
export function isWithinSandbox(facts: Facts, sink: FileSink, call: Node, isAlias: boolean): boolean {
  const { path } = sink;
  if (isAlias) return path !== undefined;
  if (call === NONE || path === undefined) return false;
  const byKeyword = keywordArgument(facts.tree, call, path.keyword);
  const argument = byKeyword === NONE ? (positionalArguments(facts.tree, call)[path.index] ?? NONE) : byKeyword;
  // Where none is named, it is the directory that Python was started in.
  if (argument === NONE) return sink.does !== 'lists-files' && !hidesArguments(facts.tree, call);
  if (isNoFile(facts, argument)) return true;
  if (sink.takesOtherTexts === true && !looksLikePath(facts.names.constants.textBeginning(argument))) return true;
  const choices = pathChoices(facts, argument);
  return choices.length > 0 && choices.every((choice) => isGivenPath(pathOfObject(facts, choice), sink));
}

function looksLikePath(text: string): boolean {
  return PATH.test(text);
}
