import { canonicalName } from '../qualified-name.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import type { ScopeBuilder } from './scope-builder.js';

/** One name brought in by an import statement. */
export interface ImportedName {
  readonly node: Node;
  /** The module as written, by its shortest road; empty for a relative import. */
  readonly module: string;
  /** `module.name` of `from module import name`; `module.*` of a star import; the module itself of `import module`. */
  readonly qualifiedName: string;
  readonly isStar: boolean;
  /** In a class body an imported module becomes an attribute that anybody can reach. */
  readonly isInClass: boolean;
}

export const IMPORT_KINDS = ['import_statement', 'import_from_statement', 'future_import_statement'] as const;

const STATEMENTS: ReadonlySet<string> = new Set(IMPORT_KINDS);

/** Reads an import statement: binds what it binds, and returns what it brings in. */
export function readImport(tree: SyntaxTree, scopes: ScopeBuilder, statement: Node): ImportedName[] {
  for (let node = statement + 1; node < tree.after(statement); node++) {
    if (tree.kind(node) === 'identifier') scopes.ignore(node);
  }
  const entries = tree.childrenIn(statement, 'name').map((entry) => readEntry(tree, entry));
  const isInClass = scopes.scope.kind === 'class';
  if (tree.kind(statement) === 'import_statement') {
    return entries.map(({ node, path, alias }) => {
      const [root = ''] = path.split('.');
      if (alias === NONE) scopes.bindImport(node, tree.privateName(node, root), root);
      else scopes.bindImport(alias, tree.identifier(alias), path);
      const module = canonicalName(path);
      return { node, module, qualifiedName: module, isStar: false, isInClass };
    });
  }
  const module = moduleOf(tree, statement);
  if (tree.children(statement).some((child) => tree.kind(child) === 'wildcard_import')) {
    if (module !== '') scopes.scope.importAll(module);
    return [{ node: statement, module: canonicalName(module), qualifiedName: `${module}.*`, isStar: true, isInClass }];
  }
  return entries.map(({ node, path, alias }) => {
    const qualifiedName = module === '' ? '' : canonicalName(`${module}.${path}`);
    const bound = alias === NONE ? node : alias;
    const name = tree.privateName(bound, dottedName(tree, bound));
    if (module !== '') scopes.bindImport(bound, name, qualifiedName);
    else scopes.bindUnknown(bound, name);
    return { node, module: canonicalName(module), qualifiedName, isStar: false, isInClass };
  });
}

/** The dotted name that an import statement spells out for what it brings in or binds here; undefined elsewhere. */
export function writtenImport(tree: SyntaxTree, node: Node): string | undefined {
  const entry = tree.kind(tree.parent(node)) === 'aliased_import' ? tree.parent(node) : node;
  const statement = tree.parent(entry);
  if (tree.field(entry) !== 'name' || !STATEMENTS.has(tree.kind(statement))) return undefined;
  const { path, alias } = readEntry(tree, entry);
  if (tree.kind(statement) !== 'import_statement') return `${moduleOf(tree, statement)}.${path}`;
  return alias === NONE ? path.split('.')[0] : path;
}

function readEntry(
  tree: SyntaxTree,
  entry: Node,
): { readonly node: Node; readonly path: string; readonly alias: Node } {
  if (tree.kind(entry) !== 'aliased_import') return { node: entry, path: dottedName(tree, entry), alias: NONE };
  return { node: entry, path: dottedName(tree, tree.child(entry, 'name')), alias: tree.child(entry, 'alias') };
}

function moduleOf(tree: SyntaxTree, statement: Node): string {
  if (tree.kind(statement) === 'future_import_statement') return '__future__';
  const module = tree.child(statement, 'module_name');
  return tree.kind(module) === 'relative_import' ? '' : dottedName(tree, module);
}

/** The parts of a dotted name, without the comments and line breaks that may stand between them. */
function dottedName(tree: SyntaxTree, node: Node): string {
  if (tree.kind(node) === 'identifier') return tree.identifier(node);
  const first = tree.firstChild(node);
  if (first !== NONE && tree.after(first) === tree.after(node)) return dottedName(tree, first);
  return tree
    .children(node)
    .filter((child) => tree.kind(child) === 'identifier')
    .map((child) => tree.identifier(child))
    .join('.');
}
