import { kindSet } from '../tree/kinds.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { FlowFacts } from './flow-facts.js';
import { type Binding, Scope, type ScopeKind } from './scope.js';

/** What stands between a name and the statement that binds it whenever it runs at all. */
const ALWAYS_BINDING = kindSet(
  ['assignment', 'pattern_list', 'tuple_pattern', 'expression_statement', 'function_definition'],
  ['class_definition', 'decorated_definition', 'dotted_name', 'aliased_import', 'import_statement'],
  ['import_from_statement', 'as_pattern_target', 'as_pattern', 'with_item', 'with_clause'],
);
/** Statements whose names hold within their own block, and perhaps not after it. */
const BINDING_FOR_THEIR_BLOCK: ReadonlySet<string> = new Set(['for_statement', 'with_statement', 'except_clause']);

type ValueKind = 'expression' | 'element' | 'context';

/** A scope that is open, and the first node that is past it. */
interface OpenScope {
  readonly scope: Scope;
  readonly after: Node;
}

/** Marks on nodes: identifiers that are written to, or are no names at all; where a scope begins. */
const NOT_READ = 1;
const ENTRANCE = 2;

/** Keeps which scope the walk through a tree is in, where others begin, and what was bound so far. */
export class ScopeWalk {
  readonly module = new Scope('module', undefined);
  protected readonly tree: SyntaxTree;
  private readonly open: OpenScope[] = [];
  private innermost: OpenScope;
  private readonly entrances = new Map<Node, Scope>();
  /** Everything that was bound, in the order of the tree. */
  readonly bindings: Binding[] = [];
  readonly flows = new FlowFacts();
  private readonly marks: Uint8Array;

  constructor(tree: SyntaxTree) {
    this.tree = tree;
    this.marks = new Uint8Array(tree.size);
    this.innermost = { scope: this.module, after: Number.POSITIVE_INFINITY };
  }

  get scope(): Scope {
    return this.innermost.scope;
  }

  /** The function or lambda that the walk is in, or `NONE`. */
  protected get function(): Node {
    let scope: Scope | undefined = this.scope;
    while (scope !== undefined && scope.kind !== 'function') scope = scope.parent;
    return scope?.definition ?? NONE;
  }

  isRead(identifier: Node): boolean {
    return !this.isMarked(identifier, NOT_READ);
  }

  /** Closes and opens the scopes that end or begin at a node. */
  protected arrive(node: Node): void {
    while (this.innermost.after <= node) this.innermost = this.open.pop() ?? this.innermost;
    if (this.isMarked(node, ENTRANCE)) this.openScope(this.entrances.get(node) ?? this.scope, node);
  }

  protected openScope(scope: Scope, node: Node): void {
    this.open.push(this.innermost);
    this.innermost = { scope, after: this.tree.after(node) };
  }

  private isMarked(node: Node, mark: number): boolean {
    return ((this.marks[node] ?? 0) & mark) !== 0;
  }

  private mark(node: Node, mark: number): void {
    this.marks[node] = (this.marks[node] ?? 0) | mark;
  }

  protected beginAt(node: Node, scope: Scope): void {
    this.entrances.set(node, scope);
    this.mark(node, ENTRANCE);
  }

  protected enter(definition: Node, kind: ScopeKind): Scope {
    const scope = new Scope(kind, this.scope, definition);
    const body = this.tree.child(definition, 'body');
    if (body !== NONE) this.beginAt(body, scope);
    return scope;
  }

  protected bind(name: Node, value: Node, scope = this.scope, kind: ValueKind = 'expression'): void {
    this.record(name, scope, value === NONE ? { kind: 'unknown' } : { kind, node: value });
  }

  /** Says what an imported name stands for. */
  bindImport(name: Node, boundName: string, qualifiedName: string): void {
    this.record(name, this.scope, { kind: 'import', qualifiedName }, boundName);
  }

  /** Says that an import binds a name of which nothing more is known. */
  bindUnknown(name: Node, boundName: string): void {
    this.record(name, this.scope, { kind: 'unknown' }, boundName);
  }

  /** Says that an identifier that is written to is read as well. */
  protected readAfterAll(identifier: Node): void {
    this.marks[identifier] = (this.marks[identifier] ?? 0) & ~NOT_READ;
  }

  /** Says that an identifier is part of a module's name or of a path within one. */
  ignore(identifier: Node): void {
    this.mark(identifier, NOT_READ);
  }

  protected record(name: Node, scope: Scope, meaning: Binding['meaning'], boundName?: string): void {
    this.ignore(name);
    const text = boundName ?? this.tree.identifier(name);
    const holds = scope.ownerOf(text).isSettledAtOnce ? undefined : this.whereItHolds(name);
    this.bindings.push(scope.bind({ name: text, target: name, meaning, holds }));
  }

  private whereItHolds(name: Node): Binding['holds'] {
    let node = name;
    while (this.tree.isOneOf(this.tree.parent(node), ALWAYS_BINDING)) node = this.tree.parent(node);
    const above = this.tree.parent(node);
    const kind = this.tree.kind(above);
    if (kind === 'module' || kind === 'block') return { from: this.tree.end(node), until: this.tree.end(above) };
    if (!BINDING_FOR_THEIR_BLOCK.has(kind)) return undefined;
    const block = this.tree.children(above).find((child) => this.tree.kind(child) === 'block') ?? NONE;
    return block === NONE ? undefined : { from: this.tree.start(block), until: this.tree.end(block) };
  }
}
