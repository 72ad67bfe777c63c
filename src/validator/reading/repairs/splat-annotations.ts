import type { SyntaxTree } from '../../tree/syntax-tree.js';
import { inserted, type Repair } from './edits.js';
import type { Finder } from './finder.js';
import { lastFrom } from './places.js';
import type { Token } from './tokens.js';

/** What is read of a starred parameter before its annotation begins. */
const HEAD = ['*', 'name', ':', '*'].join(' ');

/** An annotation that is being read, from its star on. */
interface Annotation {
  readonly start: number;
  readonly depth: number;
}

/**
 * The annotation of a starred parameter that is a star before anything but a type (PEP 646), as `*args: *(a)`: read as
 * `*args: (*(a),)`, in which everything that is judged is the same.
 */
export class SplatAnnotations implements Finder {
  readonly #text: string;
  #before: readonly string[] = [];
  #last = 0;
  #open: Annotation | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  see({ kind, start, end, depth }: Token, add: (repair: Repair) => void): void {
    const written = kind === 'word' ? 'name' : this.#text.slice(start, Math.min(end, start + 2));
    if (this.#open !== undefined && endsAnnotation(this.#open, depth, written)) {
      add(inTuple(this.#open.start, this.#last));
      this.#open = undefined;
    }
    this.#before = [...this.#before.slice(-3), written];
    if (depth > 0 && this.#before.join(' ') === HEAD) this.#open = { start, depth };
    this.#last = end;
  }
}

function endsAnnotation(annotation: Annotation, depth: number, written: string): boolean {
  return depth < annotation.depth || (depth === annotation.depth && written === ',');
}

function inTuple(start: number, end: number): Repair {
  return {
    edits: [inserted(start, '('), inserted(end, ',)')],
    holds: (tree) => isAnnotationOfSplat(tree, start, end),
  };
}

function isAnnotationOfSplat(tree: SyntaxTree, start: number, end: number): boolean {
  let tuple = lastFrom(tree, start);
  while (tree.start(tuple) === start && tree.kind(tuple) !== 'tuple') tuple = tree.parent(tuple);
  if (tree.start(tuple) !== start || tree.end(tuple) !== end) return false;
  const parts = tree.children(tuple);
  const parameter = tree.parent(tree.parent(tuple));
  return (
    parts.length === 1 &&
    parts.every((part) => tree.kind(part) === 'list_splat') &&
    tree.kind(parameter) === 'typed_parameter' &&
    tree.kind(tree.firstChild(parameter)) === 'list_splat_pattern'
  );
}
