import type { Facts } from '../facts.js';
import { argumentAt, hasKeyword } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { GONE_KEYWORDS, GONE_LEVELS, OFFSETS } from './gone.js';
import {
  FIXED_OFFSETS,
  OFFSET_FUNCTIONS,
  OFFSET_METHODS,
  type OffsetArgument,
  POSITIONS,
  WATCHED_METHODS,
} from './gone-arguments.js';
import { type ImageApi, includes } from './image-api.js';
import type { Knowledge } from './knowledge.js';
import type { KnownClasses } from './known-class.js';
import { Advice, type Missing } from './missing.js';
import type { OwnCode } from './own-code.js';
import { refusedPosition } from './refused-positions.js';
import { refusedValue } from './refused-values.js';
import type { TablesOfDates } from './tables-of-dates.js';

const WORDS_ONCE_TAKEN: ReadonlySet<string> = new Set(
  [...GONE_KEYWORDS.keys()].map((name) => name.slice(name.indexOf('(') + 1, -1)),
);
/** Methods that took a keyword, or a level, which they take no more. */
const ONCE_OTHERWISE: ReadonlySet<string> = new Set(
  [...GONE_KEYWORDS.keys(), ...GONE_LEVELS.keys()].map((name) => name.slice(0, name.indexOf('('))),
);
/** Whose reductions hand on whatever keywords they are given, and refuse them then. */
const TABLES: ReadonlySet<string> = new Set(['pandas.DataFrame', 'pandas.Series']);
/** Functions that make dates, never periods. */
const MAKES_DATES: ReadonlySet<string> = new Set(['pandas.date_range', 'pandas.bdate_range']);
/** One offset, or several in a row: `4H`, `1D12H`, `W-FRI`. */
const OFFSET = /\d*\.?\d*\s*([A-Za-z]+)(?:-[A-Za-z]+)*\s*/y;

/** Arguments of calls that the functions of the image do not take. */
export function refusedArguments(facts: Facts, knowledge: Knowledge): readonly Missing[] {
  const reader = new CallReader(facts, knowledge);
  const calls = facts.calls.filter((call) => isWorthALook(facts, call));
  return calls.flatMap((call) => [...reader.refusedBy(call)].filter(() => !knowledge.guards.isGuarded(call)));
}

// Most calls have no keyword, and are of nothing that is known to want one.
function isWorthALook({ tree, names }: Facts, call: Node): boolean {
  if (hasKeyword(tree, call)) return true;
  const callee = tree.unwrap(tree.child(call, 'function'));
  if (tree.kind(callee) === 'attribute') return WATCHED_METHODS.has(tree.identifier(tree.child(callee, 'attribute')));
  return names.namesOf(callee).some((name) => OFFSET_FUNCTIONS.has(name) || POSITIONS.has(name));
}

class CallReader {
  readonly #facts: Facts;
  readonly #api: ImageApi;
  readonly #classes: KnownClasses;
  readonly #own: OwnCode;
  readonly #dates: TablesOfDates;
  #knownPeriods: boolean | undefined;

  constructor(facts: Facts, { api, classes, own, dates }: Knowledge) {
    this.#facts = facts;
    this.#api = api;
    this.#classes = classes;
    this.#own = own;
    this.#dates = dates;
  }

  get #hasPeriods(): boolean {
    this.#knownPeriods ??= /Period|to_period|period_range|period\[/.test(this.#facts.tree.text);
    return this.#knownPeriods;
  }

  *refusedBy(call: Node): Iterable<Missing> {
    const { tree, names } = this.#facts;
    const callee = tree.unwrap(tree.child(call, 'function'));
    const [name, ...others] = names.namesOf(callee);
    if (name !== undefined) {
      if (others.length === 0) yield* this.#byFunction(call, name);
    } else if (tree.kind(callee) === 'attribute') {
      const method = tree.identifier(tree.child(callee, 'attribute'));
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
    const owners = TABLES.has(module) ? 1 : 0;
    const misplaced = refusedPosition(this.#facts.tree, this.#api, call, [name], owners);
    if (misplaced !== undefined) yield misplaced;
    yield* this.#offset(call, OFFSET_FUNCTIONS.get(name), () => !MAKES_DATES.has(name));
  }

  *#byMethod(call: Node, method: string, receiver: Node): Iterable<Missing> {
    if (!WATCHED_METHODS.has(method) && !ONCE_OTHERWISE.has(method) && !this.#api.isMethod(method)) return;
    const owners = this.#classes.of(receiver) ?? [];
    const [owner = 'pandas.DataFrame'] = owners;
    for (const { keyword, node } of this.#keywords(call)) {
      if (!this.#isRefused(owners, method, keyword)) continue;
      yield this.#refused(node, `${owner}.${method}`, keyword, (api) => api.methodKeywords(owner, method));
    }
    if (!WATCHED_METHODS.has(method)) return;
    const names = owners.map((known) => `${known}.${method}`);
    const misplaced = refusedPosition(this.#facts.tree, this.#api, call, names);
    if (misplaced !== undefined) yield misplaced;
    if (owners.length === 0 && !this.#isPandasAlone(method)) return;
    const value = refusedValue(this.#facts, this.#api, call, method, owner);
    if (value !== undefined) yield value;
    yield* this.#offset(call, OFFSET_METHODS.get(method), () => !this.#dates.has(receiver));
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
      if (taken === undefined) return TABLES.has(owner) && GONE_LEVELS.has(`${method}(${keyword})`);
      return !includes(taken, keyword);
    });
  }

  #isPandasAlone(method: string): boolean {
    return this.#own.isAlone && !this.#own.says(method);
  }

  #keywords(call: Node): { readonly keyword: string; readonly node: Node }[] {
    const { tree } = this.#facts;
    return tree
      .children(tree.child(call, 'arguments'))
      .filter((argument) => tree.kind(argument) === 'keyword_argument')
      .map((node) => ({ keyword: tree.identifier(tree.child(node, 'name')), node }));
  }

  #refused(node: Node, name: string, keyword: string, takenBy: (api: ImageApi) => string | undefined): Missing {
    const { package: root, version } = this.#api.versionOf(name);
    const word = name.slice(name.lastIndexOf('.') + 1);
    const known = GONE_KEYWORDS.get(`${word}(${keyword})`);
    const advice = new Advice(this.#api.image).about(known, (api) => includes(takenBy(api), keyword));
    const message = `${word} takes no ${keyword} in ${root} ${version}${advice}`;
    return { node, qualifiedName: `${name}(${keyword})`, message };
  }

  /** @param mayBePeriods whether it may be given for an index of periods, which keep the old aliases */
  *#offset(call: Node, argument: OffsetArgument | undefined, mayBePeriods: () => boolean): Iterable<Missing> {
    if (argument === undefined) return;
    const node = argumentAt(this.#facts.tree, call, argument.keyword, argument.position);
    const text = node === NONE ? undefined : this.#facts.names.constants.text(node);
    const api = this.#api;
    const alias = aliasesIn(text ?? '').find((one) => api.refusesOffset(one));
    if (alias === undefined || (this.#hasPeriods && api.isPeriod(alias) && mayBePeriods())) return;
    if (argument.isFixed === true && !FIXED_OFFSETS.has(alias)) return;
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
