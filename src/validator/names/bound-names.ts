import { READING } from '../../config/limits.js';
import { SourceRefusal } from '../refusal.js';
import { type Binding, Outward, type Scope, type Scopes } from '../scopes/scope.js';
import { keywordIn } from '../tree/calls.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

/** Metaclasses of Python's own that keep every name. */
const METACLASS = /^(?:abc\.)?ABCMeta$|^(?:enum\.)?Enum(?:Meta|Type)$|^type$/;

/** What names are bound to where they are read, whatever that stands for. */
export class BoundNames {
  protected readonly tree: SyntaxTree;
  protected readonly scopes: Scopes;
  private readonly bindings: readonly Binding[];
  private classNames: ReadonlySet<Node> | undefined;
  private comparisons = 0;
  private preparesClasses: boolean | undefined;

  /** @param scopes where each identifier that is read stands */
  constructor(tree: SyntaxTree, scopes: Scopes, bindings: readonly Binding[]) {
    this.tree = tree;
    this.scopes = scopes;
    this.bindings = bindings;
  }

  /** What a name is bound to where it is read, the nearest scope that binds it first; undefined where nothing does. */
  bindingsOf(identifier: Node): readonly Binding[] | undefined {
    return this.bindingsSeenFrom(identifier, this.tree.identifier(identifier));
  }

  /** What a name would be bound to if it were read where an identifier stands. */
  bindingsSeenFrom(place: Node, name: string): readonly Binding[] | undefined {
    for (const outward = new Outward(this.scopes[place], name); outward.scope !== undefined; outward.next()) {
      const bindings = outward.scope.bindings.get(name);
      if (bindings !== undefined) return bindings;
    }
    return undefined;
  }

  /** Whether an identifier is a name that is read, so that other names can be looked up from where it stands. */
  isRead(identifier: Node): boolean {
    return this.scopes[identifier] !== undefined;
  }

  soleValue(identifier: Node): Node {
    const bindings = this.bindingsOf(identifier);
    const binding = bindings?.[0];
    if (bindings?.length !== 1 || binding?.meaning.kind !== 'expression') return NONE;
    return this.tree.kind(this.tree.parent(binding.target)) === 'assignment' ? binding.meaning.node : NONE;
  }

  /** Whether a name that is bound here becomes an attribute of a class. */
  isInClassBody(bound: Node): boolean {
    this.classNames ??= new Set(
      this.bindings.filter(({ scope }) => scope.kind === 'class').map(({ target }) => target),
    );
    return this.classNames.has(bound);
  }

  // What `__prepare__` of a metaclass gives a class body to keep its names in may keep none.
  private mayDropNames({ definition }: Scope): boolean {
    this.preparesClasses ??= this.tree.text.normalize('NFKC').includes('__prepare__');
    const metaclass = keywordIn(this.tree, this.tree.child(definition, 'superclasses'), 'metaclass');
    return this.preparesClasses || (metaclass !== NONE && !METACLASS.test(this.tree.textOf(metaclass)));
  }

  // In a function a name that is bound anywhere is local everywhere. A module or class falls back to what is outside
  // until its binding has run.
  protected hidesOuter(scope: Scope, bindings: readonly Binding[], place: Node, name: string): boolean {
    if (scope.isSettledAtOnce) return true;
    if (scope.mayLack(name) || (scope.kind === 'class' && this.mayDropNames(scope))) return false;
    const at = this.tree.start(place);
    const found = bindings.findIndex(({ holds }) => holds !== undefined && holds.from <= at && at < holds.until);
    this.comparisons += found < 0 ? bindings.length : found;
    if (this.comparisons > READING.nameComparisons) {
      throw new SourceRefusal('too-tangled', 'The names of the source are bound and read too often');
    }
    return found >= 0;
  }
}
