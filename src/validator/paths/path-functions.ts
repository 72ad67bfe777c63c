import { posix } from 'node:path';
import { joined, type KnownPath, NOWHERE } from './known-path.js';

// What these take a path apart into is exact, because what Python and the system make of it is: `dirname('/data/x/..')`
// is /data/x as text, but / where `normpath` came first.

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
  ['with_name', renamed],
  ['with_stem', renamed],
  ['with_suffix', renamed],
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

/** A path whose last part is another, of which only that is known. */
function renamed(path: KnownPath): KnownPath {
  return joined(parentOf(path), NOWHERE);
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
