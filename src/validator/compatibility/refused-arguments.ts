import { hasKeyword, keywordArgument, positionalArguments } from '../calls.js';
import type { Facts } from '../facts.js';
import { identifierText } from '../scopes.js';
import { NONE, type Node, type SyntaxTree } from '../tree.js';
import { GONE_KEYWORDS, OFFSETS } from './gone.js';
import { isGuarded } from './guards.js';
import { type ImageApi, includes } from './image-api.js';
import type { KnownClasses } from './known-class.js';
import { Advice, type Missing } from './missing.js';
import { isSaidElsewhere } from './own-code.js';

const WORDS_ONCE_TAKEN: ReadonlySet<string> = new Set(
  [...GONE_KEYWORDS.keys()].map((name) => name.slice(name.indexOf('(') + 1, -1)),
);
/** Functions of pandas that take an offset by this keyword. */
const OFFSET_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ['pandas.date_range', 'freq'],
  ['pandas.bdate_range', 'freq'],
  ['pandas.Grouper', 'freq'],
]);
/** One offset, or several in a row: `4H`, `1D12H`, `W-FRI`. */
const OFFSET = /\d*\.?\d*\s*([A-Za-z]+)(?:-[A-Za-z]+)*\s*/y;

/**
 * Arguments of calls that the functions of the image do not take.
 * @param isAlone whether no object comes from a module of others
 */
export function* refusedArguments(
  facts: Facts,
  api: ImageApi,
  classes: KnownClasses,
  isAlone: boolean,
): Iterable<Missing> {
  const calls = new CallReader(facts, api, classes, isAlone);
  for (const call of facts.calls) {
    for (const missing of calls.refusedBy(call)) if (!isGuarded(facts.tree, call)) yield missing;
  }
}

// The one method whose first argument, without a keyword, is an offset.
function isResampling(tree: SyntaxTree, callee: Node): boolean {
  return tree.kind(callee) === 'attribute' && identifierText(tree, tree.child(callee, 'attribute')) === 'resample';
}

class CallReader {
  readonly #facts: Facts;
  readonly #api: ImageApi;
  readonly #classes: KnownClasses;
  readonly #isAlone: boolean;
  #knownPeriods: boolean | undefined;

  constructor(facts: Facts, api: ImageApi, classes: KnownClasses, isAlone: boolean) {
    this.#facts = facts;
    this.#api = api;
    this.#classes = classes;
    this.#isAlone = isAlone;
  }

  get #hasPeriods(): boolean {
    this.#knownPeriods ??= /Period|to_period|period_range|period\[/.test(this.#facts.tree.text);
    return this.#knownPeriods;
  }

  *refusedBy(call: Node): Iterable<Missing> {
    const { tree, names } = this.#facts;
    const callee = tree.unwrap(tree.child(call, 'function'));
    if (!hasKeyword(tree, call) && !isResampling(tree, callee)) return;
    const [name, ...others] = names.namesOf(callee);
    if (name !== undefined) {
      if (others.length === 0) yield* this.#byFunction(call, name);
    } else if (tree.kind(callee) === 'attribute') {
      const method = identifierText(tree, tree.child(callee, 'attribute'));
      yield* this.#byMethod(call, method, tree.child(callee, 'object'));
    }
  }

  *#byFunction(call: Node, name: string): Iterable<Missing> {
    const dot = name.lastIndexOf('.');
    const [module, word] = [name.slice(0, dot), name.slice(dot + 1)];
    const keywords = this.#keywords(call);
    const taken = keywords.length === 0 ? undefined : this.#api.keywordsOf(module, word);
    if (taken !== undefined) {
      for (const { keyword, node } of keywords) {
        if (!includes(taken, keyword)) yield this.#refused(node, name, keyword, (api) => api.keywordsOf(module, word));
      }
    }
    const offset = OFFSET_FUNCTIONS.get(name);
    if (offset !== undefined) yield* this.#offset(keywordArgument(this.#facts.tree, call, offset));
  }

  *#byMethod(call: Node, method: string, receiver: Node): Iterable<Missing> {
    const keywords = this.#keywords(call);
    if (keywords.length === 0 && method !== 'resample') return;
    const owners = this.#classes.of(receiver) ?? [];
    for (const { keyword, node } of keywords) {
      if (!this.#isRefused(owners, method, keyword)) continue;
      const [owner = 'pandas.DataFrame'] = owners;
      yield this.#refused(node, `${owner}.${method}`, keyword, (api) => api.methodKeywords(owner, method));
    }
    if (method !== 'resample' || (owners.length === 0 && !this.#isPandasAlone(method))) return;
    const [first = NONE] = positionalArguments(this.#facts.tree, call);
    yield* this.#offset(first === NONE ? keywordArgument(this.#facts.tree, call, 'rule') : first);
  }

  // Of an object that nobody knows only what no class of the image takes is sure.
  #isRefused(owners: readonly string[], method: string, keyword: string): boolean {
    const api = this.#api;
    if (owners.length === 0) {
      if (!WORDS_ONCE_TAKEN.has(keyword)) return false;
      const isGone = GONE_KEYWORDS.has(`${method}(${keyword})`) && api.nobodyTakes(method, keyword);
      return isGone && this.#isPandasAlone(method);
    }
    return owners.every((owner) => {
      const taken = api.methodKeywords(owner, method);
      return taken !== undefined && !includes(taken, keyword);
    });
  }

  #isPandasAlone(method: string): boolean {
    return this.#isAlone && !isSaidElsewhere(this.#facts, method);
  }

  #keywords(call: Node): { readonly keyword: string; readonly node: Node }[] {
    const { tree } = this.#facts;
    return tree
      .children(tree.child(call, 'arguments'))
      .filter((argument) => tree.kind(argument) === 'keyword_argument')
      .map((node) => ({ keyword: identifierText(tree, tree.child(node, 'name')), node }));
  }

  #refused(node: Node, name: string, keyword: string, takenBy: (api: ImageApi) => string | undefined): Missing {
    const { package: root, version } = this.#api.versionOf(name);
    const word = name.slice(name.lastIndexOf('.') + 1);
    const known = GONE_KEYWORDS.get(`${word}(${keyword})`);
    const advice = new Advice(this.#api.image).about(known, (api) => includes(takenBy(api), keyword));
    const message = `${word} takes no ${keyword} in ${root} ${version}${advice}`;
    return { node, qualifiedName: `${name}(${keyword})`, message };
  }

  *#offset(node: Node): Iterable<Missing> {
    const text = node === NONE ? undefined : this.#facts.names.constants.text(node);
    const api = this.#api;
    const alias = aliasesIn(text ?? '').find((one) => api.refusesOffset(one));
    if (alias === undefined || (this.#hasPeriods && api.isPeriod(alias))) return;
    const { version } = api.versionOf('pandas');
    const advice = new Advice(api.image).about(OFFSETS.get(alias), (other) => !other.refusesOffset(alias));
    yield { node, qualifiedName: `offset ${alias}`, message: `pandas ${version} has no offset ${alias}${advice}` };
  }
}

/** The aliases of an offset; none where the text is no offset from its beginning to its end. */
function aliasesIn(text: string): readonly string[] {
  const aliases: string[] = [];
  const pattern = new RegExp(OFFSET);
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match?.[1] === undefined) return [];
    aliases.push(match[1]);
  }
  return aliases;
}
