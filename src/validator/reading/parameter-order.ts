import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';

/** What a parameter is to those after it. */
type Part = 'plain' | 'default' | 'slash' | 'star' | 'rest' | 'keywords' | 'other';

const PARTS: ReadonlyMap<string, Part> = new Map([
  ['identifier', 'plain'],
  ['typed_parameter', 'plain'],
  ['default_parameter', 'default'],
  ['typed_default_parameter', 'default'],
  ['positional_separator', 'slash'],
  ['keyword_separator', 'star'],
  ['list_splat_pattern', 'rest'],
  ['dictionary_splat_pattern', 'keywords'],
]);

/** Whether CPython refuses parameters for the order in which they stand; undefined for no complaint. */
export function wrongParameterOrder(tree: SyntaxTree, parameters: Node): string | undefined {
  const seen = new Set<Part>();
  let last: Part | undefined;
  for (let node = parameters + 1; node < tree.after(parameters); node = tree.after(node)) {
    const part = partOf(tree, node);
    if (last === 'keywords' || (last === 'star' && part === 'keywords') || !mayFollow(part, seen)) {
      return 'Parameters in an order that they cannot have';
    }
    seen.add(part);
    last = part;
  }
  return last === 'star' ? 'A star without a parameter after it' : undefined;
}

function partOf(tree: SyntaxTree, node: Node): Part {
  const part = PARTS.get(tree.kind(node)) ?? 'other';
  const inner = tree.kind(node) === 'typed_parameter' ? tree.firstChild(node) : NONE;
  return inner === NONE ? part : (PARTS.get(tree.kind(inner)) ?? part);
}

function mayFollow(part: Part, seen: ReadonlySet<Part>): boolean {
  const isAfterStar = seen.has('star') || seen.has('rest');
  switch (part) {
    case 'plain':
      return isAfterStar || !seen.has('default');
    case 'slash':
      return seen.size > 0 && !isAfterStar && !seen.has('slash');
    case 'star':
    case 'rest':
      return !isAfterStar;
    default:
      return true;
  }
}
