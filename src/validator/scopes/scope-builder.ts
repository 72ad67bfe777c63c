import { byKind } from '../tree/kinds.js';
import { keyOfCapture } from '../tree/mapping-patterns.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { pairTargets, targetNames } from '../tree/targets.js';
import type { Parameter } from './flow-facts.js';
import { Scope } from './scope.js';
import { ScopeWalk } from './scope-walk.js';

const MATCH: ReadonlySet<string> = new Set(['match_statement']);

/** Parameters that take all arguments that are left. */
const TAKEN: ReadonlyMap<string, Parameter['takes']> = new Map([
  ['list_splat_pattern', 'positional'],
  ['dictionary_splat_pattern', 'keywords'],
]);

/** What a node of one kind declares, in the scope that it stands in. */
type Declare = (scopes: ScopeBuilder, node: Node) => void;

/**
 * Follows the walk through a tree, node after node, and keeps what each statement binds. Python's own rules: defaults,
 * decorators, annotations and base classes belong to the scope around a definition, and the first iterable of a
 * comprehension to the scope around it.
 */
export class ScopeBuilder extends ScopeWalk {
  private static readonly declarations = byKind<Declare>([
    ['list_comprehension', (scopes, node) => scopes.openComprehension(node)],
    ['set_comprehension', (scopes, node) => scopes.openComprehension(node)],
    ['dictionary_comprehension', (scopes, node) => scopes.openComprehension(node)],
    ['generator_expression', (scopes, node) => scopes.openComprehension(node)],
    ['assignment', (scopes, node) => scopes.assign(node)],
    ['augmented_assignment', (scopes, node) => scopes.augment(node)],
    ['named_expression', (scopes, node) => scopes.bindWalrus(node)],
    ['for_statement', (scopes, node) => scopes.bindLoop(node)],
    ['for_in_clause', (scopes, node) => scopes.bindLoop(node)],
    ['return_statement', (scopes, node) => scopes.flows.gives(scopes.function, scopes.tree.firstChild(node), false)],
    ['yield', (scopes, node) => scopes.flows.gives(scopes.function, scopes.tree.firstChild(node), true)],
    ['raise_statement', (scopes, node) => scopes.flows.raised.push(scopes.tree.firstChild(node))],
    ['as_pattern', (scopes, node) => scopes.bindAs(node)],
    ['function_definition', (scopes, node) => scopes.openFunction(node)],
    ['lambda', (scopes, node) => scopes.openFunction(node)],
    ['class_definition', (scopes, node) => scopes.openClass(node)],
    ['type_alias_statement', (scopes, node) => scopes.bindTypeAlias(node)],
    ['global_statement', (scopes, node) => scopes.handOut(node, scopes.scope.module)],
    ['nonlocal_statement', (scopes, node) => scopes.handOut(node, scopes.scope.enclosingFunction)],
    ['delete_statement', (scopes, node) => scopes.remove(node)],
    ['attribute', (scopes, node) => scopes.ignore(scopes.tree.child(node, 'attribute'))],
    ['keyword_argument', (scopes, node) => scopes.ignore(scopes.tree.child(node, 'name'))],
    ['case_pattern', (scopes, node) => scopes.bindCapture(node)],
    ['keyword_pattern', (scopes, node) => scopes.bindKeywordCapture(node)],
    ['splat_pattern', (scopes, node) => scopes.bindSplat(scopes.tree.firstChild(node))],
  ]);

  /** Must be called once per node, in the order of the tree. */
  visit(node: Node): void {
    this.arrive(node);
    ScopeBuilder.declarations[this.tree.kindNumber(node)]?.(this, node);
  }

  private bindCapture(pattern: Node): void {
    const value = this.tree.children(pattern).at(-1) ?? NONE;
    const isCapture = this.tree.kind(value) === 'dotted_name' && this.tree.children(value).length === 1;
    if (isCapture) this.bindCaptured(this.tree.firstChild(value));
  }

  // What a `match` takes apart may end up under any name that its patterns capture.
  private bindCaptured(name: Node): void {
    const subject = this.tree.child(this.tree.ancestor(name, MATCH), 'subject');
    const key = subject === NONE ? NONE : keyOfCapture(this.tree, name);
    if (key === NONE) this.bind(name, subject, this.scope, 'context');
    else this.record(name, this.scope, { kind: 'entry', node: subject, key });
  }

  private bindKeywordCapture(pattern: Node): void {
    this.ignore(this.tree.firstChild(pattern));
    this.bindCapture(pattern);
  }

  private bindWalrus(node: Node): void {
    this.bind(this.tree.child(node, 'name'), this.tree.child(node, 'value'), this.scope.owner);
  }

  private openClass(node: Node): void {
    this.bindDefinition(node);
    this.enter(node, 'class');
  }

  private openComprehension(node: Node): void {
    const outer = this.scope;
    this.openScope(new Scope('comprehension', outer), node);
    const clause = this.tree.children(node).find((child) => this.tree.kind(child) === 'for_in_clause') ?? NONE;
    if (clause !== NONE) this.beginAt(this.tree.child(clause, 'right'), outer);
  }

  private openFunction(node: Node): void {
    if (this.tree.kind(node) === 'function_definition') this.bindDefinition(node);
    const scope = this.enter(node, 'function');
    const parameters = this.tree.child(node, 'parameters');
    const given: Parameter[] = [];
    for (const parameter of parameters === NONE ? [] : this.tree.children(parameters)) {
      const named = this.tree.child(parameter, 'name');
      const name =
        named !== NONE || this.tree.kind(parameter) !== 'typed_parameter' ? named : this.tree.firstChild(parameter);
      const target = name === NONE ? parameter : name;
      for (const identifier of targetNames(this.tree, target)) {
        this.bind(identifier, this.tree.child(parameter, 'value'), scope);
        given.push({ name: this.tree.identifier(identifier), scope, takes: TAKEN.get(this.tree.kind(target)) });
      }
    }
    this.flows.define(node, given);
    if (this.tree.kind(node) === 'lambda') this.flows.gives(node, this.tree.child(node, 'body'), false);
  }

  private assign(node: Node): void {
    let value = this.tree.child(node, 'right');
    while (value !== NONE && this.tree.kind(value) === 'assignment') value = this.tree.child(value, 'right');
    const left = this.tree.child(node, 'left');
    if (value !== NONE && this.tree.kind(left) === 'identifier') {
      this.bind(left, value);
      return;
    }
    // A bare annotation gives a name no value: only in a function does it make the name local.
    if (value === NONE && this.scope.kind !== 'function') {
      for (const name of targetNames(this.tree, left)) this.ignore(name);
      return;
    }
    for (const given of pairTargets(this.tree, left, value)) {
      if (this.tree.kind(given.target) !== 'identifier') this.flows.given.push(given);
      else this.bind(given.target, given.value, this.scope, given.isElement ? 'element' : 'expression');
    }
  }

  private bindLoop(node: Node): void {
    const iterable = this.tree.child(node, 'right');
    for (const { target } of pairTargets(this.tree, this.tree.child(node, 'left'), NONE)) {
      if (this.tree.kind(target) === 'identifier') this.bind(target, iterable, this.scope, 'element');
      else this.flows.given.push({ target, value: iterable, isElement: true });
    }
  }

  private augment(node: Node): void {
    const left = this.tree.child(node, 'left');
    if (this.tree.kind(left) !== 'identifier') return;
    this.bind(left, this.tree.child(node, 'right'));
    this.readAfterAll(left);
  }

  private bindAs(node: Node): void {
    const value = this.tree.firstChild(node);
    const alias = this.tree.child(node, 'alias');
    if (alias === NONE) {
      const captured = this.tree.children(node).at(-1) ?? NONE;
      if (captured !== value && this.tree.kind(captured) === 'identifier') this.bindCaptured(captured);
      return;
    }
    const isException = this.tree.kind(this.tree.parent(node)) === 'except_clause';
    for (const name of targetNames(this.tree, alias)) {
      if (isException) this.record(name, this.scope, { kind: 'instance', node: value });
      else this.bind(name, value, this.scope, 'context');
    }
  }

  private bindDefinition(node: Node): void {
    this.record(this.tree.child(node, 'name'), this.scope, { kind: 'definition', node });
  }

  // `type(x).y = g()` and `type[x] = 1` reach us as type aliases; only a plain or a generic name on the left is one.
  private bindTypeAlias(node: Node): void {
    const left = this.tree.firstChild(this.tree.child(node, 'left'));
    if (left === NONE) return;
    const name = this.tree.kind(left) === 'generic_type' ? this.tree.firstChild(left) : left;
    if (this.tree.kind(name) === 'identifier') this.bind(name, NONE);
  }

  private handOut(node: Node, outer: Scope): void {
    const scope = this.scope;
    for (const name of this.tree.children(node)) {
      this.ignore(name);
      if (outer !== scope) scope.handOut(this.tree.identifier(name), outer);
    }
  }

  private remove(node: Node): void {
    for (const child of this.tree.children(node)) {
      for (const name of targetNames(this.tree, child)) {
        this.scope.remove(this.tree.identifier(name));
      }
    }
  }

  private bindSplat(target: Node): void {
    if (target === NONE) return;
    for (const name of targetNames(this.tree, target)) this.bindCaptured(name);
  }
}
