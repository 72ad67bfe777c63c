import type { ConstantFolder } from '../constants/constant-folder.js';
import type { NameResolver } from '../names/name-resolver.js';
import type { FlowFacts } from '../scopes/flow-facts.js';
import type { Binding } from '../scopes/scope.js';
import type { Node, SyntaxTree } from '../tree/syntax-tree.js';
import type { OwnDefinitions } from './own-definitions.js';
import type { Place, Places } from './places.js';

/** What the parts of the engine that follows values share. */
export interface Flow {
  readonly tree: SyntaxTree;
  readonly flows: FlowFacts;
  readonly places: Places;
  readonly own: OwnDefinitions;
  readonly constants: ConstantFolder;
  /** What is asked here as everybody else asks it. */
  readonly names: NameResolver;
  valuesOf(node: Node): readonly string[];
  /** What an attribute of some names may be. */
  membersOf(owners: readonly string[], attribute: string): readonly string[];
  /** What a name stands for by all its bindings. */
  namesGivenBy(bindings: readonly Binding[]): readonly string[];
  bindingsOf(identifier: Node): readonly Binding[] | undefined;
  /** What a place holds, asked again once it holds more. */
  read(place: Place): readonly string[];
  /** Adds what is followed of some values, and says whether that was news. */
  give(place: Place, values: readonly string[]): boolean;
  /** The functions of the source among the values of an expression are told apart from now on. */
  tell(node: Node): void;
  /** The functions among some values may be kept by others under a name that the source does not write out. */
  letGo(values: readonly string[]): void;
  /** All those functions, asked again once there are more; undefined where it may be any. */
  allLetGo(): ReadonlySet<Node> | undefined;
  /** What the source gives to attributes of that name, as far as it writes the name out. */
  namedInSource(attribute: Node, name: string): readonly string[];
  /** An object comes to hold some values, by its name or as an attribute. */
  keep(holder: Node, values: readonly string[]): void;
}
