import { KEEPERS, KEEPING_MODULES, SPREADERS } from '../policy/carriers.js';
import { rootOf } from '../qualified-name.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Flow } from './flow.js';
import { isInPlace, isOwnFunction, madeInPlace } from './in-place.js';
import { isHeld, isOnlyOfOthers, isOwnValue, takenOut } from './own-values.js';
import { TableWriters } from './table-writers.js';

/** One argument of a call. */
export interface Argument {
  readonly node: Node;
  /** Those that are worth following. */
  readonly values: readonly string[];
  /** The name it is given by; empty for one by position. */
  readonly keyword: string;
  readonly isSplat: boolean;
}

/** What a call calls. */
export interface Callee {
  readonly values: readonly string[];
  /** What it calls by its name. */
  readonly definitions: readonly Node[];
  /** The object that comes to hold what the call is given, or `NONE`. */
  readonly keeper: Node;
  /** Whether the object comes to hold what the arguments hold, as by `extend`. */
  readonly isSpreading?: boolean;
  /** Whether it is a method of nothing that the source makes. */
  readonly isOfOthers: boolean;
  /** Whether it is a function of the source by its name. */
  readonly isOwnFunction?: boolean;
  /** Whether it gives back the function that it is given, and neither calls it nor shows it to anybody. */
  readonly isInPlace: boolean;
  /** Of a method what the source itself gives that name to; undefined where the callee is no method. */
  readonly byName?: readonly string[];
}

const NO_ARGUMENTS: readonly Argument[] = [];

/** Whether what a call calls keeps its arguments in an object of the source's own. */
export function isKeeperOfOwn({ keeper, isOfOthers }: Callee): boolean {
  return keeper !== NONE && !isOfOthers;
}

/** What a call calls, and with what. */
export class FlowCallees {
  private readonly flow: Flow;
  private readonly tables: TableWriters;

  constructor(flow: Flow) {
    this.flow = flow;
    this.tables = new TableWriters(flow);
  }

  calleeOf(call: Node): Callee {
    const { tree } = this.flow;
    const callee = this.calleeAt(tree.unwrap(tree.child(call, 'function')));
    // `heappush(heap, value)` is a method in all but name.
    const isKeeping = callee.values.some((name) => KEEPING_MODULES.has(rootOf(name)));
    return isKeeping ? { ...callee, keeper: tree.firstChild(tree.child(call, 'arguments')), isOfOthers: true } : callee;
  }

  calleeAt(node: Node): Callee {
    const { tree } = this.flow;
    const values = this.flow.valuesOf(node);
    const unnamed = { values, definitions: [], keeper: NONE, isOfOthers: false, isInPlace: isInPlace(values) };
    switch (tree.kind(node)) {
      case 'identifier':
        return {
          ...unnamed,
          definitions: this.flow.own.namedBy(node),
          isOwnFunction: isOwnFunction(this.flow, node),
        };
      case 'lambda':
        return { ...unnamed, definitions: [node] };
      case 'attribute':
        return this.methodAt(node, unnamed);
      default:
        return unnamed;
    }
  }

  /** What a decorator calls, with the definition that it decorates. */
  decoratorAt(node: Node): Callee {
    const made = madeInPlace(this.flow, node);
    if (made.length === 0) return this.calleeAt(node);
    return { values: made, definitions: [], keeper: NONE, isOfOthers: false, isInPlace: true };
  }

  private methodAt(node: Node, unnamed: Callee): Callee {
    const { tree } = this.flow;
    const name = tree.identifier(tree.child(node, 'attribute'));
    const object = tree.child(node, 'object');
    const isOfOthers = isOnlyOfOthers(this.flow.valuesOf(object));
    const definitions = isOfOthers ? [] : this.flow.own.membersNamed(name);
    const byName = this.flow.namedInSource(node, name);
    const isOfTable = this.tables.isWriter(node, byName);
    const values = isOfTable ? unnamed.values.filter((value) => !isOwnValue(value)) : unnamed.values;
    const keeper = KEEPERS.has(name) ? object : NONE;
    return { ...unnamed, values, definitions, keeper, isSpreading: SPREADERS.has(name), isOfOthers, byName };
  }

  argumentsOf(call: Node): readonly Argument[] {
    const { tree } = this.flow;
    const list = tree.child(call, 'arguments');
    if (list === NONE) return NO_ARGUMENTS;
    if (tree.kind(list) === 'generator_expression') return [this.argumentAt(list)];
    return tree.children(list).map((node) => this.argumentAt(node));
  }

  private argumentAt(node: Node): Argument {
    const { tree } = this.flow;
    switch (tree.kind(node)) {
      case 'keyword_argument': {
        const given = tree.child(node, 'value');
        const keyword = tree.identifier(tree.child(node, 'name'));
        return { node: given, values: this.followedOf(given), keyword, isSplat: false };
      }
      case 'list_splat':
      case 'dictionary_splat':
        return { node, values: takenOut(this.followedOf(tree.firstChild(node))), keyword: '', isSplat: true };
      default:
        return { node, values: this.followedOf(node), keyword: '', isSplat: false };
    }
  }

  private followedOf(node: Node): readonly string[] {
    return this.flow.places.followedAmong(this.flow.valuesOf(node));
  }

  /** The functions of the source among the values of an expression are told apart from now on. */
  tell(node: Node): void {
    const definitions = this.writtenOut(this.flow.tree.unwrap(node));
    if (definitions === undefined) this.flow.own.tellAll();
    else for (const definition of definitions) this.flow.own.tell(definition);
  }

  /** The definitions that an expression names, where what it names cannot be another. */
  private writtenOut(node: Node): readonly Node[] | undefined {
    const { tree } = this.flow;
    switch (tree.kind(node)) {
      case 'lambda':
      case 'function_definition':
      case 'class_definition':
        return [node];
      case 'identifier': {
        const bindings = this.flow.bindingsOf(node);
        if (bindings === undefined || this.flow.places.named(bindings).names.some(isOwnValue)) return undefined;
        return this.flow.own.namedBy(node);
      }
      case 'attribute': {
        const name = tree.identifier(tree.child(node, 'attribute'));
        const isGiven = this.flow.places.field(name).names.some(isOwnValue);
        const isTaken = this.flow
          .valuesOf(tree.child(node, 'object'))
          .some((value) => isOwnValue(value) && isHeld(value));
        return isGiven || isTaken || KEEPERS.has(name) ? undefined : this.flow.own.membersNamed(name);
      }
      default:
        return undefined;
    }
  }
}
