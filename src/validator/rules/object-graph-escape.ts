import { endsOfWalks } from '../computed/ends.js';
import { computedWalks } from '../computed/walks.js';
import { isAskedOfOneself } from '../exemptions/own-introspection.js';
import type { Facts } from '../facts.js';
import { isPrivate } from '../policy/attributes.js';
import { isStep as isFollowedByName } from '../policy/steps.js';
import { moduleReachedBy, UNKNOWN_MEMBER } from '../qualified-name.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import { isNameOfClass } from '../reads/class-names.js';
import { isOwnObject } from '../reads/own-objects.js';
import type { Reference } from '../reads/references.js';
import { type Finding, foundAt, NO_FINDINGS, type Rule } from '../rule.js';
import { continuationOf, wholeChain } from '../tree/chains.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

/** What a walk by names that are made at run time is called. */
const COMPUTED = `getattr.${UNKNOWN_MEMBER}`;

const ENDS_UNREAD = 'Reads what only a module has, of what may have been read by names that are not written out';

export const objectGraphEscape: Rule = {
  meta: {
    id: 'object-graph-escape',
    points: 30,
    what: 'A dangerous attribute that is at once called, subscripted, followed by another or returned.',
    why: 'One such attribute may be curiosity; a walk from one to the next is how code leaves the objects it was given.',
    example: '().__class__.__base__.__subclasses__()\n',
    accepted: 'class Signal:\n    def __repr__(self):\n        return self.__class__.__name__\n',
    saferWay: 'Use isinstance for classes, and plain arguments and return values to hand things on.',
  },

  check(facts) {
    const unknown = facts.references.filter(({ name }) => name.startsWith(UNKNOWN_MEMBER));
    return [
      ...walksWrittenOut(facts),
      ...foundAt(unknown, (reference) => stepTakenElsewhere(facts, reference)),
      ...computedWalks(facts).map((node) =>
        computed(node, 'Walks from object to object by names that are not written out'),
      ),
      ...endsOfWalks(facts).map((node) => computed(node, ENDS_UNREAD)),
    ];
  },
};

function computed(node: Node, message: string): Finding {
  return { node, qualifiedName: COMPUTED, message };
}

function walksWrittenOut(facts: Facts): readonly Finding[] {
  const { tree, leading } = facts;
  if (leading.length === 0) return NO_FINDINGS;
  const walks = new Map<Node, Set<string>>();
  const chains = new Map<Node, Node>();
  const steps = leading
    .filter((read) => isStep(facts, read))
    .map(({ node, name }) => ({ name, end: tree.end(node), whole: wholeChain(tree, node, chains) }));
  for (const { name, whole } of steps.toSorted((a, b) => a.end - b.end)) {
    walks.set(whole, (walks.get(whole) ?? new Set()).add(name));
  }
  return [...walks].map(([node, names]) => {
    const path = [...names].join('.');
    return { node, qualifiedName: path, message: `Walks from object to object through ${path}` };
  });
}

// `walk = object.__subclasses__`, and later `walk()`.
function* stepTakenElsewhere({ tree }: Facts, { node, name, call }: Reference): Iterable<Finding> {
  const [root, ...path] = name.split('.');
  if (root !== UNKNOWN_MEMBER || isOfModuleAlone(path) || tree.kind(node) === 'attribute') return;
  const isTaken = call !== NONE || tree.kind(continuationOf(tree, node)) === 'subscript';
  const step = path.join('.');
  if (isTaken) yield { node, qualifiedName: step, message: `Walks from object to object through ${step}` };
}

// What may be a module is no step: `brand = listing.platform`, and later `brand()`.
function isOfModuleAlone(path: readonly string[]): boolean {
  const [first] = path;
  return first === undefined || (moduleReachedBy(first) !== undefined && !path.some(isFollowedByName));
}

function isStep(facts: Facts, read: AttributeRead): boolean {
  const { node, name, isContinued } = read;
  if (!isContinued && !isWalk(facts, node)) return false;
  const isBuiltin = facts.names.namesOf(node).includes(`builtins.${name}`);
  return !isBuiltin && !isNameOfClass(facts.tree, read) && !isAskedOfOneself(facts, read);
}

// A field of a format text is a walk of its own.
function isWalk(facts: Facts, node: Node): boolean {
  return facts.tree.kind(node) === 'string_content' || isHandedOut(facts, node) || isReadOfPrivate(facts, node);
}

// What a function returns is there for its caller to walk on from.
function isHandedOut({ tree }: Facts, node: Node): boolean {
  const kind = tree.kind(node) === 'attribute' ? tree.kind(tree.parent(tree.wrapped(node))) : '';
  return kind === 'return_statement' || kind === 'yield';
}

// `x._module.__builtins__` is the second step of a walk whose first is private.
function isReadOfPrivate(facts: Facts, node: Node): boolean {
  const { tree } = facts;
  const owner = tree.kind(node) === 'attribute' ? tree.unwrap(tree.child(node, 'object')) : NONE;
  if (owner === NONE || tree.kind(owner) !== 'attribute' || isOwnObject(facts, tree.child(owner, 'object')))
    return false;
  return isPrivate(tree.identifier(tree.child(owner, 'attribute')));
}
