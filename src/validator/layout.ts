import { LineIndex } from './lines.js';
import { type RefusalReason, SourceRefusal } from './refusal.js';
import type { Node, SyntaxTree } from './tree.js';

const BLOCKS: ReadonlySet<string> = new Set(['module', 'block']);
const INDENTING = /[ \t\f]/;
const SPACE_BEFORE_TAB = / \t/;
const FORM_FEED_AFTER_SPACE = /[ \t]\f|\f[ \t]/;
const LONE_CONTINUATION = /^[ \t\f]*\\$/;
const OLD_OCTAL_OR_LONG = /^0[0-9_]*[1-9][0-9_]*$|[lL]$/;

/**
 * Refuses what tree-sitter reads and CPython does not, or reads with another block structure: for these the tree is not
 * what would run.
 * @throws SourceRefusal with the line
 */
export function refuseForeignLayout(tree: SyntaxTree): void {
  for (let node = 0; node < tree.size; node++) {
    const parent = tree.parent(node);
    if (parent >= 0 && BLOCKS.has(tree.kind(parent))) refuseIndentation(tree, node);
    const complaint = python2(tree, node);
    if (complaint !== undefined) refuse(tree, node, 'python2', complaint);
  }
}

function refuse(tree: SyntaxTree, node: Node, reason: RefusalReason, complaint: string): never {
  const place = new LineIndex(tree.text).place(tree.start(node));
  throw new SourceRefusal(reason, `${complaint} at line ${place.line}`, place);
}

function refuseIndentation(tree: SyntaxTree, statement: Node): void {
  const start = tree.start(statement);
  let lineStart = start;
  while (lineStart > 0 && INDENTING.test(tree.text[lineStart - 1] ?? '')) lineStart -= 1;
  const isFirstOfLine = lineStart === 0 || tree.text[lineStart - 1] === '\n';
  if (!isFirstOfLine) return;
  const indent = tree.text.slice(lineStart, start);
  if (SPACE_BEFORE_TAB.test(indent)) refuse(tree, statement, 'indentation', 'A space before a tab indents the source');
  if (FORM_FEED_AFTER_SPACE.test(indent)) {
    refuse(tree, statement, 'indentation', 'A form feed among spaces indents the source');
  }
  if (tree.text[lineStart - 2] !== '\\') return;
  const previous = tree.text.slice(tree.text.lastIndexOf('\n', lineStart - 2) + 1, lineStart - 1);
  if (LONE_CONTINUATION.test(previous)) {
    refuse(tree, statement, 'indentation', 'A line that is only a backslash hides the indentation');
  }
}

function python2(tree: SyntaxTree, node: Node): string | undefined {
  switch (tree.kind(node)) {
    case 'print_statement':
      return tree.kind(tree.firstChild(node)) !== 'chevron' ? 'Python 2: print without parentheses' : undefined;
    case 'exec_statement':
      return 'Python 2: exec without parentheses';
    case 'string_start':
      return tree.textOf(node).endsWith('`') ? 'Python 2: backticks' : undefined;
    case '<>':
      return 'Python 2: the operator <>';
    case 'integer':
      return OLD_OCTAL_OR_LONG.test(tree.textOf(node)) ? 'Python 2: a number written as in Python 2' : undefined;
    case 'except_clause':
      return tree.childrenIn(node, 'value').length > 1 ? 'Python 2: except with a comma' : undefined;
    default:
      return undefined;
  }
}
