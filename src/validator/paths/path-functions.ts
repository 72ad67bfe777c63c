import { concatenated, type KnownPath } from './known-path.js';
import { begunAtRoot, directoryOf, lastPartOf, nameOf, parentOf, resolved, stemOf, suffixOf } from './path-parts.js';

/** Functions that put texts together to a path. */
export const JOINERS: ReadonlySet<string> = new Set(['os.path.join', 'posixpath.join']);
/** Classes whose objects hold a path in the form of pathlib. */
export const PATHS: ReadonlySet<string> = new Set([
  ...['pathlib.Path', 'pathlib.PosixPath', 'pathlib.PurePath', 'pathlib.PurePosixPath'],
]);

type Change = (path: KnownPath) => KnownPath;
export type Renaming = (path: KnownPath, given: KnownPath) => KnownPath;

const same: Change = (path) => path;
/** Functions of one path that give another. */
export const CHANGING: ReadonlyMap<string, Change> = new Map([
  ['builtins.str', same],
  ['os.fspath', same],
  ['os.path.normpath', resolved],
  ['os.path.abspath', resolved],
  ['os.path.realpath', resolved],
  ['os.path.expanduser', begunAtRoot],
  ['os.path.dirname', directoryOf],
  ['os.path.basename', lastPartOf],
]);
/** Methods of a path that take nothing and give another. */
export const CHANGING_METHODS: ReadonlyMap<string, Change> = new Map([
  ['as_posix', same],
  ['resolve', resolved],
  ['absolute', begunAtRoot],
  ['expanduser', begunAtRoot],
]);
/** Methods of a path that give another last part to it, and what they make of the old one. */
export const RENAMING: ReadonlyMap<string, Renaming> = new Map<string, Renaming>([
  ['with_name', (_path, given) => given],
  ['with_stem', (path, given) => concatenated(given, suffixOf(path))],
  ['with_suffix', (path, given) => concatenated(stemOf(path), given)],
]);
/** Attributes of a path: its parts. */
export const PARTS: ReadonlyMap<string, Change> = new Map([
  ['parent', parentOf],
  ['name', nameOf],
  ['stem', stemOf],
  ['suffix', suffixOf],
]);
/** Functions that give back one of what they are given. */
export const PICKERS: ReadonlySet<string> = new Set([
  ...['builtins.next', 'builtins.max', 'builtins.min', 'random.choice'],
]);
export const TEMPLATE_METHODS: ReadonlySet<string> = new Set(['format', 'join']);
