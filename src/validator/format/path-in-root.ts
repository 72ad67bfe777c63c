import { isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * The names that lead from a folder to a file below it, or undefined where it is elsewhere.
 * @param path absolute, or relative to that folder
 */
export function pathInRoot(path: string, root: string): readonly string[] | undefined {
  const inRoot = relative(root, resolve(root, path));
  const isElsewhere = inRoot === '..' || inRoot.startsWith(`..${sep}`) || isAbsolute(inRoot);
  return isElsewhere ? undefined : inRoot.split(sep);
}
