/**
 * What a path has, in one of the images or the other, beside what every object has: `dir(pathlib.Path())`. A path takes
 * no other attribute, so that what else is read of it is read of something else, or fails.
 */
const MEMBERS_OF_PATHS: ReadonlySet<string> = new Set([
  ...['_cached_cparts', '_cparts', '_drv', '_filter_trailing_slash', '_flavour', '_format_parsed_parts'],
  ...['_from_parsed_parts', '_from_parsed_string', '_from_parts', '_glob_selector', '_globber', '_hash'],
  ...['_make_child', '_make_child_relpath', '_max_symlinks', '_parse_args', '_parse_path', '_parts'],
  ...['_parts_normcase', '_parts_normcase_cached', '_pattern_str', '_pparts', '_raw_path', '_raw_paths'],
  ...['_remove_leading_dot', '_remove_trailing_slash', '_resolving', '_root', '_scandir', '_stack', '_str'],
  ...['_str_normcase', '_str_normcase_cached', '_tail', '_tail_cached', '_unsupported_msg', 'absolute'],
  ...['anchor', 'as_posix', 'as_uri', 'chmod', 'cwd', 'drive', 'exists', 'expanduser', 'from_uri'],
  ...['full_match', 'glob', 'group', 'hardlink_to', 'home', 'is_absolute', 'is_block_device'],
  ...['is_char_device', 'is_dir', 'is_fifo', 'is_file', 'is_junction', 'is_mount', 'is_relative_to'],
  ...['is_reserved', 'is_socket', 'is_symlink', 'iterdir', 'joinpath', 'lchmod', 'link_to', 'lstat'],
  ...['match', 'mkdir', 'name', 'open', 'owner', 'parent', 'parents', 'parser', 'parts', 'read_bytes'],
  ...['read_text', 'readlink', 'relative_to', 'rename', 'replace', 'resolve', 'rglob', 'rmdir', 'root'],
  ...['samefile', 'stat', 'stem', 'suffix', 'suffixes', 'symlink_to', 'touch', 'unlink', 'walk'],
  ...['with_name', 'with_segments', 'with_stem', 'with_suffix', 'write_bytes', 'write_text'],
]);
const PATH = 'pathlib.Path()';
/** What Python itself reads of everything has other names, and so have paths of attributes. */
const PLAIN_NAME = /^_?[a-z]\w*$/i;

/** Whether something is surely without an attribute of that name: a path, and nothing of it. */
export function isLacking(owner: string, attribute: string): boolean {
  return owner === PATH && PLAIN_NAME.test(attribute) && !MEMBERS_OF_PATHS.has(attribute);
}
