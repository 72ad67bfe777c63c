import {
  type AttributeRead,
  attributeRead,
  formatFields,
  modulesInText,
  patternRead,
} from './reads/attribute-reads.js';
import { isAttributeText } from './reads/literal-attributes.js';
import { IMPORT_KINDS, type ImportedName, readImport } from './scopes/imports.js';
import type { Scope } from './scopes/scope.js';
import { ScopeBuilder } from './scopes/scope-builder.js';
import { hasKeyword } from './tree/calls.js';
import { isContinued } from './tree/chains.js';
import { byKind } from './tree/kinds.js';
import type { Node, SyntaxTree } from './tree/syntax-tree.js';

/** What stands among the keywords for those that are handed over as they are. */
export const OPTIONS = '**';

/** What the one walk through a tree brings in, sorted by what is done with it after the walk. */
export class Harvest {
  readonly imports: ImportedName[] = [];
  readonly loops: Node[] = [];
  readonly calls: Node[] = [];
  /** Those of the calls that are given something by keyword, also by `**options`. */
  readonly keywordCalls: Node[] = [];
  /** Names of the arguments that calls may be given by keyword, and `**` where some are handed over as they are. */
  readonly keywords = new Set<string>();
  readonly operations: Node[] = [];
  readonly functions: Node[] = [];
  readonly reads: Node[] = [];
  readonly subscripts: Node[] = [];
  readonly mappings: Node[] = [];
  /** Literals that are exactly a dangerous attribute. */
  readonly attributeTexts: Node[] = [];
  readonly attributes: AttributeRead[] = [];
  readonly scopes: (Scope | undefined)[];
  readonly tree: SyntaxTree;
  readonly builder: ScopeBuilder;

  constructor(tree: SyntaxTree) {
    this.tree = tree;
    this.builder = new ScopeBuilder(tree);
    this.scopes = new Array<undefined>(tree.size);
  }

  /** The one walk. */
  gather(): void {
    for (let node = 0; node < this.tree.size; node++) {
      this.builder.visit(node);
      GATHERED[this.tree.kindNumber(node)]?.(this, node);
    }
  }
}

/** What a node of one kind has to tell. */
const GATHERED = byKind<(harvest: Harvest, node: Node) => void>([
  ...IMPORT_KINDS.map((kind) => [kind, gatherImport] as const),
  ['identifier', gatherIdentifier],
  ['attribute', gatherAttribute],
  ['call', gatherCall],
  ['keyword_argument', gatherKeyword],
  ['dictionary_splat', gatherOptions],
  ['subscript', gatherSubscript],
  ['while_statement', gatherLoop],
  ['for_statement', gatherLoop],
  ['binary_operator', gatherOperation],
  ['function_definition', gatherFunction],
  ['keyword_pattern', gatherKeywordPattern],
  ['dict_pattern', gatherMapping],
  ['string_content', gatherText],
]);

function gatherImport({ tree, builder, imports }: Harvest, node: Node): void {
  for (const name of readImport(tree, builder, node)) imports.push(name);
}

function gatherAttribute({ tree, attributes, reads }: Harvest, node: Node): void {
  const name = tree.identifier(tree.child(node, 'attribute'));
  attributes.push(attributeRead(node, name, 'dot', isContinued(tree, node)));
  reads.push(node);
}

function gatherCall({ tree, calls, keywordCalls, reads }: Harvest, node: Node): void {
  calls.push(node);
  if (hasKeyword(tree, node)) keywordCalls.push(node);
  reads.push(node);
}

function gatherKeyword({ tree, keywords }: Harvest, node: Node): void {
  keywords.add(tree.identifier(tree.child(node, 'name')));
}

function gatherOptions({ keywords }: Harvest): void {
  keywords.add(OPTIONS);
}

function gatherSubscript({ subscripts, reads }: Harvest, node: Node): void {
  subscripts.push(node);
  reads.push(node);
}

function gatherLoop({ loops }: Harvest, node: Node): void {
  loops.push(node);
}

function gatherOperation({ operations }: Harvest, node: Node): void {
  operations.push(node);
}

function gatherFunction({ functions }: Harvest, node: Node): void {
  functions.push(node);
}

function gatherKeywordPattern({ tree, attributes }: Harvest, node: Node): void {
  attributes.push(patternRead(node, tree.identifier(tree.firstChild(node))));
}

function gatherMapping({ mappings }: Harvest, node: Node): void {
  mappings.push(node);
}

function gatherText({ tree, attributes, attributeTexts }: Harvest, node: Node): void {
  if (isAttributeText(tree.textOf(node))) attributeTexts.push(node);
  for (const read of formatFields(tree, node)) attributes.push(read);
  for (const read of modulesInText(tree, node)) attributes.push(read);
}

// The first part of `case module.NAME:` is a name, the others are attributes.
function gatherIdentifier(harvest: Harvest, node: Node): void {
  const { tree, builder } = harvest;
  if (!builder.isRead(node)) return;
  const parent = tree.parent(node);
  if (tree.kind(parent) !== 'dotted_name') {
    harvest.reads.push(node);
  } else if (tree.firstChild(parent) === node) {
    harvest.reads.push(parent);
  } else {
    harvest.attributes.push(patternRead(node, tree.identifier(node)));
    return;
  }
  harvest.scopes[node] = builder.scope;
}
