import { LineIndex } from './lines.js';
import { type RefusalReason, SourceRefusal } from './refusal.js';
import { NONE, type Node, type SyntaxTree } from './tree.js';

const BLOCKS: ReadonlySet<string> = new Set(['module', 'block']);
const INDENTING = /[ \t\f]/;
const SPACE_BEFORE_TAB = / \t/;
const TAB_STOP = 8;
const FORM_FEED_AFTER_SPACE = /[ \t]\f|\f[ \t]/;
const LONE_CONTINUATION = /^[ \t\f]*\\$/;
const OLD_OCTAL_OR_LONG = /^0[0-9_]*[1-9][0-9_]*$|[lL]$/;

/**
 * Refuses what tree-sitter reads and CPython does not, or reads with another block structure: for these the tree is not
 * what would run.
 * @throws SourceRefusal with the line
 */
export function refuseForeignLayout(tree: SyntaxTree): void {
  const indents = new Map<Node, string>();
  for (let node = 0; node < tree.size; node++) {
    const parent = tree.parent(node);
    if (parent !== NONE && BLOCKS.has(tree.kind(parent))) refuseIndentation(tree, node, indents);
    const complaint = python2(tree, node) ?? emptyBody(tree, node);
    if (complaint !== undefined) refuse(tree, node, complaint[0], complaint[1]);
  }
}

function refuse(tree: SyntaxTree, node: Node, reason: RefusalReason, complaint: string): never {
  const place = new LineIndex(tree.text).place(tree.start(node));
  throw new SourceRefusal(reason, `${complaint} at line ${place.line}`, place);
}

/** @param indents of the blocks met so far: every line of a block begins with the same */
function refuseIndentation(tree: SyntaxTree, statement: Node, indents: Map<Node, string>): void {
  const start = tree.start(statement);
  let lineStart = start;
  while (lineStart > 0 && INDENTING.test(tree.text[lineStart - 1] ?? '')) lineStart -= 1;
  const isFirstOfLine = lineStart === 0 || tree.text[lineStart - 1] === '\n';
  if (!isFirstOfLine) return;
  const indent = tree.text.slice(lineStart, start);
  const block = tree.parent(statement);
  const expected = tree.kind(block) === 'module' ? '' : (indents.get(block) ?? indent);
  indents.set(block, expected);
  if (indent.replaceAll('\f', '') !== expected.replaceAll('\f', '')) {
    refuse(tree, statement, 'indentation', 'An unexpected indent');
  }
  if (SPACE_BEFORE_TAB.test(indent) && isReadInTwoWays(indent)) {
    refuse(tree, statement, 'indentation', 'A space before a tab indents the source');
  }
  if (FORM_FEED_AFTER_SPACE.test(indent)) {
    refuse(tree, statement, 'indentation', 'A form feed among spaces indents the source');
  }
  if (tree.text[lineStart - 2] !== '\\') return;
  const previous = tree.text.slice(tree.text.lastIndexOf('\n', lineStart - 2) + 1, lineStart - 1);
  if (LONE_CONTINUATION.test(previous)) {
    refuse(tree, statement, 'indentation', 'A line that is only a backslash hides the indentation');
  }
}

// A tab leads to the next multiple of eight for CPython, and eight columns further for tree-sitter: no matter where it
// stands in a column of eight anyway.
function isReadInTwoWays(indent: string): boolean {
  let column = 0;
  for (const character of indent) {
    if (character === '\t' && column % TAB_STOP !== 0) return true;
    column += character === '\t' ? TAB_STOP : 1;
  }
  return false;
}

type Complaint = readonly [reason: RefusalReason, complaint: string];

function python2(tree: SyntaxTree, node: Node): Complaint | undefined {
  const construct = python2Construct(tree, node);
  return construct === undefined ? undefined : ['python2', `Python 2: ${construct}`];
}

function python2Construct(tree: SyntaxTree, node: Node): string | undefined {
  switch (tree.kind(node)) {
    case 'print_statement':
      return tree.kind(tree.firstChild(node)) === 'chevron' ? undefined : 'print without parentheses';
    case 'exec_statement':
      return 'exec without parentheses';
    case 'string_start':
      return tree.textOf(node).endsWith('`') ? 'backticks' : undefined;
    case '<>':
      return 'the operator <>';
    case 'integer':
      return OLD_OCTAL_OR_LONG.test(tree.textOf(node)) ? 'a number written the old way' : undefined;
    case 'except_clause':
      return tree.childrenIn(node, 'value').length > 1 ? 'except with a comma' : undefined;
    default:
      return undefined;
  }
}

function emptyBody(tree: SyntaxTree, node: Node): Complaint | undefined {
  const isBody = tree.kind(node) === 'block' && tree.kind(tree.parent(node)) !== 'match_statement';
  const isEmpty = isBody && tree.firstChild(node) === NONE;
  return isEmpty ? ['indentation', 'An indented block is missing'] : undefined;
}
