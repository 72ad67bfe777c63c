import { type RefusalReason, SourceRefusal } from '../refusal.js';
import { byKind, KINDS, kindSet } from '../tree/kinds.js';
import { isIndenting, LineCursor } from '../tree/lines.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import { isHeadBroken, isStatementBroken } from './broken-lines.js';
import { isNoName, MISPLACED } from './misplaced.js';

/** The first node of every tree. */
const MODULE = 0;
const IDENTIFIER = KINDS.indexOf('identifier');
const BLOCKS = kindSet(['module', 'block']);
const TAB_OR_FORM_FEED = /[\t\f]/;
const SPACE_BEFORE_TAB = / \t/;
const TAB_STOP = 8;
const SPACE = 0x20;
const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const BACKTICK = 0x60;
const ZERO = 0x30;
const NINE = 0x39;
const FORM_FEED_AFTER_SPACE = /[ \t]\f|\f[ \t]/;
const LONE_CONTINUATION = /^[ \t\f]*\\$/;
const PARAMETERS: ReadonlySet<string> = new Set(['parameters', 'lambda_parameters']);
const OLD_OCTAL_OR_LONG = /^0[0-9_]*[1-9][0-9_]*$|[lL]$/;

/**
 * Refuses what tree-sitter reads and CPython does not, or reads with another block structure: for these the tree is not
 * what would run.
 * @throws SourceRefusal with the line
 */
export function refuseForeignLayout(tree: SyntaxTree): void {
  const line = new LineCursor(tree.lines, tree.text);
  const indents = new Indents(tree);
  let noName = NONE;
  for (let node = 0; node < tree.size; node++) {
    const parent = tree.parent(node);
    if (parent !== NONE && tree.isOneOf(parent, BLOCKS)) refuseStatement(tree, node, line, indents);
    const kind = tree.kindNumber(node);
    if (kind === IDENTIFIER && noName === NONE && isNoName(tree, node)) noName = node;
    const complain = kind < KINDS.length ? COMPLAINTS[kind] : operatorOfPython2;
    const complaint = complain?.(tree, node);
    if (complaint !== undefined) refuse(tree, node, complaint[0], complaint[1]);
  }
  if (noName !== NONE) refuse(tree, noName, 'syntax', `${tree.textOf(noName)} as a name`);
}

function refuseStatement(tree: SyntaxTree, statement: Node, line: LineCursor, indents: Indents): void {
  line.moveTo(tree.start(statement));
  if (!isPlainlyIndented(tree, statement, line.start)) refuseIndentation(tree, statement, indents);
  if (line.end < tree.end(statement) && isStatementBroken(tree, statement)) refuse(tree, statement, ...BROKEN_OFF);
}

function refuse(tree: SyntaxTree, node: Node, reason: RefusalReason, complaint: string): never {
  const place = tree.lines.place(tree.start(node));
  throw new SourceRefusal(reason, `${complaint} at line ${place.line}`, place);
}

// With as many blanks as the first of its block, after a line that does not go on in this one: as nearly all are.
function isPlainlyIndented(tree: SyntaxTree, statement: Node, lineStart: number): boolean {
  const { text } = tree;
  const start = tree.start(statement);
  if (!isBlank(text, lineStart, start) || text.charCodeAt(lineStart - 2) === BACKSLASH) return false;
  const block = tree.parent(statement);
  if (block === MODULE) return start === lineStart;
  const first = tree.firstChild(block);
  return statement === first || isColumnOf(text, tree.start(first), start - lineStart);
}

function isColumnOf(text: string, start: number, column: number): boolean {
  return text.charCodeAt(start - column - 1) === NEWLINE && isBlank(text, start - column, start);
}

// From the end on, because of statements that stand behind many others in one line.
function isBlank(text: string, from: number, until: number): boolean {
  for (let at = until - 1; at >= from; at--) if (text.charCodeAt(at) !== SPACE) return false;
  return true;
}

// Every line of a block begins as its first does, and those of a module with nothing.
function refuseIndentation(tree: SyntaxTree, statement: Node, indents: Indents): void {
  const start = tree.start(statement);
  const lineStart = startOfIndent(tree.text, start);
  if (lineStart < 0) return;
  const indent = tree.text.slice(lineStart, start);
  const expected = indents.ofBlock(tree.parent(statement)) ?? indent;
  if (indent !== expected && indent.replaceAll('\f', '') !== expected.replaceAll('\f', '')) {
    refuse(tree, statement, 'indentation', 'An unexpected indent');
  }
  if (TAB_OR_FORM_FEED.test(indent)) refuseTabs(tree, statement, indent);
  if (tree.text.charCodeAt(lineStart - 2) !== BACKSLASH) return;
  const previous = tree.text.slice(tree.text.lastIndexOf('\n', lineStart - 2) + 1, lineStart - 1);
  if (LONE_CONTINUATION.test(previous)) {
    refuse(tree, statement, 'indentation', 'A line that is only a backslash hides the indentation');
  }
}

/** Where the indentation begins that reaches up to an offset; negative where something else stands before. */
function startOfIndent(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && isIndenting(text.charCodeAt(start - 1))) start -= 1;
  return start === 0 || text.charCodeAt(start - 1) === NEWLINE ? start : -1;
}

/** What the lines of a block begin with, worked out once for statements that follow each other in it. */
class Indents {
  readonly #tree: SyntaxTree;
  #block: Node = NONE;
  #indent: string | undefined;

  constructor(tree: SyntaxTree) {
    this.#tree = tree;
  }

  /** Undefined where the first statement stands behind the head of the block: then all of it is one line to CPython. */
  ofBlock(block: Node): string | undefined {
    if (block === MODULE) return '';
    if (block !== this.#block) {
      this.#block = block;
      this.#indent = this.#ofFirst(this.#tree.start(this.#tree.firstChild(block)));
    }
    return this.#indent;
  }

  #ofFirst(start: number): string | undefined {
    const lineStart = startOfIndent(this.#tree.text, start);
    return lineStart < 0 ? undefined : this.#tree.text.slice(lineStart, start);
  }
}

function refuseTabs(tree: SyntaxTree, statement: Node, indent: string): void {
  if (SPACE_BEFORE_TAB.test(indent) && isReadInTwoWays(indent)) {
    refuse(tree, statement, 'indentation', 'A space before a tab indents the source');
  }
  if (FORM_FEED_AFTER_SPACE.test(indent)) {
    refuse(tree, statement, 'indentation', 'A form feed among spaces indents the source');
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

function python2(construct: string): Complaint {
  return ['python2', `Python 2: ${construct}`];
}

const BROKEN_OFF: Complaint = ['syntax', 'A statement that goes on after the end of its line'];

/** What may be wrong with a node of one kind. */
const COMPLAINTS = byKind<(tree: SyntaxTree, node: Node) => Complaint | undefined>([
  [
    'print_statement',
    (tree, node) => (tree.kind(tree.firstChild(node)) === 'chevron' ? undefined : python2('print without parentheses')),
  ],
  ['exec_statement', () => python2('exec without parentheses')],
  ['string_start', (tree, node) => (lastCharacter(tree, node) === BACKTICK ? python2('backticks') : undefined)],
  ['integer', (tree, node) => (isOldNumber(tree, node) ? python2('a number written the old way') : undefined)],
  [
    'except_clause',
    (tree, node) => (tree.childrenIn(node, 'value').length > 1 ? python2('except with a comma') : undefined),
  ],
  [
    'raise_statement',
    (tree, node) =>
      tree.kind(tree.firstChild(node)) === 'expression_list' ? python2('raise with a comma') : undefined,
  ],
  [
    'tuple_pattern',
    (tree, node) => (PARAMETERS.has(tree.kind(tree.parent(node))) ? python2('a parameter in parentheses') : undefined),
  ],
  ['block', (tree, node) => emptyBody(tree, node) ?? (isHeadBroken(tree, node) ? BROKEN_OFF : undefined)],
  ['decorator', (tree, node) => (isStatementBroken(tree, node) ? BROKEN_OFF : undefined)],
  ...MISPLACED.map(([kind, complain]) => [kind, syntaxWhere(complain)] as const),
]);

// Most numbers begin with no zero and end with a digit.
function isOldNumber(tree: SyntaxTree, node: Node): boolean {
  const mayBeOld = tree.text.charCodeAt(tree.start(node)) === ZERO || lastCharacter(tree, node) > NINE;
  return mayBeOld && OLD_OCTAL_OR_LONG.test(tree.textOf(node));
}

function lastCharacter(tree: SyntaxTree, node: Node): number {
  return tree.text.charCodeAt(tree.end(node) - 1);
}

function operatorOfPython2(tree: SyntaxTree, node: Node): Complaint | undefined {
  return tree.kind(node) === '<>' ? python2('the operator <>') : undefined;
}

function syntaxWhere(
  complain: (tree: SyntaxTree, node: Node) => string | undefined,
): (tree: SyntaxTree, node: Node) => Complaint | undefined {
  return (tree, node) => {
    const complaint = complain(tree, node);
    return complaint === undefined ? undefined : ['syntax', complaint];
  };
}

function emptyBody(tree: SyntaxTree, node: Node): Complaint | undefined {
  const isEmpty = tree.firstChild(node) === NONE && tree.kind(tree.parent(node)) !== 'match_statement';
  return isEmpty ? ['indentation', 'An indented block is missing'] : undefined;
}
