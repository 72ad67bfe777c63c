import type { Facts } from '../facts.js';
import { ANNOTATION_READERS, TEXT_EXECUTORS, TEXT_METHODS, type TextExecutor } from '../policy/text-executors.js';
import { isOwnObject } from '../reads/own-objects.js';
import { keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { TextSite } from './embedded-texts.js';

const ANNOTATION: TextExecutor = { language: 'python', positions: [], keywords: [], unreadPoints: 0 };

/** The arguments of calls that are texts to run, in the order of the source. */
export function textSites(facts: Facts): readonly TextSite[] {
  const called = facts.calls.flatMap((call) => sitesOf(facts, call));
  return readsAnnotations(facts) ? [...called, ...annotationSites(facts)] : called;
}

function sitesOf(facts: Facts, call: Node): TextSite[] {
  const found = executorOf(facts, call);
  if (found === undefined) return [];
  const { tree } = facts;
  const { executor, row } = found;
  const given = positionalArguments(tree, call);
  const texts = [
    ...row.positions.flatMap((position) => given[position] ?? []),
    ...row.keywords.map((keyword) => keywordArgument(tree, call, keyword)),
  ];
  return texts
    .filter((argument) => argument !== NONE && !isNoText(facts, argument))
    .map((argument) => ({ call, argument, executor, row }));
}

function executorOf(facts: Facts, call: Node): { readonly executor: string; readonly row: TextExecutor } | undefined {
  const { tree, names } = facts;
  const callee = tree.unwrap(tree.child(call, 'function'));
  for (const name of names.namesOf(callee)) {
    const row = TEXT_EXECUTORS.get(name) ?? TEXT_METHODS.get(name.slice(name.lastIndexOf('.') + 1));
    if (row !== undefined) return { executor: name.replace(/^builtins\./, ''), row };
  }
  if (tree.kind(callee) !== 'attribute') return undefined;
  const executor = tree.identifier(tree.child(callee, 'attribute'));
  const row = TEXT_METHODS.get(executor);
  return row === undefined || isOwnObject(facts, tree.child(callee, 'object')) ? undefined : { executor, row };
}

// A function or a class, of the source's own or imported: `session.query(User)`.
function isNoText({ tree, names }: Facts, argument: Node): boolean {
  const inner = tree.unwrap(argument);
  if (tree.kind(inner) === 'lambda' || tree.kind(inner) === 'keyword_argument') return true;
  if (tree.kind(inner) !== 'call' && names.namesOf(inner).length > 0) return true;
  const [binding] = tree.kind(inner) === 'identifier' ? (names.bindingsOf(inner) ?? []) : [];
  return binding?.meaning.kind === 'definition';
}

function readsAnnotations({ references }: Facts): boolean {
  return references.some(({ name }) => ANNOTATION_READERS.has(name));
}

// Annotations that are texts are code for whoever evaluates them, and words for everybody else.
function annotationSites({ tree }: Facts): TextSite[] {
  const sites: TextSite[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind(node) !== 'type') continue;
    for (let part = node + 1; part < tree.after(node); part++) {
      if (!TEXTS.has(tree.kind(part)) || tree.kind(tree.parent(part)) === 'concatenated_string') continue;
      sites.push({ call: NONE, argument: part, executor: 'annotation', row: ANNOTATION });
    }
  }
  return sites;
}

const TEXTS: ReadonlySet<string> = new Set(['string', 'concatenated_string']);
