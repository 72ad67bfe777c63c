import { isOwnObject, isWritten } from '../reads/own-objects.js';
import { callOf, hidesArguments, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Known, Mentions } from './mentions.js';

/** By which an option may be given what nobody reads. */
const GIVES_UNSEEN =
  /setattr|prefix_chars|__(?:dict|class|getattr|getattribute|setstate)__|\bvars\b(?!\(\w+\)\))|\._(?:\w*action\w*|defaults|registr\w+|optionals|positionals|mutually\w+|get_\w+)\b/;
/** Attributes of an option that say what it comes to, and methods of a parser that make it. */
const DECISIVE: readonly string[] = ['default', 'dest', 'type', 'const', 'nargs', 'choices', 'container'];
const METHODS: readonly string[] = ['add_argument', 'parse_args', 'parse_known_args', 'get_default', 'error', 'exit'];
const OTHER_DEFAULTS: readonly string[] = ['set_defaults', 'add_subparsers'];

/** Whether the parsers of a source may have other options than those that it is seen to add. */
export function changesParsers(known: Known, mentions: Mentions): boolean {
  const { tree } = known;
  return (
    mentions.says(GIVES_UNSEEN) ||
    OTHER_DEFAULTS.some((name) => mentions.ofAttribute(name).length > 0) ||
    [...DECISIVE, ...METHODS].some((name) => isWrittenOfOthers(known, mentions, name)) ||
    mentions.ofAttribute('register').some(({ node }) => registersType(known, callOf(tree, node))) ||
    mentions.ofAttribute('add_argument').some(({ node, by }) => by !== 'dot' || !isStatement(known, callOf(tree, node)))
  );
}

function isWrittenOfOthers(known: Known, mentions: Mentions, name: string): boolean {
  const { tree } = known;
  return mentions
    .ofAttribute(name)
    .some(({ node, by }) => by !== 'dot' || (isWritten(tree, node) && !isOwnObject(known, tree.child(node, 'object'))));
}

// `parser.register('type', None, lambda text: '/etc/passwd')`
function registersType({ tree, names }: Known, call: Node): boolean {
  const [registry = NONE] = call === NONE ? [] : positionalArguments(tree, call);
  const text = names.constants.text(registry);
  return call !== NONE && (text === 'type' || text === 'action' || hidesArguments(tree, call));
}

/** Whether nothing is made of what a call gives back: the option itself, which can be changed. */
function isStatement({ tree }: Known, call: Node): boolean {
  return call !== NONE && tree.kind(tree.parent(tree.wrapped(call))) === 'expression_statement';
}
