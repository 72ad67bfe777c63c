import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Given } from '../tree/targets.js';
import type { Scope } from './scope.js';

/** One parameter of a function, and the scope in which its name is bound. */
export interface Parameter {
  readonly name: string;
  readonly scope: Scope;
  /** Absent where it takes one argument. */
  readonly takes: 'positional' | 'keywords' | undefined;
}

/** An expression that a call of a function may give: one that it returns, or one of those that it yields. */
export interface GivenByCall {
  readonly definition: Node;
  readonly node: Node;
  readonly isYielded: boolean;
}

/** By which ways a value may go that no name is bound to: gathered in the walk, followed only where something goes them. */
export class FlowFacts {
  /** Attributes and subscripts that are written to. */
  readonly given: Given[] = [];
  readonly results: GivenByCall[] = [];
  readonly raised: Node[] = [];
  readonly parameters = new Map<Node, readonly Parameter[]>();

  define(definition: Node, parameters: readonly Parameter[]): void {
    this.parameters.set(definition, parameters);
  }

  gives(definition: Node, node: Node, isYielded: boolean): void {
    if (definition !== NONE && node !== NONE) this.results.push({ definition, node, isYielded });
  }
}
