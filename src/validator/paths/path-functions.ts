/** Functions that put paths together. */
export const JOINERS: ReadonlySet<string> = new Set([
  ...['os.path.join', 'posixpath.join'],
  ...['pathlib.Path', 'pathlib.PosixPath', 'pathlib.PurePath', 'pathlib.PurePosixPath'],
]);
/** Functions that give back the path that they are given, in another form. */
export const SAME: ReadonlySet<string> = new Set([
  ...['builtins.str', 'os.fspath', 'os.path.normpath', 'os.path.abspath', 'os.path.realpath', 'os.path.expanduser'],
]);
/** Functions that give back one of what they are given. */
export const PICKERS: ReadonlySet<string> = new Set([
  ...['builtins.next', 'builtins.max', 'builtins.min', 'random.choice'],
]);
/** The last part of a path, and all before it. */
export const NAME_OF: ReadonlySet<string> = new Set(['os.path.basename']);
export const PARENT_OF: ReadonlySet<string> = new Set(['os.path.dirname']);
export const SAME_METHODS: ReadonlySet<string> = new Set(['resolve', 'absolute', 'as_posix', 'expanduser']);
export const RENAMING: ReadonlySet<string> = new Set(['with_suffix', 'with_name', 'with_stem']);
export const TEMPLATE_METHODS: ReadonlySet<string> = new Set(['format', 'join']);
export const NAME_PARTS: ReadonlySet<string> = new Set(['name', 'stem', 'suffix']);
