import { isConcealed } from '../computed/concealed-names.js';
import { isInCapitals } from '../exemptions/log-levels.js';
import { isOfDescriptor } from '../exemptions/own-descriptors.js';
import { readsOwnValues } from '../exemptions/own-introspection.js';
import type { Facts } from '../facts.js';
import { dangerOfAttribute, isPrivate } from '../policy/attributes.js';
import { REFLECTION_BUILTINS } from '../policy/builtins.js';
import { HONEST_TABLES, WHITELISTED_MODULES } from '../policy/modules.js';
import { CONTAINER, INSTANCE, rootOf, UNKNOWN_MEMBER } from '../qualified-name.js';
import { isOwnObject } from '../reads/own-objects.js';
import type { Reference } from '../reads/references.js';
import { type ReflectionCall, textsWithin } from '../reads/reflections.js';
import { prefilter } from '../remembered.js';
import { type Finding, foundAt, NO_FINDINGS, type Rule } from '../rule.js';
import { argumentAt } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

const OUT_OF_SIGHT_POINTS = 30;
/** What is read of oneself by a name made at run time: no more than reading all own values, or anybody else's so. */
const OF_ONESELF = `self.${UNKNOWN_MEMBER}`;
/** What a descriptor keeps of the objects it belongs to, under a name that it was told: it reads and writes one thing. */
const OF_DESCRIPTOR = `descriptor.${UNKNOWN_MEMBER}`;
const FORMATTER = 'string.Formatter';
const FIELD_METHODS: ReadonlySet<string> = new Set(['format_field', 'convert_field', 'get_field']);
/** At which position each is told what to copy. */
const COPIERS: ReadonlyMap<string, number> = new Map([
  ['functools.update_wrapper', 2],
  ['functools.wraps', 1],
]);
const RENAMED: ReadonlySet<string> = new Set([...REFLECTION_BUILTINS].map((name) => `builtins.${name}`));
const SORT = 'sort';
const SORTERS: ReadonlySet<string> = new Set(['builtins.sorted', 'builtins.min', 'builtins.max', 'heapq.nlargest']);
const CLASS = /\.[A-Z]\w*$/;

export const reflection: Rule = {
  meta: {
    id: 'reflection',
    points: 15,
    what: 'getattr, setattr, delattr and their kin, with a name that is private or made at run time. An attrgetter may be given a whole path, and costs more where it does not only sort.',
    why: 'A name that is made at run time can be any name, so what is read or written cannot be known by reading.',
    example: 'import math\ngetattr(math, data.columns[0])\n',
    accepted: "class Strategy:\n    period = 20\n\ngetattr(Strategy(), 'period', 14)\n",
    saferWay: 'Write the attribute out, or keep values that are chosen by name in a dict.',
  },

  check(facts) {
    return [
      ...foundAt(facts.reflections, (call) => (call.attribute === undefined ? [] : named(facts, call, call.attribute))),
      ...unreadReflections(facts),
      ...foundAt(facts.references.filter(mayReflectOtherwise), (reference) => byOtherMeans(facts, reference)),
    ];
  },
};

function unreadReflections(facts: Facts): readonly Finding[] {
  const unread = facts.reflections.filter(({ attribute }) => attribute === undefined);
  if (unread.length === 0) return NO_FINDINGS;
  const isOwn = ({ owner }: ReflectionCall) => isOwnObject(facts, owner);
  const isCounted = unread.some(isOwn) && (readsOwnValues(facts) || !unread.every(isOwn));
  const own = isCounted ? { points: 0 } : {};
  return foundAt(unread, (call) => dynamic(facts, call)).map((finding) =>
    finding.qualifiedName === OF_ONESELF ? { ...finding, ...own } : finding,
  );
}

function* named(facts: Facts, call: ReflectionCall, attribute: string): Iterable<Finding> {
  if (!attribute.split('.').some(isPrivate)) return;
  const { node, function: name } = call;
  yield {
    node,
    qualifiedName: nameOf(facts, call),
    message: `${lastOf(name)} is used with the private name ${attribute}`,
  };
}

const mayReflectOtherwise = prefilter((name) => RENAMED.has(name) || name === FORMATTER || COPIERS.has(name));

function* byOtherMeans(facts: Facts, reference: Reference): Iterable<Finding> {
  if (isRenamed(reference)) yield renamed(reference);
  if (reference.name === FORMATTER && seesFields(facts, reference)) yield fieldsSeen(reference);
  yield* copiedByName(facts, reference);
}

// `get = getattr`: nobody who means well needs a second name for it.
function isRenamed({ name, isAlias }: Reference): boolean {
  return isAlias && RENAMED.has(name);
}

function renamed({ node, name }: Reference): Finding {
  const message = `${lastOf(name)} is given another name`;
  return { node, qualifiedName: `${name}.${UNKNOWN_MEMBER}`, message, points: OUT_OF_SIGHT_POINTS };
}

// Of a formatter the text says by names what its own methods are handed: `{0._os.getpid}`.
function seesFields({ tree, functions }: Facts, { node }: Reference): boolean {
  const definition = tree.parent(tree.parent(node));
  if (tree.kind(definition) !== 'class_definition') return false;
  return functions.some(
    (method) => tree.isWithin(method, definition) && FIELD_METHODS.has(tree.identifier(tree.child(method, 'name'))),
  );
}

function fieldsSeen({ node, name }: Reference): Finding {
  const message = 'This formatter is handed whatever a format text names';
  return { node, qualifiedName: `${name}.${UNKNOWN_MEMBER}`, message, points: OUT_OF_SIGHT_POINTS };
}

// `update_wrapper(mine, other, assigned=names)` reads of another what the names say, and writes it to one's own.
function* copiedByName({ tree, names }: Facts, { name, call }: Reference): Iterable<Finding> {
  const position = COPIERS.get(name);
  if (position === undefined || call === NONE) return;
  for (const [index, keyword] of ['assigned', 'updated'].entries()) {
    const written = argumentAt(tree, call, keyword, position + index);
    if (written === NONE || names.namesOf(written).some((known) => known.startsWith('functools.WRAPPER_'))) continue;
    const isKnown = names.constants.fold(written) !== undefined;
    const copied = [...textsWithin(names, [written])];
    if (isKnown && copied.every(([, text]) => dangerOfAttribute(text) === undefined)) continue;
    const message = `${lastOf(name)} copies attributes by names that are not its own`;
    yield { node: written, qualifiedName: `${name}.${UNKNOWN_MEMBER}`, message, points: OUT_OF_SIGHT_POINTS };
  }
}

function* dynamic(facts: Facts, call: ReflectionCall): Iterable<Finding> {
  const { node, function: name, owner, written } = call;
  const message = `${lastOf(name)} is used with a name that is not written out`;
  const isBeyondSight = (owner === NONE && !isSortKey(facts, node)) || isConcealed(facts, written);
  const reached = moduleSearched(facts, call) ?? (isBeyondSight ? `${name}.${UNKNOWN_MEMBER}` : undefined);
  if (reached !== undefined) {
    yield { node, qualifiedName: reached, message: `${message}: it can reach anything`, points: OUT_OF_SIGHT_POINTS };
  } else {
    yield { node, qualifiedName: nameOf(facts, call), message };
  }
}

// What is read from and written to oneself by name is one thing, however often and by whichever function.
function nameOf(facts: Facts, call: ReflectionCall): string {
  const { function: name, owner } = call;
  if (isOwnObject(facts, owner)) return OF_ONESELF;
  return isOfDescriptor(facts, call) ? OF_DESCRIPTOR : name;
}

// `sorted(bars, key=attrgetter(name))`: what is read is compared, and nobody gets it.
function isSortKey({ tree, names, functions }: Facts, node: Node): boolean {
  const argument = tree.parent(tree.wrapped(node));
  if (tree.kind(argument) !== 'keyword_argument' || tree.textOf(tree.child(argument, 'name')) !== 'key') return false;
  const callee = tree.unwrap(tree.child(tree.parent(tree.parent(argument)), 'function'));
  if (tree.kind(callee) === 'identifier') {
    const isOwn = (names.bindingsOf(callee) ?? []).some(({ meaning }) => meaning.kind !== 'import');
    const called = names.namesOf(callee);
    return !isOwn && called.length > 0 && called.every((name) => SORTERS.has(name));
  }
  const isMethod = tree.kind(callee) === 'attribute' && tree.identifier(tree.child(callee, 'attribute')) === SORT;
  return isMethod && !functions.some((own) => tree.identifier(tree.child(own, 'name')) === SORT);
}

/** The module among whose members a name is looked up that nobody can read; undefined where it holds only its own. */
function moduleSearched(facts: Facts, { owner, written }: ReflectionCall): string | undefined {
  const found = facts.names.namesOf(owner).find((name) => {
    const isObject = name.endsWith(INSTANCE) || name.endsWith(CONTAINER) || CLASS.test(name);
    return !isObject && WHITELISTED_MODULES.has(rootOf(name)) && !HONEST_TABLES.has(name);
  });
  if (found === undefined || (found === 'logging' && isInCapitals(facts, written))) return undefined;
  return `${found}.${UNKNOWN_MEMBER}`;
}

function lastOf(name: string): string {
  return name.split('.').at(-1) ?? name;
}
