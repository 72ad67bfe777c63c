import type { NamedTree } from './names/named-tree.js';
import { CONTAINER, canonicalName, isBelow, memberName } from './qualified-name.js';
import { writtenImport } from './scopes/imports.js';
import type { Binding } from './scopes/scope.js';
import { NONE, type Node } from './tree/syntax-tree.js';

/** How many steps back are told: nobody reads a longer road. */
const MOST_STEPS = 16;
/** A name that is bound more often is not looked through to the end, wherever it is read. */
const MOST_BINDINGS = 256;

/**
 * The names by which an expression came to stand for a name, the first as the source brings it in: `['random',
 * 'random._os', 'os.system']`. Undefined where the source says the name itself, by whatever import.
 */
export function viaOf(facts: NamedTree, node: Node, qualifiedName: string): readonly string[] | undefined {
  const road = new Road(facts);
  const name = road.namesAt(node).find((known) => isBelow(known, qualifiedName));
  if (name === undefined) return undefined;
  const steps = [...road.to(node, name), name].filter((step, index, all) => step !== all[index - 1]);
  if (steps.length > 1) return steps;
  const ownName = ownNameOf(facts, node, name);
  return ownName === undefined ? undefined : [ownName, name];
}

/** The way back from an expression to the import that one of its names began with. */
class Road {
  readonly #facts: NamedTree;
  #steps = 0;

  constructor(facts: NamedTree) {
    this.#facts = facts;
  }

  namesAt(node: Node): readonly string[] {
    const written = writtenImport(this.#facts.tree, node);
    return written === undefined ? this.#facts.names.namesOf(node) : [canonicalName(written)];
  }

  /** What was passed before an expression came to stand for a name. */
  to(node: Node, name: string): readonly string[] {
    const { tree, names } = this.#facts;
    const inner = tree.unwrap(node);
    if (inner === NONE || ++this.#steps > MOST_STEPS) return [];
    const written = writtenImport(tree, inner);
    if (written !== undefined) return passedBy(written, name);
    switch (tree.kind(inner)) {
      case 'identifier':
        return this.#toBinding(firstBindings(names, inner), name);
      case 'attribute':
        return this.#toMember(inner, name);
      case 'call':
        return names.namesOf(tree.child(inner, 'function')).slice(0, 1);
      case 'subscript':
        return names.namesOf(tree.child(inner, 'value')).filter(isTable).slice(0, 1);
      default:
        return [];
    }
  }

  #toMember(node: Node, name: string): readonly string[] {
    const { tree, names } = this.#facts;
    const object = tree.child(node, 'object');
    const attribute = tree.identifier(tree.child(node, 'attribute'));
    const owner = names.namesOf(object).find((known) => memberName(known, attribute) === name);
    if (owner === undefined) return [];
    const written = `${owner}.${attribute}`;
    return written === name ? this.to(object, owner) : [...this.to(object, owner), owner, written];
  }

  #toBinding(bindings: readonly Binding[], name: string): readonly string[] {
    for (const { meaning, target } of bindings) {
      const written = writtenImport(this.#facts.tree, target);
      if (written !== undefined && isBelow(name, canonicalName(written))) return passedBy(written, name);
      if (meaning.kind !== 'expression' || !this.#facts.names.namesOf(meaning.node).includes(name)) continue;
      return this.to(meaning.node, name);
    }
    return [];
  }
}

function firstBindings(names: NamedTree['names'], identifier: Node): readonly Binding[] {
  return names.bindingsOf(identifier)?.slice(0, MOST_BINDINGS) ?? [];
}

function isTable(name: string): boolean {
  return !name.endsWith(CONTAINER);
}

/** `from random import _os` passes `random` and `random._os` on its way to `os`. */
function passedBy(written: string, name: string): readonly string[] {
  if (written === name) return [];
  const passed: string[] = [];
  const [root = '', ...parts] = written.split('.');
  let owner = root;
  for (const part of parts) {
    const member = memberName(owner, part);
    if (member !== `${owner}.${part}`) passed.push(owner, `${owner}.${part}`);
    owner = member;
  }
  return passed;
}

/** By what other name of its own a source calls it: `mean` after `from os import system as mean`. */
function ownNameOf({ tree, names }: NamedTree, node: Node, name: string): string | undefined {
  let first = tree.unwrap(node);
  while (tree.kind(first) === 'attribute') first = tree.unwrap(tree.child(first, 'object'));
  if (tree.kind(first) !== 'identifier') return undefined;
  const isImported = firstBindings(names, first).some(({ meaning }) => meaning.kind === 'import');
  const isWholeName = first === tree.unwrap(node);
  const text = tree.identifier(first);
  if (isImported ? !isWholeName : names.bindingsOf(first) === undefined) return undefined;
  if (name === text || name.endsWith(`.${text}`)) return undefined;
  return isWholeName ? text : `${text}.${lastPart(name)}`;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
