import { NONE, type Node } from '../tree/syntax-tree.js';
import type { Given } from '../tree/targets.js';
import type { Argument } from './callees.js';
import type { Flow } from './flow.js';
import { held, isGrave, isOnlyOfOthers, spread, takenOut } from './own-values.js';

/** What attributes and subscripts come to hold by being written to, and objects by a method that keeps its arguments. */
export class FlowWrites {
  private readonly flow: Flow;

  constructor(flow: Flow) {
    this.flow = flow;
  }

  write({ target, value, isElement }: Given): void {
    const values = isElement ? takenOut(this.flow.valuesOf(value)) : this.flow.valuesOf(value);
    if (values.length === 0) return;
    const { tree } = this.flow;
    switch (tree.kind(target)) {
      case 'attribute':
        this.giveAttribute(target, values);
        return;
      case 'subscript': {
        const key = this.flow.constants.text(tree.child(target, 'subscript'));
        if (key === undefined) this.flow.letGo(values);
        else this.flow.give(this.flow.places.field(key), values);
        const isSlice = tree.kind(tree.child(target, 'subscript')) === 'slice';
        this.keep(tree.child(target, 'value'), isSlice ? spread(values) : values);
      }
    }
  }

  private giveAttribute(target: Node, values: readonly string[]): void {
    const name = this.flow.tree.identifier(this.flow.tree.child(target, 'attribute'));
    // `thing.__dict__ = table`
    if (name.startsWith('__')) this.flow.letGo(values);
    this.flow.give(this.flow.places.field(name), values);
    const objects = this.flow.valuesOf(this.flow.tree.child(target, 'object'));
    if (isOnlyOfOthers(objects)) this.flow.give(this.flow.places.fieldOfOthers(name), values.filter(isGrave));
  }

  /** An object comes to hold some values, by its name or as an attribute. */
  keep(holder: Node, values: readonly string[]): void {
    const { tree } = this.flow;
    const inner = tree.unwrap(holder);
    if (tree.kind(inner) === 'attribute') {
      this.giveAttribute(inner, held(values));
    }
    const bindings = tree.kind(inner) === 'identifier' ? this.flow.bindingsOf(inner) : undefined;
    if (bindings !== undefined) this.flow.give(this.flow.places.named(bindings), held(values));
    else if (tree.kind(inner) === 'identifier')
      this.flow.give(this.flow.places.field(tree.identifier(inner)), held(values));
  }

  /** `setattr(object, 'name', value)`. */
  setAttribute(call: Node, args: readonly Argument[]): void {
    const [, key = NONE] = this.flow.tree.children(this.flow.tree.child(call, 'arguments'));
    const name = this.flow.constants.text(key);
    const values = args.flatMap((argument) => argument.values);
    if (name !== undefined) this.flow.give(this.flow.places.field(name), values);
  }
}
