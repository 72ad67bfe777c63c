import { PythonParser } from '../../src/validator/reading/parser.js';
import { NONE, type Node, type SyntaxTree } from '../../src/validator/tree/syntax-tree.js';

const parser = new PythonParser();
const UNREADABLE_STRING = /^[^'"]|^('''|""")|\\|\n/;

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A source, its tree, and what mutators ask of them. */
export class Program {
  readonly tree: SyntaxTree;
  readonly text: string;
  #fresh = 0;

  constructor(tree: SyntaxTree) {
    this.tree = tree;
    this.text = tree.text;
  }

  /** @throws SourceRefusal where the source cannot be read */
  static async read(source: string): Promise<Program> {
    return new Program(await parser.parse(source));
  }

  nodes(...kinds: readonly string[]): Node[] {
    return Array.from({ length: this.tree.size }, (_, node) => node).filter((node) =>
      kinds.includes(this.tree.kind(node)),
    );
  }

  isWithin(node: Node, ...kinds: readonly string[]): boolean {
    return this.tree.ancestor(node, new Set(kinds)) !== NONE;
  }

  /** A name that the source does not have. */
  fresh(): string {
    for (;;) {
      const name = `w${++this.#fresh}`;
      if (!new RegExp(`\\b${name}\\b`).test(this.text)) return name;
    }
  }

  lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The white space before a statement, or undefined where it does not begin its line. */
  indentOf(statement: Node): string | undefined {
    const start = this.tree.start(statement);
    const before = this.text.slice(this.lineStart(start), start);
    return /^[ \t]*$/.test(before) ? before : undefined;
  }

  /** Whether nothing else stands on the line after a statement. */
  endsItsLine(statement: Node): boolean {
    const end = this.tree.end(statement);
    const until = this.text.indexOf('\n', end);
    return /^[ \t\r]*(#.*)?$/.test(this.text.slice(end, until < 0 ? undefined : until));
  }

  /** What a plain one-line string says; undefined for any other string, and where only a literal may stand. */
  plainText(string: Node): string | undefined {
    const literal = this.tree.textOf(string);
    const parent = this.tree.parent(string);
    const isElsewhere = ['concatenated_string', 'expression_statement', 'case_pattern'].includes(
      this.tree.kind(parent),
    );
    if (isElsewhere || this.isWithin(string, 'case_clause', 'interpolation', 'dict_pattern')) return undefined;
    return UNREADABLE_STRING.test(literal) ? undefined : literal.slice(1, -1);
  }

  /** Whether an expression is read, and not written to or part of an import or a pattern. */
  isRead(node: Node): boolean {
    let target = node;
    while (TARGETS.has(this.tree.kind(this.tree.parent(target)))) target = this.tree.parent(target);
    const parent = this.tree.parent(target);
    const kind = this.tree.kind(parent);
    const field = this.tree.field(target);
    if (WRITING.has(kind) && (field === 'left' || field === 'name' || kind === 'delete_statement')) return false;
    return !this.isWithin(node, ...UNREAD);
  }

  /** The source with some places replaced; edits that overlap one before them are left out. */
  edited(edits: readonly Edit[]): string {
    let text = '';
    let from = 0;
    for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
      if (edit.start < from) continue;
      text += this.text.slice(from, edit.start) + edit.text;
      from = edit.end;
    }
    return text + this.text.slice(from);
  }

  replace(node: Node, text: string): Edit {
    return { start: this.tree.start(node), end: this.tree.end(node), text };
  }
}

const TARGETS: ReadonlySet<string> = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'list_splat_pattern']);
const WRITING: ReadonlySet<string> = new Set([
  ...['assignment', 'augmented_assignment', 'for_statement', 'for_in_clause', 'named_expression', 'delete_statement'],
]);
const UNREAD: readonly string[] = [
  ...['import_statement', 'import_from_statement', 'future_import_statement', 'case_pattern', 'as_pattern_target'],
  ...['global_statement', 'nonlocal_statement', 'type', 'type_alias_statement', 'delete_statement'],
];
