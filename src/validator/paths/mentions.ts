import type { NamedTree } from '../names/named-tree.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import type { Reference } from '../reads/references.js';
import type { ImportedName } from '../scopes/imports.js';
import type { Binding } from '../scopes/scope.js';
import type { Node } from '../tree/syntax-tree.js';

/** What was gathered of a source when its paths are asked for. */
export interface Harvested extends NamedTree {
  readonly imports: readonly ImportedName[];
  readonly references: readonly Reference[];
  readonly attributes: readonly AttributeRead[];
  readonly bindings: readonly Binding[];
  readonly calls: readonly Node[];
  readonly reads: readonly Node[];
}

/** Where a source says each name, worked out once one is asked for: few sources ask. */
export class Mentions {
  readonly #known: Harvested;
  #names: ReadonlyMap<string, readonly Node[]> | undefined;
  #attributes: ReadonlyMap<string, readonly AttributeRead[]> | undefined;
  #members: ReadonlyMap<string, readonly Binding[]> | undefined;
  #keywords: ReadonlyMap<string, readonly Node[]> | undefined;

  constructor(known: Harvested) {
    this.#known = known;
  }

  /** Where a name is read. */
  ofName(name: string): readonly Node[] {
    const { tree, reads } = this.#known;
    this.#names ??= grouped(
      reads.filter((read) => tree.kind(read) === 'identifier' || tree.kind(read) === 'dotted_name'),
      (read) => tree.identifier(tree.kind(read) === 'identifier' ? read : tree.firstChild(read)),
    );
    return this.#names.get(name) ?? [];
  }

  /** Where an attribute of that name is read or written, of whatever object. */
  ofAttribute(name: string): readonly AttributeRead[] {
    this.#attributes ??= grouped(this.#known.attributes, (read) => read.name);
    return this.#attributes.get(name) ?? [];
  }

  /** What the bodies of classes bind to a name. */
  ofMember(name: string): readonly Binding[] {
    this.#members ??= grouped(
      this.#known.bindings.filter(({ scope }) => scope.kind === 'class'),
      (binding) => binding.name,
    );
    return this.#members.get(name) ?? [];
  }

  /** Keyword arguments of that name, of whatever call. */
  ofKeyword(name: string): readonly Node[] {
    const { tree, calls } = this.#known;
    this.#keywords ??= grouped(
      calls
        .flatMap((call) => tree.children(tree.child(call, 'arguments')))
        .filter((argument) => tree.kind(argument) === 'keyword_argument'),
      (argument) => tree.identifier(tree.child(argument, 'name')),
    );
    return this.#keywords.get(name) ?? [];
  }
}

function grouped<Item>(items: readonly Item[], nameOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
