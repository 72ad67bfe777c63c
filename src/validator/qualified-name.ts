import { holdsOthers, isInAnyImage, leadsTo } from './catalogue/reach.js';
import { REACHED_MODULES } from './policy/modules.js';
import { remembered } from './remembered.js';

/** An object made by a class of that name: `pathlib.Path()`. */
export const INSTANCE = '()';
/** A container that holds what the name says: `[os]` is `os[]`. */
export const CONTAINER = '[]';
/** The member of a name that is chosen at run time. */
export const UNKNOWN_MEMBER = '?';

/** Classes whose instances are followed, because what is done to them matters. */
const FOLLOWED_INSTANCES: ReadonlyMap<string, string> = new Map([
  ...['Path', 'PosixPath', 'Path.cwd', 'Path.home'].map(
    (name) => [`pathlib.${name}`, `pathlib.Path${INSTANCE}`] as const,
  ),
  ...['absolute', 'resolve', 'expanduser', 'joinpath', 'with_name', 'with_suffix', 'with_stem', 'relative_to'].map(
    (name) => [`pathlib.Path${INSTANCE}.${name}`, `pathlib.Path${INSTANCE}`] as const,
  ),
  ['string.Formatter', `string.Formatter${INSTANCE}`],
  ['optparse.OptionParser', `optparse.OptionParser${INSTANCE}`],
  [`optparse.OptionParser${INSTANCE}.get_default_values`, `optparse.Values${INSTANCE}`],
  [`optparse.OptionParser${INSTANCE}.parse_args`, `optparse.Values${INSTANCE}${CONTAINER}`],
  ['tarfile.open', `tarfile.TarFile${INSTANCE}`],
  ['xml.etree.ElementTree.parse', `xml.etree.ElementTree.ElementTree${INSTANCE}`],
  ...['ConfigParser', 'RawConfigParser', 'SafeConfigParser'].map(
    (name) => [`configparser.${name}`, `configparser.ConfigParser${INSTANCE}`] as const,
  ),
]);

/** What a call returns where that is an object which is followed, also because of what each of its kind holds. */
export function instanceMadeBy(callee: string): string | undefined {
  const known = FOLLOWED_INSTANCES.get(callee);
  if (known !== undefined) return known;
  const made = `${callee}${INSTANCE}`;
  return holdsOthers(made) ? made : undefined;
}

/** Of the `io` that another module holds only this tells it from the `io` of pandas and scipy. */
const OPENERS: ReadonlySet<string> = new Set(['open', 'open_code', 'FileIO']);

const BUILTIN_OWNER = /^builtins\.\w+\.__self__(?=\.|$)/;

/**
 * A dotted name by its shortest road: `random._os.system` and `typing.contextlib.os.system` are both `os.system`, and
 * `print.__self__` is the module of every built-in function.
 */
export function canonicalName(name: string): string {
  return name.includes('.') ? canonicalPath(name) : name;
}

const canonicalPath = remembered((name) => {
  const path = name.startsWith('builtins.') ? name.replace(BUILTIN_OWNER, 'builtins') : name;
  const [root = '', ...parts] = path.split('.');
  return parts.reduce(memberName, root);
});

/** What an attribute, or a path of them, is of something that goes by its shortest road already. */
export function memberOf(owner: string, path: string): string {
  return path === '__self__' || path.includes('.') ? canonicalName(`${owner}.${path}`) : memberName(owner, path);
}

/**
 * What an attribute of something is by its shortest road: by what the images hold, and else by the attribute's name
 * alone, because whoever has a module that no image has may keep `os` in it.
 */
export function memberName(owner: string, attribute: string): string {
  const known = leadsTo(owner, attribute);
  if (known !== undefined) return known;
  if (OPENERS.has(attribute) && owner.endsWith('.io')) return `io.${attribute}`;
  const blind = moduleReachedBy(attribute);
  return blind === undefined || isNamedAfter(owner, attribute) ? `${owner}.${attribute}` : blind;
}

// `socket.socket` is a class of that module.
function isNamedAfter(owner: string, attribute: string): boolean {
  return owner === attribute || owner.endsWith(`.${attribute}`);
}

/** Packages that show one function at many places, and the functions whose every place is as good as the first. */
const REEXPORTED =
  /^(?:(numpy)\.(?:\w+\.)+(load|loadtxt|genfromtxt|from(?:file|regex)|recfrom(?:csv|txt)|memmap|save|savez|savez_compressed|savetxt|DataSource|source)|(pandas)\.(?:\w+\.)+(read_\w+|to_(?:pickle|json|parquet)|HDFStore|Excel(?:File|Writer)))$/;

/** The name by which everybody knows a function: `pandas.io.api.read_pickle` is `pandas.read_pickle`. */
export function publicName(name: string): string {
  if (!name.startsWith('numpy.') && !name.startsWith('pandas.')) return name;
  // `numpy.load` is no place deeper.
  if (name.indexOf('.', 'pandas.'.length) < 0) return name;
  return name.replace(REEXPORTED, '$1$3.$2$4');
}

/** The dangerous module that an attribute of another module holds, by the attribute's name. */
export function moduleReachedBy(attribute: string): string | undefined {
  const reached = REACHED_MODULES.get(attribute);
  if (reached !== undefined || !attribute.startsWith('_')) return reached;
  return REACHED_MODULES.get(attribute.replace(/^_+/, ''));
}

/** The module at the root of a dotted name. */
export function rootOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** Whether a name is another, or something below it. */
export function isBelow(name: string, ancestor: string): boolean {
  return name === ancestor || name.startsWith(`${ancestor}.`);
}

/** The names of what a container holds, as names of the container. */
export function contained(names: readonly string[]): string[] {
  return names.filter((name) => !name.endsWith(CONTAINER)).map((name) => `${name}${CONTAINER}`);
}

export function withoutSuffix(name: string, suffix: string): string {
  return name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

/** What `owner[key]` is, where the owner is a table of names. */
export function entryNames(owner: string, key: string): string[] {
  if (owner === 'sys.modules') return [canonicalName(key)];
  if (owner === 'builtins') return [canonicalName(`builtins.${key}`)];
  return owner.endsWith('.__dict__') ? [canonicalName(`${withoutSuffix(owner, '.__dict__')}.${key}`)] : [];
}

const READS_ENTRY = /\.(?:get|pop|setdefault|__getitem__)$/;

/** The table of names of which a function returns one entry: `builtins` for `builtins.get`; undefined where it has none. */
export function tableReadBy(callee: string): string | undefined {
  if (!READS_ENTRY.test(callee)) return undefined;
  const table = callee.slice(0, callee.lastIndexOf('.'));
  return table === 'builtins' || table.endsWith('.__dict__') ? table : undefined;
}

/** Functions that find a module by its name. */
const IMPORTERS: ReadonlySet<string> = new Set([
  ...['builtins.__import__', 'importlib.import_module', 'importlib.__import__'],
  ...['sys.modules.get', 'sys.modules.pop', 'sys.modules.setdefault', 'sys.modules.__getitem__'],
]);
/** Functions that find what lies in a module too, by its whole path. */
const LOCATORS: ReadonlySet<string> = new Set(['pkgutil.resolve_name', 'pydoc.locate', 'pydoc.resolve']);

/** Functions that return the member of their first argument which their second names. */
export const MEMBER_READERS: ReadonlySet<string> = new Set([
  ...['builtins.getattr', 'inspect.getattr_static', 'builtins.object.__getattribute__'],
  ...['builtins.type.__getattribute__', 'builtins.super.__getattribute__'],
]);

export function findsByName(callee: string): boolean {
  return IMPORTERS.has(callee) || LOCATORS.has(callee);
}

/** What a function that finds by name returns for the text of a name. */
export function foundByName(callee: string, text: string): string {
  return canonicalName(LOCATORS.has(callee) ? text.replace(':', '.') : text);
}

/** Whether a name is of a module that is in no image: the author's own, or a framework's. */
export function isOutsideImages(name: string): boolean {
  return !isInAnyImage(rootOf(name));
}
