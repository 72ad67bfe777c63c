import type { Facts } from '../facts.js';
import { argumentAt } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { REFUSED_VALUES } from './gone-arguments.js';
import type { ImageApi } from './image-api.js';
import { Advice, type Missing } from './missing.js';

/** A value that a method of pandas takes no longer, though it takes the argument: `interpolate(method="pad")`. */
export function refusedValue(
  { tree, names }: Facts,
  api: ImageApi,
  call: Node,
  method: string,
  owner: string,
): Missing | undefined {
  const refused = REFUSED_VALUES.get(method);
  if (refused === undefined || !isAtLeast(api, refused.since)) return undefined;
  const { keyword, position, since, write: instead } = refused;
  const node = argumentAt(tree, call, keyword, position);
  const text = node === NONE ? undefined : names.constants.text(node);
  const write = text === undefined ? undefined : instead.get(text);
  if (write === undefined) return undefined;
  const { version } = api.versionOf('pandas');
  const advice = new Advice(api.image).about({ since, write }, (other) => !isAtLeast(other, since));
  return {
    node,
    qualifiedName: `${owner}.${method}(${keyword})`,
    message: `${method} takes no ${keyword} '${text}' in pandas ${version}${advice}`,
  };
}

function isAtLeast(api: ImageApi, since: string): boolean {
  return Number.parseFloat(api.versionOf('pandas').version) >= Number.parseFloat(since);
}
