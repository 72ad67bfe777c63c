import { NONE, type Node } from '../tree/syntax-tree.js';

export type ScopeKind = 'module' | 'function' | 'class' | 'comprehension';

/** One way in which a name comes to stand for something. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  /** Where the name is written. */
  readonly target: Node;
  /**
   * What it stands for: an expression, one of those that it holds, what it gives to a `with`, an instance of what it
   * names, what a `match` finds in it under a key, a dotted name, a definition, or nobody knows.
   */
  readonly meaning:
    | { readonly kind: 'expression' | 'element' | 'context' | 'instance'; readonly node: Node }
    | { readonly kind: 'entry'; readonly node: Node; readonly key: Node }
    | { readonly kind: 'import'; readonly qualifiedName: string }
    | { readonly kind: 'definition'; readonly node: Node }
    | { readonly kind: 'unknown' };
  /**
   * Offsets between which it surely holds: from its statement to the end of the block. Undefined where it may not, and
   * where nobody has to ask.
   */
  readonly holds: { readonly from: number; readonly until: number } | undefined;
}

/** Where each identifier that is read stands, by its node. */
export type Scopes = readonly (Scope | undefined)[];

const NO_MODULES: ReadonlySet<string> = new Set();

/** A stretch of code with names of its own. */
export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | undefined;
  readonly bindings = new Map<string, Binding[]>();
  // Most scopes have none of these.
  #handedOut: Map<string, Scope> | undefined;
  #deleted: Set<string> | undefined;
  #starImports: Set<string> | undefined;
  /** The function, lambda or class whose code this is; `NONE` for the others. */
  readonly definition: Node;

  constructor(kind: ScopeKind, parent: Scope | undefined, definition: Node = NONE) {
    this.kind = kind;
    this.parent = parent;
    this.definition = definition;
  }

  bind(binding: Omit<Binding, 'scope'>): Binding {
    const scope = this.ownerOf(binding.name);
    const { name, target, meaning, holds } = binding;
    const bound: Binding = { name, scope, target, meaning, holds };
    const known = scope.bindings.get(binding.name);
    if (known === undefined) scope.bindings.set(binding.name, [bound]);
    else known.push(bound);
    return bound;
  }

  /** Says that `global` or `nonlocal` hand a name to an outer scope. */
  handOut(name: string, outer: Scope): void {
    this.#handedOut ??= new Map();
    this.#handedOut.set(name, outer);
  }

  /** Says that a name is deleted somewhere in this scope. */
  remove(name: string): void {
    this.ownerOf(name).#lose(name);
  }

  #lose(name: string): void {
    this.#deleted ??= new Set();
    this.#deleted.add(name);
  }

  mayLack(name: string): boolean {
    return this.#deleted?.has(name) ?? false;
  }

  /** Says that every name of a module is imported. */
  importAll(module: string): void {
    this.#starImports ??= new Set();
    this.#starImports.add(module);
  }

  /** Modules of which every name is imported. */
  get starImports(): ReadonlySet<string> {
    return this.#starImports ?? NO_MODULES;
  }

  /** The scope that a name belongs to where this one binds it. */
  ownerOf(name: string): Scope {
    return this.#handedOut?.get(name) ?? this;
  }

  /** Whether a name that is bound anywhere in it is its own everywhere in it, as in a function. */
  get isSettledAtOnce(): boolean {
    return this.kind === 'function' || this.kind === 'comprehension';
  }

  get module(): Scope {
    return this.parent?.module ?? this;
  }

  /** The scope in which a name is looked for after this one: of what a class binds itself, nothing around but the module. */
  outer(name: string): Scope | undefined {
    if (this.kind === 'class' && this.bindings.has(name)) return this.module;
    return this.#handedOut?.get(name) ?? this.parent;
  }

  /** Where a walrus binds, and a plain name does: the nearest scope that is no comprehension. */
  get owner(): Scope {
    return this.kind === 'comprehension' && this.parent !== undefined ? this.parent.owner : this;
  }

  get enclosingFunction(): Scope {
    let scope = this.parent;
    while (scope !== undefined && scope.kind !== 'function') scope = scope.parent;
    return scope ?? this.module;
  }
}

/** The scopes in which a name is looked for, one after the other. */
export class Outward {
  scope: Scope | undefined;
  private readonly name: string;

  constructor(from: Scope | undefined, name: string) {
    this.scope = from;
    this.name = name;
  }

  // The names of a class body, and what it calls global, are not those of the functions and comprehensions in it.
  next(): void {
    this.scope = this.scope?.outer(this.name);
    while (this.scope?.kind === 'class') this.scope = this.scope.parent;
  }
}
