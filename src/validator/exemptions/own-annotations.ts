import type { Facts } from '../facts.js';
import { isClassOfOwn } from '../reads/own-objects.js';
import { hidesArguments, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const READERS: ReadonlySet<string> = new Set(['typing.get_type_hints', 'typing_extensions.get_type_hints']);
/** By which a class or function may come to have annotations that are not written as such. */
const GIVES_ANNOTATIONS =
  /__anno|__dict__|__prepare__|attr(?:getter|\()|\bvars\b|\b(?:type|TypedDict|NamedTuple)\s*\([^()]*,|update_wrapper|wraps/;
/** What texts say that only name a class: `'list[Price] | None'`. */
const NAMES_CLASS = /^[\w.[\], |]*$/;
const BASES: ReadonlySet<string> = new Set([
  ...['TypedDict', 'NamedTuple', 'Protocol', 'Generic'].flatMap((name) => [
    `typing.${name}`,
    `typing_extensions.${name}`,
  ]),
  ...['abc.ABC', 'enum.Enum', 'builtins.object'],
]);
const DECORATORS: ReadonlySet<string> = new Set(['dataclasses.dataclass', 'typing.runtime_checkable', 'typing.final']);
const TEXTS: ReadonlySet<string> = new Set(['string', 'concatenated_string']);
const MOST_BASES = 16;

/**
 * Whether a call reads the annotations of a class or function of the source's own, all of which stand in the source:
 * then they were judged there, and those that are texts only name classes.
 */
export function readsOwnAnnotations(facts: Facts, name: string, call: Node): boolean {
  const { tree } = facts;
  if (!READERS.has(name) || call === NONE || hidesArguments(tree, call)) return false;
  const [of = NONE, ...more] = positionalArguments(tree, call);
  const others = tree.children(tree.child(call, 'arguments')).length - 1;
  const extras = keywordArgument(tree, call, 'include_extras');
  if (of === NONE || more.length > 0 || others > (extras === NONE ? 0 : 1)) return false;
  if (GIVES_ANNOTATIONS.test(tree.text.normalize('NFKC'))) return false;
  return isOwnDefinition(facts, tree.unwrap(of), 0) && textAnnotations(facts).every((text) => NAMES_CLASS.test(text));
}

function isOwnDefinition(facts: Facts, node: Node, depth: number): boolean {
  const { tree, names } = facts;
  const isOfItself = depth === 0 && isClassOfOwn(tree, names, node);
  const [binding, ...others] = tree.kind(node) === 'identifier' ? (names.bindingsOf(node) ?? []) : [];
  if (binding === undefined) return isOfItself && basesAreKnown(facts);
  if (binding.meaning.kind !== 'definition' || others.length > 0 || depth > MOST_BASES) {
    return isOfItself && basesAreKnown(facts);
  }
  const definition = binding.meaning.node;
  return (
    isPlainlyDecorated(facts, definition) && basesOf(facts, definition).every((base) => isKnownBase(facts, base, depth))
  );
}

// `cls` may be any class of the source.
function basesAreKnown(facts: Facts): boolean {
  const classes = facts.bindings.flatMap(({ meaning }) => (meaning.kind === 'definition' ? [meaning.node] : []));
  return classes.every((node) => basesOf(facts, node).every((base) => isKnownBase(facts, base, 1)));
}

function basesOf({ tree }: Facts, definition: Node): readonly Node[] {
  const list = tree.child(definition, 'superclasses');
  return list === NONE ? [] : tree.children(list).filter((base) => !isTotal(tree.textOf(base)));
}

function isTotal(text: string): boolean {
  return /^total\s*=/.test(text);
}

function isKnownBase(facts: Facts, base: Node, depth: number): boolean {
  const { tree, names } = facts;
  const inner = tree.kind(base) === 'subscript' ? tree.child(base, 'value') : base;
  const known = names.namesOf(inner);
  if (known.length > 0) return known.every((name) => BASES.has(name));
  return isOwnDefinition(facts, inner, depth + 1);
}

function isPlainlyDecorated({ tree, names }: Facts, definition: Node): boolean {
  const around = tree.parent(definition);
  if (tree.kind(around) !== 'decorated_definition') return true;
  const decorators = tree.children(around).filter((child) => tree.kind(child) === 'decorator');
  return decorators.every((decorator) => {
    const inner = tree.firstChild(decorator);
    const callee = tree.kind(inner) === 'call' ? tree.child(inner, 'function') : inner;
    return names.namesOf(callee).some((name) => DECORATORS.has(name));
  });
}

/** What the annotations say that are texts; an unknown one says what names no class. */
function textAnnotations({ tree, names }: Facts): string[] {
  const texts: string[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind(node) !== 'type') continue;
    for (let part = node + 1; part < tree.after(node); part++) {
      if (TEXTS.has(tree.kind(part))) texts.push(names.constants.text(part) ?? '?');
    }
  }
  return texts;
}
