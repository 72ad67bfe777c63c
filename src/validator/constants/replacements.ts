import type { SyntaxTree } from '../tree/syntax-tree.js';
import { isWrittenTo } from '../tree/targets.js';

/** With one of these a class of the source's own may be given what stands between brackets, or any method. */
const OWN_ENTRIES = /__(?:class_)?(?:get|set|del)item__|__missing__|__getattr|\btype\s*\([^()]*,/;
/**
 * With one of these an object may answer to any method: a class of the source's own, or what makes attributes of names that
 * are worked out.
 */
const ANY_METHOD =
  /__getattr|setattr|\btype\s*\([^()]*,|Namespace|[Nn]amed[Tt]uple|make_dataclass|new_class|\bEnum\s*\(|itertuples|recarray|to_records|\.\s*rec\b|makeLogRecord/;
/**
 * What gives back the very object that stood between brackets or among arguments: numpy's and pandas' makers of keys,
 * the arguments of a generic class, what a grouping, a mock or an error remembers.
 */
const REMEMBERS =
  /\b(?:s_|index_exp|IndexSlice|IndexExpression|get_args|GenericAlias|_selection|_selected_obj|unittest|call_args(?:_list)?|mock_calls|method_calls|addFilter)\b|[.'"]\s*args\b/;
/** A view of a table tells the table. */
const SHOWS_TABLES = /[.'"]\s*mapping\b/;
/** An attribute that is given to anything but the object itself. */
const SETS_OTHERS = /\bsetattr\b(?!\s*\(\s*(?:self|cls)\b)|\bmonkeypatch\b/;

/** Tells what a source may have put in the place of what Python and the libraries do: searched for in its text. */
export class Replacements {
  readonly #tree: SyntaxTree;
  readonly #ownMethods = new Map<string, boolean>();
  #givesKeysAway: boolean | undefined;
  #showsTables: boolean | undefined;
  #written: ReadonlySet<string> | undefined;
  #setsOthers: boolean | undefined;
  #normal: string | undefined;

  constructor(tree: SyntaxTree) {
    this.#tree = tree;
  }

  /** Whether what stands between brackets may get to somebody else than tables and lists. */
  get givesKeysAway(): boolean {
    this.#givesKeysAway ??= OWN_ENTRIES.test(this.#text) || REMEMBERS.test(this.#text);
    return this.#givesKeysAway;
  }

  /** Whether a method may be one of the source's own: it says the name anywhere but to call it. */
  isOwnMethod(method: string): boolean {
    const known = this.#ownMethods.get(method);
    if (known !== undefined) return known;
    const text = this.#text;
    const mentions = text.match(new RegExp(`\\b${method}\\b`, 'g'))?.length ?? 0;
    const calls = text.match(new RegExp(`\\.\\s*${method}\\s*\\(`, 'g'))?.length ?? 0;
    const isOwn = mentions !== calls || ANY_METHOD.test(text) || REMEMBERS.test(text);
    this.#ownMethods.set(method, isOwn);
    return isOwn;
  }

  /** Whether some table may be had from a view of what it holds: `table.keys().mapping`. */
  get showsTables(): boolean {
    this.#showsTables ??= SHOWS_TABLES.test(this.#text);
    return this.#showsTables;
  }

  /** Whether a function of a library may be another by now: `random.choice = f`. What is built in has a rule of its own. */
  isReplaced(functionName: string): boolean {
    if (functionName.startsWith('builtins.')) return false;
    this.#setsOthers ??= SETS_OTHERS.test(this.#text);
    this.#written ??= attributesWritten(this.#tree);
    return this.#setsOthers || this.#written.has(functionName.slice(functionName.lastIndexOf('.') + 1));
  }

  get #text(): string {
    this.#normal ??= this.#tree.text.normalize('NFKC');
    return this.#normal;
  }
}

function attributesWritten(tree: SyntaxTree): ReadonlySet<string> {
  const written = new Set<string>();
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind(node) !== 'attribute' || !isWrittenTo(tree, node)) continue;
    written.add(tree.identifier(tree.child(node, 'attribute')));
  }
  return written;
}
