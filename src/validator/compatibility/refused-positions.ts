import { positionalArguments } from '../tree/calls.js';
import type { Node, SyntaxTree } from '../tree/syntax-tree.js';
import { KEYWORDS_SINCE, POSITIONS, type Positions } from './gone-arguments.js';
import type { ImageApi } from './image-api.js';
import type { Missing } from './missing.js';

/**
 * An argument that is given without the keyword that pandas wants for it: `frame.drop("x", 1)`.
 * @param names what the call may mean, all of it
 * @param owners how many arguments before it are the frame itself: `pd.DataFrame.drop(frame, "x", 1)`
 */
export function refusedPosition(
  tree: SyntaxTree,
  api: ImageApi,
  call: Node,
  names: readonly string[],
  owners = 0,
): Missing | undefined {
  const known = names.map((name) => POSITIONS.get(name));
  const loosest = known.reduce((one, other) => looser(one, other), known[0]);
  if (loosest === undefined) return undefined;
  const { most, write } = loosest;
  const node = positionalArguments(tree, call)[owners + most];
  const [name = ''] = names;
  if (node === undefined) return undefined;
  const word = name.slice(name.lastIndexOf('.') + 1);
  const taken = most === 0 ? 'nothing' : `only ${most}`;
  const { version } = api.versionOf('pandas');
  return {
    node,
    qualifiedName: `${name}(position ${most + 1})`,
    message: `${word} takes ${taken} by position in pandas ${version} (since ${KEYWORDS_SINCE}): write ${write}`,
  };
}

function looser(one: Positions | undefined, other: Positions | undefined): Positions | undefined {
  if (one === undefined || other === undefined) return undefined;
  return other.most > one.most ? other : one;
}
