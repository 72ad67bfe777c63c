import { IMAGE_NAMES, type ImageName } from '../../config/image-names.js';
import { didYouMean } from '../../core/nearest-word.js';
import type { Node, SyntaxTree } from '../tree/syntax-tree.js';
import { type Change, GONE } from './gone.js';
import { ImageApi } from './image-api.js';

const LONGEST_SHOWN = 40;

/** Something that a source uses and the image does not have. */
export interface Missing {
  readonly node: Node;
  readonly qualifiedName: string;
  readonly message: string;
  /** Where it runs, and changes nothing. */
  readonly hasNoEffect?: true;
  /** Where it runs, and gives nothing back. */
  readonly givesNothing?: true;
}

/** Says what to do about something that is missing. */
export class Advice {
  readonly #image: ImageName;

  constructor(image: ImageName) {
    this.#image = image;
  }

  /** `(gone since 2.0): write np.nan, or run with --image python311`, or what is known of that. */
  about(known: Change | undefined, isThere: (other: ImageApi) => boolean, guess = ''): string {
    const other = IMAGE_NAMES.find((name) => name !== this.#image && isThere(ImageApi.of(name)));
    const gone = known?.since === undefined ? '' : ` (gone since ${known.since})`;
    const since = known?.thereSince === undefined ? gone : ` (there since ${known.thereSince})`;
    const write = known?.write === undefined ? '' : `write ${known.write}`;
    const run = other === undefined ? '' : `run with --image ${other}`;
    const advice = [write, run].filter((part) => part !== '').join(', or ');
    return `${since}${advice === '' ? guess : `: ${advice}`}`;
  }
}

/** Code as advice repeats it, or what stands for it where it is long. */
export function shortCode(tree: SyntaxTree, node: Node, otherwise: string): string {
  const text = tree.textOf(node);
  return text.length <= LONGEST_SHOWN && !text.includes('\n') ? text : otherwise;
}

/** A name that a module does not have, where that is so. */
export function missingName(api: ImageApi, node: Node, module: string, name: string): Missing | undefined {
  if (api.hasName(module, name)) return undefined;
  const qualifiedName = `${module}.${name}`;
  const names = api.namesOf(module) ?? '';
  const advice = new Advice(api.image).about(
    GONE.get(qualifiedName),
    (other) => other.namesOf(module) !== undefined && other.hasName(module, name),
    didYouMean(
      name,
      names.split(' ').filter((known) => known[0]?.toLowerCase() === name[0]?.toLowerCase()),
    ),
  );
  return { node, qualifiedName, message: `${module} has no ${name} in ${versionFor(api, module)}${advice}` };
}

/** `2.5` for what a package itself says, `Python 3.13` for the standard library. */
function versionFor(api: ImageApi, module: string): string {
  const { package: owner, version } = api.versionOf(module);
  return owner === 'Python' ? `${owner} ${version}` : version;
}
