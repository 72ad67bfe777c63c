import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PolicyInForce } from '../../config/policy-finder.js';
import { printable } from '../../core/printable.js';
import type { Policies } from '../../validator/policy/policies.js';
import type { CliIo } from '../context.js';
import type { StrategyFile } from '../strategy-files.js';

const MOST_NAMED = 5;

/**
 * Tells which folders a policy has something to say about that are not there: one that is misspelt leaves its strategies to
 * another policy. It is no error, because a file may name a folder of the next commit, or of another checkout.
 */
export async function tellMissingFolders(files: readonly StrategyFile[], policies: Policies, io: CliIo): Promise<void> {
  const inForce = new Set<PolicyInForce>();
  for (const { path } of files) {
    const found = await policies.inForceFor(path);
    if (found !== undefined) inForce.add(found);
  }
  for (const { file, base } of inForce) {
    const missing: string[] = [];
    for (const { path } of file.folders) {
      if (!(await isFolder(join(base, path)))) missing.push(path);
    }
    if (missing.length > 0) io.err(`quantine: ${printable(`${file.path} speaks of ${listed(missing)}`)}\n`);
  }
}

function listed(missing: readonly string[]): string {
  const rest = missing.length - MOST_NAMED;
  const shown = [...missing.slice(0, MOST_NAMED), ...(rest > 0 ? [`${rest} more`] : [])];
  return `a [[folder]] that is not there: ${shown.join(', ')}`;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
