import type { Facts } from '../facts.js';
import type { ImageApi } from './image-api.js';

/** Whether every object of a source is of its own making, or of a module of the image: nobody else's class comes in. */
export function isAloneWithImage({ imports }: Facts, api: ImageApi): boolean {
  return imports.every(({ module }) => module !== '' && api.hasModule(module));
}

/** Whether a source says a word anywhere but behind a dot: then one of its own objects may bear it. */
export function isSaidElsewhere({ tree }: Facts, word: string): boolean {
  return new RegExp(`(?<![.\\w])${word}\\b`).test(tree.text);
}
