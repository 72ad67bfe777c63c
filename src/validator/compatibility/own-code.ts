import type { Facts } from '../facts.js';
import type { ImageApi } from './image-api.js';

/** What a source brings of its own, which nobody knows. */
export class OwnCode {
  /** Whether every object is of its own making, or of a module of the image: nobody else's class comes in. */
  readonly isAlone: boolean;
  readonly #text: string;
  readonly #said = new Map<string, boolean>();

  constructor({ imports, tree }: Facts, api: ImageApi) {
    this.isAlone = imports.every(({ module }) => module !== '' && api.hasModule(module));
    this.#text = tree.text;
  }

  /** Whether a word is said anywhere but behind a dot: then one of the source's own objects may bear it. */
  says(word: string): boolean {
    const said = this.#said.get(word) ?? new RegExp(`(?<![.\\w])${word}\\b`).test(this.#text);
    this.#said.set(word, said);
    return said;
  }
}
