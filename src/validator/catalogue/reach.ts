import { once, tableNamed } from './tables.js';

/** What `scripts/make-catalogue.mjs` found out in the images, all of them together. */
interface ReachTable {
  /** The modules that can be imported in each image, without those below others, with a space around each. */
  readonly roots: Readonly<Record<string, string>>;
  /** Modules and classes that hold a module or a harmful function under a name of their own, by number. */
  readonly owners: Readonly<Record<string, number>>;
  /**
   * By attribute: where it leads to, and from whom, again and again. First the numbers of the owners of which a star
   * import brings it, then those of the others.
   */
  readonly edges: Readonly<Record<string, readonly string[]>>;
}

const FIELDS_OF_EDGE = 3;
/** Longer than the name of any owner: a chain that goes on and on is not looked up at every step. */
const LONGEST_OWNER = 100;

/**
 * What an attribute of a module leads to, where that is another module, or a function or class at home in one:
 * `os.urandom` for `_urandom` of `random`. Undefined where it is simply what it is called, and outside the images.
 */
export function leadsTo(owner: string, attribute: string): string | undefined {
  return edgeFrom(owner, attribute)?.target;
}

/** Whether `from owner import *` brings a name, as far as one is concerned that leads elsewhere. */
export function isBroughtByStar(owner: string, attribute: string): boolean {
  return edgeFrom(owner, attribute)?.isBrought ?? true;
}

/** Whether a module or class of an image holds another module or a harmful function, under whatever name. */
export function holdsOthers(owner: string): boolean {
  return owner.length <= LONGEST_OWNER && Object.hasOwn(table().owners, owner);
}

/** Whether a module can be imported in an image, by its first name. */
export function isInImage(root: string, image: string): boolean {
  return rootsOf()[image]?.has(root) ?? false;
}

/** Whether a module can be imported in any image, by its first name. */
export function isInAnyImage(root: string): boolean {
  return Object.values(rootsOf()).some((roots) => roots.has(root));
}

function edgeFrom(
  owner: string,
  attribute: string,
): { readonly target: string; readonly isBrought: boolean } | undefined {
  const { owners, edges } = table();
  if (owner.length > LONGEST_OWNER || !Object.hasOwn(edges, attribute) || !Object.hasOwn(owners, owner))
    return undefined;
  const groups = edges[attribute] ?? [];
  const number = ` ${owners[owner]} `;
  for (let index = 0; index < groups.length; index += FIELDS_OF_EDGE) {
    const target = groups[index] ?? '';
    if (` ${groups[index + 1]} `.includes(number)) return { target, isBrought: true };
    if (` ${groups[index + 2]} `.includes(number)) return { target, isBrought: false };
  }
  return undefined;
}

const table = tableNamed<ReachTable>('reach');

const rootsOf = once((): Readonly<Record<string, ReadonlySet<string>>> => {
  const roots = Object.entries(table().roots);
  return Object.fromEntries(roots.map(([image, names]) => [image, new Set(names.trim().split(' '))]));
});
