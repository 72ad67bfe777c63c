import { READING } from '../../config/limits.js';
import { decodeUtf8 } from '../constants/codecs.js';
import { Bytes } from '../constants/constant.js';
import { isDecoder } from '../constants/functions.js';
import { type EmbeddedCode, type EmbeddedTexts, type Facts, gatherFacts } from '../facts.js';
import { decodeSource } from '../reading/source.js';
import { SourceRefusal } from '../refusal.js';
import { NONE, type Node, type SyntaxTree } from '../tree/syntax-tree.js';
import type { TextSite, UnreadText } from './embedded-texts.js';
import { pythonOf, UNREAD_PART } from './text-languages.js';
import { textSites } from './text-sites.js';

/** Parses a text; undefined where it is not valid, or would cost too much. */
export type ParseText = (text: string) => SyntaxTree | undefined;

/** The facts of a source, with those of the texts that it runs. */
export function withEmbeddedCode(facts: Facts, parse: ParseText): Facts {
  return new EmbeddedReader(facts, parse).read(facts, 0);
}

/** A text to run, as far as it is known. */
interface KnownText {
  readonly text: string;
  readonly isWhole: boolean;
}

class EmbeddedReader {
  readonly #parse: ParseText;
  #texts: number = READING.embeddedTexts;
  #characters: number;

  constructor({ tree }: Facts, parse: ParseText) {
    this.#parse = parse;
    this.#characters = Math.max(READING.embeddedCharacters, tree.text.length);
  }

  read(facts: Facts, depth: number): Facts {
    const sites = depth < READING.embeddedDepth ? textSites(facts) : [];
    if (sites.length === 0) return facts;
    const embedded = this.#embeddedIn(facts, sites, depth);
    const effects = embedded.codes.flatMap(({ facts: inner, node }) =>
      inner.effects.map((effect) => ({ ...effect, node })),
    );
    return { ...facts, effects: [...facts.effects, ...effects], embedded };
  }

  #embeddedIn(facts: Facts, sites: readonly TextSite[], depth: number): EmbeddedTexts {
    const codes: EmbeddedCode[] = [];
    const unread: UnreadText[] = [];
    for (const site of sites) {
      const known = knownText(facts, site.argument);
      const code = known === undefined ? undefined : this.#codeOf(facts, site, known, depth);
      if (code !== undefined) codes.push(code);
      const points = code === undefined ? pointsUnread(site, known) : 0;
      if (points > 0) unread.push({ node: site.argument, executor: site.executor, points });
    }
    return { codes, unread };
  }

  #codeOf(facts: Facts, site: TextSite, { text }: KnownText, depth: number): EmbeddedCode | undefined {
    const { argument: node, executor, row, call } = site;
    const tree = this.#treeOf(pythonOf(text, row.language));
    if (tree === undefined) return undefined;
    const place = identifierWithin(facts, call === NONE ? node : call);
    const inner = gatherFacts(tree, { names: facts.names, place, language: row.language });
    return { facts: this.read(inner, depth + 1), node, executor, decoders: decodersOf(facts, node) };
  }

  #treeOf(sources: readonly string[]): SyntaxTree | undefined {
    for (const source of sources) {
      this.#texts -= 1;
      this.#characters -= source.length;
      if (this.#texts < 0 || this.#characters < 0) return undefined;
      const text = sound(source);
      const tree = text === undefined ? undefined : this.#parse(text);
      if (tree !== undefined) return tree;
    }
    return undefined;
  }
}

/** A text as Python would decode it as a source; undefined where it would refuse it. */
function sound(text: string): string | undefined {
  try {
    return decodeSource(new TextEncoder().encode(text));
  } catch (error) {
    if (error instanceof SourceRefusal) return undefined;
    throw error;
  }
}

// A text that is written out, is no code, and reaches for nothing is a text in another language: SQL, or words.
function pointsUnread({ row }: TextSite, known: KnownText | undefined): number {
  return known?.isWhole === true && !/@|__/.test(known.text) ? 0 : row.unreadPoints;
}

/** What a text says, with a name in place of each part that is not known; undefined where nothing is known of it. */
function knownText(facts: Facts, node: Node): KnownText | undefined {
  const { tree, names } = facts;
  const value = names.constants.fold(node);
  // Nobody runs an empty text: what fills it was not seen.
  if (typeof value === 'string' && value.trim() !== '') return { text: value, isWhole: true };
  if (value instanceof Bytes) return { text: decodeUtf8(value.latin1) ?? value.latin1, isWhole: true };
  const inner = tree.unwrap(node);
  const written = tree.kind(inner) === 'identifier' ? tree.unwrap(names.soleValue(inner)) : inner;
  const parts = written === NONE ? undefined : partsOf(facts, written);
  const isKnown = parts?.some((part) => part !== UNREAD_PART && part.trim() !== '');
  return isKnown === true ? { text: parts?.join('') ?? '', isWhole: false } : undefined;
}

function partsOf(facts: Facts, node: Node): readonly string[] {
  const { tree, names } = facts;
  const text = names.constants.text(node);
  if (text !== undefined) return [text];
  const inner = tree.unwrap(node);
  switch (tree.kind(inner)) {
    case 'string':
      return tree.children(inner).flatMap((part) => literalPart(facts, part));
    case 'concatenated_string':
      return tree.children(inner).flatMap((part) => partsOf(facts, part));
    case 'binary_operator': {
      if (tree.textOf(tree.child(inner, 'operator')) !== '+') return [UNREAD_PART];
      return [...partsOf(facts, tree.child(inner, 'left')), ...partsOf(facts, tree.child(inner, 'right'))];
    }
    default:
      return [UNREAD_PART];
  }
}

function literalPart(facts: Facts, part: Node): readonly string[] {
  const { tree, names } = facts;
  if (tree.kind(part) === 'string_content') return [tree.textOf(part)];
  return tree.kind(part) === 'interpolation'
    ? [names.constants.text(tree.child(part, 'expression')) ?? UNREAD_PART]
    : [];
}

/** An identifier that is read in an expression, from which names are looked up; `NONE` where there is none. */
function identifierWithin({ tree, names }: Facts, node: Node): Node {
  for (let inner = node; inner < tree.after(node); inner++) {
    if (tree.kind(inner) === 'identifier' && names.isRead(inner)) return inner;
  }
  return NONE;
}

/** What an expression decodes its text with, in the order of the source. */
function decodersOf({ tree, names }: Facts, node: Node): readonly string[] {
  const written = tree.kind(tree.unwrap(node)) === 'identifier' ? names.soleValue(tree.unwrap(node)) : node;
  const decoders = new Set<string>();
  for (let inner = written; inner !== NONE && inner < tree.after(written); inner++) {
    if (tree.kind(inner) !== 'call') continue;
    const callee = tree.unwrap(tree.child(inner, 'function'));
    const named = names.namesOf(callee).find(isDecoder);
    if (named !== undefined) decoders.add(named);
    else if (tree.kind(callee) === 'attribute') {
      const method = tree.identifier(tree.child(callee, 'attribute'));
      if (method === 'decode' || method === 'fromhex') decoders.add(method);
    }
  }
  return [...decoders];
}
