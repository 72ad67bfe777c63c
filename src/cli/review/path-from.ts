import { dirname, relative, resolve, sep } from 'node:path';

/** How a file of approvals names a strategy: relative to its own folder, with slashes. */
export function pathFrom(approvalsPath: string, path: string): string {
  return path === '-' ? path : relative(dirname(approvalsPath), resolve(path)).split(sep).join('/');
}
