import type { ImageName } from '../../config/image-names.js';
import { isInImage } from '../catalogue/reach.js';
import { tableNamed } from '../catalogue/tables.js';
import { rootOf } from '../qualified-name.js';
import { remembered, rememberedOfTwo } from '../remembered.js';

/** What `scripts/make-catalogue.mjs` found out of one image. Lists are texts with a space around each word. */
interface ApiTable {
  /** By distribution, and of `python`. */
  readonly versions: { readonly python: string; readonly [distribution: string]: string };
  /** By root, what is below it. */
  readonly modules: Readonly<Record<string, string>>;
  /** By module, its public names. */
  readonly names: Readonly<Record<string, string>>;
  /** By module, its functions by the arguments that they take by keyword. */
  readonly functions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly classes: Readonly<Record<string, ClassTable>>;
  /** Names of methods that no object has, whatever its class. */
  readonly nobodys: string;
  /** Aliases of offsets that pandas refuses, and those of them that are periods. */
  readonly offsets: { readonly refused: string; readonly periods: string };
}

interface ClassTable {
  readonly names: string;
  readonly methods: Readonly<Record<string, string>>;
}

const DISTRIBUTIONS: ReadonlyMap<string, string> = new Map([
  ['talib', 'TA-Lib'],
  ['dateutil', 'python-dateutil'],
]);
/** Packages of which every module is known; of the standard library only what strategies use. */
const PACKAGES: ReadonlySet<string> = new Set(['numpy', 'pandas', 'scipy', 'talib', 'orjson', 'dateutil', 'pytz']);
/** Modules that the listing left out, or that are made at run time. */
const UNLISTED = /(?:^|\.)(?:_\w*|tests?|testing|conftest|setup|distutils|f2py|six|moves)(?:\.|$)/;

/** What the packages of an image have. Read once it is needed, and kept for the life of the process: whether a module is there is known without. */
export class ImageApi {
  readonly image: ImageName;
  readonly #table: () => ApiTable;
  #methods: ReadonlySet<string> | undefined;

  private constructor(image: ImageName) {
    this.image = image;
    this.#table = tableNamed(image);
  }

  /** The one of an image, with all that was read and asked of it. */
  static of(image: ImageName): ImageApi {
    let api = ImageApi.#ofImages.get(image);
    if (api === undefined) {
      api = new ImageApi(image);
      ImageApi.#ofImages.set(image, api);
    }
    return api;
  }

  static readonly #ofImages = new Map<ImageName, ImageApi>();

  /** `numpy 2.5` or `Python 3.13`: what a module comes with, and of which version. */
  readonly versionOf = remembered((module): { readonly package: string; readonly version: string } => {
    const root = rootOf(module);
    const version = this.#table().versions[DISTRIBUTIONS.get(root) ?? root];
    if (version !== undefined) return { package: root, version: minorOf(version) };
    return { package: 'Python', version: minorOf(this.#table().versions.python) };
  });

  /** Whether a module can be imported; true where nobody knows. */
  readonly hasModule = remembered((module): boolean => {
    const root = rootOf(module);
    if (root !== '__main__' && !isInImage(root, this.image)) return false;
    if (module === root || !PACKAGES.has(root) || UNLISTED.test(module)) return true;
    return includes(this.#table().modules[root], module.slice(root.length + 1));
  });

  /** The public names of a module that is listed, or undefined. */
  namesOf(module: string): string | undefined {
    return own(this.#table().names, module);
  }

  /** Whether a module has a name; true where nobody knows. */
  hasName(module: string, name: string): boolean {
    const names = this.namesOf(module);
    return names === undefined || includes(names, name) || name.startsWith('_') || this.#isSubmodule(module, name);
  }

  /** The arguments that a function takes by keyword, where it takes no others; else undefined. */
  keywordsOf(module: string, name: string): string | undefined {
    return this.#keywordsOf(module, name).taken;
  }

  readonly #keywordsOf = rememberedOfTwo((module, name) => ({
    taken: keywordsIn(own(this.#table().functions, module), name),
  }));

  /** Whether any class has a method of that name of which the keywords are known. */
  isMethod(method: string): boolean {
    this.#methods ??= new Set(Object.values(this.#table().classes).flatMap(({ methods }) => wordsOfAll(methods)));
    return this.#methods.has(method);
  }

  classNames(className: string): string | undefined {
    return own(this.#table().classes, className)?.names;
  }

  hasMember(className: string, member: string): boolean {
    const names = this.classNames(className);
    return names === undefined || includes(names, member) || member.startsWith('_');
  }

  methodKeywords(className: string, method: string): string | undefined {
    return this.#methodKeywords(className, method).taken;
  }

  readonly #methodKeywords = rememberedOfTwo((className, method) => ({
    taken: keywordsIn(own(this.#table().classes, className)?.methods, method),
  }));

  /** Whether no class has a method that takes a keyword, of those that have the method at all; false in doubt. */
  nobodyTakes(method: string, keyword: string): boolean {
    const having = Object.keys(this.#table().classes).filter((name) => includes(this.classNames(name), method));
    const taken = having.map((name) => this.methodKeywords(name, method));
    return taken.every((keywords) => keywords !== undefined && !includes(keywords, keyword));
  }

  isNobodys(method: string): boolean {
    return includes(this.#table().nobodys, method);
  }

  refusesOffset(alias: string): boolean {
    return includes(this.#table().offsets.refused, alias);
  }

  isPeriod(alias: string): boolean {
    return includes(this.#table().offsets.periods, alias);
  }

  #isSubmodule(module: string, name: string): boolean {
    const root = rootOf(module);
    const below = module === root ? name : `${module.slice(root.length + 1)}.${name}`;
    return includes(own(this.#table().modules, root), below) || UNLISTED.test(name);
  }
}

function own<Entry>(table: Readonly<Record<string, Entry>>, key: string): Entry | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function keywordsIn(functions: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  if (functions === undefined) return undefined;
  return Object.entries(functions).find(([, names]) => includes(names, name))?.[0];
}

function wordsOfAll(functions: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(functions).flatMap((names) => [...wordsOf(names)]);
}

/** Whether a list of the catalogue has a word. */
export function includes(list: string | undefined, word: string): boolean {
  return list !== undefined && wordsOf(list).has(word);
}

/** The words of each list that was asked for one: there are no other lists than those of the catalogue. */
const words = new Map<string, ReadonlySet<string>>();

function wordsOf(list: string): ReadonlySet<string> {
  let known = words.get(list);
  if (known === undefined) {
    known = new Set(list.split(' ').filter((word) => word !== ''));
    words.set(list, known);
  }
  return known;
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
