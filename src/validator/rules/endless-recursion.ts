import type { Facts } from '../facts.js';
import { type Finding, foundAt, type Rule } from '../rule.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

/** Statements that run one after the other, whatever happens: nothing in them leaves the function on another path. */
const PLAIN_STATEMENTS: ReadonlySet<string> = new Set([
  ...['expression_statement', 'assignment', 'augmented_assignment', 'pass_statement', 'import_statement'],
  ...['import_from_statement', 'global_statement', 'nonlocal_statement', 'delete_statement', 'comment'],
  ...['function_definition', 'class_definition', 'decorated_definition', 'return_statement'],
]);
/** What holds code that may not run, or runs later. */
const NOT_AT_ONCE: ReadonlySet<string> = new Set([
  ...['lambda', 'conditional_expression', 'boolean_operator', 'list_comprehension', 'set_comprehension'],
  ...[
    'dictionary_comprehension',
    'generator_expression',
    'function_definition',
    'class_definition',
    'decorated_definition',
  ],
]);

export const endlessRecursion: Rule = {
  meta: {
    id: 'endless-recursion',
    points: 10,
    channel: 'robustness',
    what: 'A function that calls itself on every path, perhaps through others, without a case in which it stops.',
    why: 'It ends in a RecursionError, or in a crash of the interpreter where the limit was raised.',
    example: 'def walk(n):\n    return walk(n - 1)\n',
    accepted: 'def walk(n):\n    if n == 0:\n        return 0\n    return walk(n - 1)\n',
    saferWay: 'Return before the call where there is nothing left to do, or write a loop.',
  },

  check(facts) {
    const definitions = functionsCalled(facts);
    const walk = new Walk(facts, new Set(definitions));
    return foundAt(definitions, (definition) => walk.from(definition));
  },
};

/** A call that a function makes whatever happens, of a function of the source. */
interface SureCall {
  readonly call: Node;
  readonly definition: Node;
}

/** A function on the way, and its sure calls that are not followed yet, the last first. */
interface Step {
  readonly definition: Node;
  readonly left: SureCall[];
  /** How many of the functions on the way so far are generators. */
  readonly generators: number;
}

/** Functions of a round that a message names at most. */
const MOST_NAMED = 10;

/** Goes once along all sure calls, and tells those that lead back to a function that is still at it. */
class Walk {
  readonly #facts: Facts;
  readonly #definitions: ReadonlySet<Node>;
  readonly #seen = new Set<Node>();
  /** Where on the path each function stands that is still at it. */
  readonly #places = new Map<Node, number>();
  /** Functions to which something was found to lead back. */
  readonly #told = new Set<Node>();

  constructor(facts: Facts, definitions: ReadonlySet<Node>) {
    this.#facts = facts;
    this.#definitions = definitions;
  }

  *from(start: Node): Iterable<Finding> {
    const path: Step[] = [];
    const enter = (definition: Node) => {
      this.#seen.add(definition);
      this.#places.set(definition, path.length);
      const generators = (path.at(-1)?.generators ?? 0) + (isGenerator(this.#facts, definition) ? 1 : 0);
      path.push({ definition, left: sureCalls(this.#facts, definition, this.#definitions), generators });
    };
    if (!this.#seen.has(start)) enter(start);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const next = at.left.pop();
      if (next === undefined) this.#places.delete(path.pop()?.definition ?? NONE);
      else if (!this.#seen.has(next.definition)) enter(next.definition);
      else yield* this.#leadingBack(next, path);
    }
  }

  // Calling a generator runs nothing of it yet.
  *#leadingBack({ call, definition }: SureCall, path: readonly Step[]): Iterable<Finding> {
    const first = this.#places.get(definition);
    if (first === undefined || this.#told.has(definition)) return;
    this.#told.add(definition);
    const hasGenerator = path.at(-1)?.generators !== (path[first - 1]?.generators ?? 0);
    // Many rounds may share a long way: of each no more is looked at than is told.
    if (!hasGenerator) yield this.#finding(call, path.slice(first, first + MOST_NAMED + 1));
  }

  #finding(node: Node, round: readonly Step[]): Finding {
    const { tree } = this.#facts;
    const [name = '', ...through] = round.map(({ definition }) => tree.identifier(tree.child(definition, 'name')));
    const named = through.length < MOST_NAMED ? through : [...through.slice(0, MOST_NAMED - 1), '...'];
    const way = through.length === 0 ? '' : `, through ${named.join(', ')}`;
    return { node, qualifiedName: name, message: `${name} calls itself on every path${way}` };
  }
}

/** The functions that some call names: whoever is on a round is one. A decorator would answer instead of the function. */
function functionsCalled(facts: Facts): readonly Node[] {
  const { tree, calls, functions } = facts;
  if (functions.length === 0) return functions;
  const callees = calls.map((call) => tree.unwrap(tree.child(call, 'function')));
  const called = new Set(callees.map((callee) => (tree.kind(callee) === 'identifier' ? tree.identifier(callee) : '')));
  return functions.filter(
    (definition) => called.has(tree.identifier(tree.child(definition, 'name'))) && !isDecorated(facts, definition),
  );
}

function isDecorated({ tree }: Facts, definition: Node): boolean {
  return tree.kind(tree.parent(definition)) === 'decorated_definition';
}

function isGenerator({ tree }: Facts, definition: Node): boolean {
  const body = tree.child(definition, 'body');
  for (let node = body; node < tree.after(body); ) {
    if (tree.kind(node) === 'yield') return true;
    node = NOT_AT_ONCE.has(tree.kind(node)) ? tree.after(node) : node + 1;
  }
  return false;
}

function sureCalls(facts: Facts, definition: Node, definitions: ReadonlySet<Node>): SureCall[] {
  const { tree } = facts;
  const found: SureCall[] = [];
  for (const statement of tree.children(tree.child(definition, 'body'))) {
    if (!PLAIN_STATEMENTS.has(tree.kind(statement))) break;
    for (const call of callsAtOnce(tree, statement)) {
      const called = definitionCalled(facts, call);
      if (definitions.has(called)) found.push({ call, definition: called });
    }
    if (tree.kind(statement) === 'return_statement') break;
  }
  return found.toReversed();
}

function* callsAtOnce(tree: SyntaxTree, within: Node): Iterable<Node> {
  for (let node = within; node < tree.after(within); ) {
    if (tree.kind(node) === 'call') yield node;
    node = NOT_AT_ONCE.has(tree.kind(node)) ? tree.after(node) : node + 1;
  }
}

function definitionCalled({ tree, names }: Facts, call: Node): Node {
  const callee = tree.unwrap(tree.child(call, 'function'));
  if (tree.kind(callee) !== 'identifier') return NONE;
  const [binding, ...others] = (names.bindingsOf(callee) ?? []).slice(0, 2);
  return others.length === 0 && binding?.meaning.kind === 'definition' ? binding.meaning.node : NONE;
}
