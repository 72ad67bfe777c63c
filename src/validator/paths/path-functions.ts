import { posix } from 'node:path';
import { concatenated, joined, type KnownPath, NOWHERE } from './known-path.js';

// What these take a path apart into is exact, because what Python and the system make of it is: `dirname('/data/x/..')`
// is /data/x as text, but / where `normpath` came first.

/** A path down to its last part, without the suffix of that. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it stands for what is not known.
const PLAIN_NAME = /^(.*\/[^/.\u0000]+)(?:\.[^/.\u0000]+)?$/;
type Change = (path: KnownPath) => KnownPath;

/** Functions that put texts together to a path. */
export const JOINERS: ReadonlySet<string> = new Set(['os.path.join', 'posixpath.join']);
/** Classes whose objects hold a path in the form of pathlib. */
export const PATHS: ReadonlySet<string> = new Set([
  ...['pathlib.Path', 'pathlib.PosixPath', 'pathlib.PurePath', 'pathlib.PurePosixPath'],
]);
/** Functions that give back one of what they are given. */
export const PICKERS: ReadonlySet<string> = new Set([
  ...['builtins.next', 'builtins.max', 'builtins.min', 'random.choice'],
]);
/** What only puts the elements of its first argument in order, or shows how far it is. */
export const PASSING: ReadonlySet<string> = new Set([
  ...['list', 'tuple', 'set', 'sorted', 'reversed', 'iter'].map((name) => `builtins.${name}`),
  ...['tqdm.tqdm', 'tqdm.auto.tqdm', 'tqdm.notebook.tqdm'],
]);
/** Functions of one path that give another. */
export const CHANGING: ReadonlyMap<string, Change> = new Map([
  ['builtins.str', asText],
  ['os.fspath', asText],
  ['os.path.normpath', resolved],
  ['os.path.abspath', resolved],
  ['os.path.realpath', resolved],
  ['os.path.expanduser', begunAtRoot],
  ['os.path.dirname', directoryOf],
  ['os.path.basename', lastPartOf],
]);
/** Methods of a path that give another, whatever else they are given. */
export const CHANGING_METHODS: ReadonlyMap<string, Change> = new Map([
  ['as_posix', asText],
  ['resolve', resolved],
  ['absolute', begunAtRoot],
  ['expanduser', begunAtRoot],
]);
/** Methods of a path that give it another last part, of the old one and of what they are given. */
export const RENAMING: ReadonlyMap<string, (path: KnownPath, given: KnownPath) => KnownPath> = new Map([
  ['with_name', (path, given) => (given.text.includes('/') ? NOWHERE : joined(parentOf(path), given))],
  ['with_suffix', withSuffix],
]);
/** Attributes of a path: its parts. */
export const PARTS: ReadonlyMap<string, Change> = new Map([
  ['parent', parentOf],
  ['name', nameOf],
]);

// Of what is no path, nothing.
function asText({ text, rest }: KnownPath): KnownPath {
  return { text, rest };
}

/** How pathlib holds a path: without `.`, and without a separator twice or at the end. */
export function asPathlib({ text, rest }: KnownPath): KnownPath {
  if (rest === 'anything') return { text, rest };
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  return { text: (text.startsWith('/') ? '/' : '') + parts.join('/') || '.', rest };
}

/** All before the last separator. */
function directoryOf({ text, rest }: KnownPath): KnownPath {
  const head = text.slice(0, text.lastIndexOf('/') + 1);
  return { text: rest === 'anything' ? head : head.replace(/(?<=[^/])\/+$/, ''), rest };
}

/** All behind the last separator. */
function lastPartOf({ text, rest }: KnownPath): KnownPath {
  return rest === 'anything' ? NOWHERE : { text: text.slice(text.lastIndexOf('/') + 1), rest };
}

function parentOf(path: KnownPath): KnownPath {
  return asPathlib(directoryOf(asPathlib(path)));
}

function nameOf(path: KnownPath): KnownPath {
  const held = asPathlib(path);
  return lastPartOf(held.text === '.' ? { text: '', rest: held.rest } : held);
}

// Of a name that says plainly which is its suffix; of any other the rest is unknown.
function withSuffix(path: KnownPath, suffix: KnownPath): KnownPath {
  const [stem] = (path.rest === 'nothing' && PLAIN_NAME.exec(asPathlib(path).text)?.slice(1)) || [];
  if (stem === undefined) return joined(parentOf(path), NOWHERE);
  return concatenated({ text: stem, rest: 'nothing' }, suffix);
}

/** A path without a way up in it; a relative one begins nobody knows where. */
function resolved({ text, rest }: KnownPath): KnownPath {
  if (!text.startsWith('/')) return NOWHERE;
  const normal: KnownPath = { text: posix.normalize(text), rest };
  return rest === 'anything' ? normal : asPathlib(normal);
}

/** What begins at the root, which `path.absolute()` leaves alone, and has no `~` in front, which is somebody's directory. */
function begunAtRoot({ text, rest }: KnownPath): KnownPath {
  return text.startsWith('/') ? { text, rest } : NOWHERE;
}
