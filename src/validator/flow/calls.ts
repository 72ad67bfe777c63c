import { SET_ATTRIBUTE } from '../policy/carriers.js';
import type { Node } from '../tree/syntax-tree.js';
import type { FlowArguments } from './arguments.js';
import type { FlowCallees } from './callees.js';
import type { Flow } from './flow.js';
import type { FlowResults } from './results.js';
import type { FlowWrites } from './writes.js';

/** Who is called, what becomes of its arguments, what it gives back, and what is written by it. */
interface Parts {
  readonly callees: FlowCallees;
  readonly handing: FlowArguments;
  readonly results: FlowResults;
  readonly writes: FlowWrites;
}

/** Goes through a call with its arguments, and through the call that a decorator is. */
export class FlowCalls {
  private readonly flow: Flow;
  private readonly parts: Parts;

  constructor(flow: Flow, parts: Parts) {
    this.flow = flow;
    this.parts = parts;
  }

  follow(call: Node): void {
    const { callees, handing, writes } = this.parts;
    const args = callees.argumentsOf(call);
    if (args.every(({ values }) => values.length === 0)) return;
    const callee = callees.calleeOf(call);
    handing.handOver(callee, args);
    for (const { keyword, values } of args) {
      if (keyword !== '') this.flow.give(this.flow.places.field(keyword), values);
    }
    if (this.isSending(call)) for (const { values } of args) this.flow.give(this.flow.places.sent, values);
    if (callee.values.some((value) => SET_ATTRIBUTE.has(value))) writes.setAttribute(call, args);
  }

  private isSending(call: Node): boolean {
    const { tree } = this.flow;
    const callee = tree.child(call, 'function');
    return tree.kind(callee) === 'attribute' && tree.identifier(tree.child(callee, 'attribute')) === 'send';
  }

  /** What the decorators of a definition make of it, which takes its name. */
  decorated(definition: Node): readonly string[] {
    const { tree, own } = this.flow;
    const { callees, handing, results } = this.parts;
    const parent = tree.parent(definition);
    let values: readonly string[] = own.valuesAt(parent, [definition]);
    const decorators = tree.children(parent).filter((child) => tree.kind(child) === 'decorator');
    for (const decorator of decorators.toReversed()) {
      const callee = callees.decoratorAt(tree.unwrap(tree.firstChild(decorator)));
      const args = [{ node: definition, values, keyword: '', isSplat: false }];
      handing.handOver(callee, args);
      values = [...values, ...results.called(callee, args)];
    }
    return values;
  }
}
