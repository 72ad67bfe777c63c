import type { Facts } from '../facts.js';
import { rootOf } from '../qualified-name.js';
import { writtenImport } from '../scopes/imports.js';
import type { Node } from '../tree/syntax-tree.js';
import { GONE } from './gone.js';
import type { ImageApi } from './image-api.js';
import type { Knowledge } from './knowledge.js';
import { Advice, type Missing, missingName } from './missing.js';

/** Modules that a source imports and the image does not have, and names that a module of it does not have. */
export function* missingImports({ tree, imports }: Facts, { api, guards }: Knowledge): Iterable<Missing> {
  for (const { node, module, isStar } of imports) {
    if (guards.isGuarded(node)) continue;
    const missing =
      module === '' ? relativeImport(node) : missingImport(api, node, module, isStar ? undefined : nameAt(node));
    if (missing !== undefined) yield missing;
  }

  function nameAt(node: Node): string | undefined {
    return tree.kind(tree.parent(node)) === 'import_from_statement' ? writtenImport(tree, node) : undefined;
  }
}

function relativeImport(node: Node): Missing {
  const message = 'A strategy runs alone: there is no package around it that a relative import could mean';
  return { node, qualifiedName: 'a relative import', message };
}

/** @param whole what `from module import name` spells out */
function missingImport(api: ImageApi, node: Node, module: string, whole: string | undefined): Missing | undefined {
  if (!api.hasModule(module)) return missingModule(api, node, module);
  if (whole === undefined || !whole.startsWith(`${module}.`)) return undefined;
  return missingName(api, node, module, whole.slice(module.length + 1));
}

function missingModule(api: ImageApi, node: Node, module: string): Missing {
  const root = rootOf(module);
  const name = api.hasModule(root) ? module : root;
  const advice = new Advice(api.image).about(GONE.get(`.${name}`) ?? GONE.get(name), (other) => other.hasModule(name));
  return { node, qualifiedName: name, message: `${name} is not in the image ${api.image}${advice}` };
}
