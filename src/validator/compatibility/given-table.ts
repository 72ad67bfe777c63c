import type { Facts } from '../facts.js';
import { isWritten } from '../reads/own-objects.js';
import type { Binding } from '../scopes/scope.js';
import type { Node, SyntaxTree } from '../tree/syntax-tree.js';

/** The columns of the table that the sandbox gives. */
export const COLUMNS: ReadonlySet<string> = new Set(['open', 'high', 'low', 'close', 'volume', 'adj_close']);
/** What gives a table other labels where it stands. */
const RELABELS = /\binplace\b|\bset_axis\b|\b__dict__\b|\bsetattr\b/;
const MAIN = /__name__\s*==|==\s*__name__/;
const MOST_MAIN_BLOCKS = 3;

/** Whether any table may have been given other labels where it stands. */
export function mayRelabelInPlace({ tree, attributes }: Facts): boolean {
  if (RELABELS.test(tree.text)) return true;
  return attributes.some(({ node, name }) => (name === 'index' || name === 'columns') && isWritten(tree, node));
}

/** Where a source says the table that the sandbox gives: the name `data` that nothing binds, or what its `run` is given. */
export class GivenTable {
  readonly #facts: Facts;
  #runIsMentioned: boolean | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** Whether an expression is the name of the table, and of nothing else. */
  is(node: Node): boolean {
    const { tree, names, imports } = this.#facts;
    if (tree.kind(node) !== 'identifier') return false;
    const [binding, ...others] = names.bindingsOf(node)?.slice(0, 2) ?? [];
    if (binding !== undefined) return others.length === 0 && this.isGivenToRun(binding);
    const isFree = tree.identifier(node) === 'data' && names.namesOf(node).length === 0;
    return isFree && !imports.some(({ isStar }) => isStar);
  }

  /** Whether a name is the first parameter of the `run` that the sandbox calls, and nobody else does. */
  isGivenToRun({ target }: Binding): boolean {
    const { tree } = this.#facts;
    const parameters = tree.parent(target);
    const definition = tree.parent(parameters);
    if (tree.kind(parameters) !== 'parameters' || tree.firstChild(parameters) !== target) return false;
    const isRun = tree.identifier(tree.child(definition, 'name')) === 'run' && tree.parent(definition) === 0;
    if (!isRun) return false;
    this.#runIsMentioned ??= this.#mentionsRun();
    return !this.#runIsMentioned;
  }

  // What a script gives to its `run` when it is tried out is not what the sandbox gives to it afterwards.
  #mentionsRun(): boolean {
    const { tree, reads } = this.#facts;
    const blocks = tree.children(0).filter((node) => isMainBlock(tree, node));
    if (blocks.length > MOST_MAIN_BLOCKS) return true;
    return reads.some((node) => {
      const isRun = tree.kind(node) === 'identifier' && tree.identifier(node) === 'run';
      return isRun && !blocks.some((block) => tree.isWithin(node, block));
    });
  }
}

function isMainBlock(tree: SyntaxTree, node: Node): boolean {
  return tree.kind(node) === 'if_statement' && MAIN.test(tree.textOf(tree.child(node, 'condition')));
}
