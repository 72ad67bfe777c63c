import { isContinued } from './chains.js';
import type { NameResolver } from './names.js';
import type { Node, SyntaxTree } from './tree.js';

/** A place where an attribute is read by name, in whatever disguise. */
export interface AttributeRead {
  readonly node: Node;
  readonly name: string;
  readonly by: 'dot' | 'text' | 'pattern';
  /** Whether what is read is at once called, subscripted or dotted. */
  readonly isContinued: boolean;
}

const FIELD_OF_FORMAT = /\{([^{}!:]+)/g;
const PART_OF_FIELD = /[.[]\s*(\w+)/g;

/** What a format string reads of its arguments: `{0.close}`. */
export function formatFields(tree: SyntaxTree, content: Node): AttributeRead[] {
  const text = tree.textOf(content);
  if (!text.includes('{')) return [];
  return [...text.matchAll(FIELD_OF_FORMAT)].flatMap(([, field = '']) => {
    const parts = [...field.matchAll(PART_OF_FIELD)].map(([, name = '']) => name);
    return pathReads(content, parts, false);
  });
}

/** The parts of a path that is a text: every one but the last is continued by the next. */
export function pathReads(node: Node, parts: readonly string[], isLastContinued: boolean): AttributeRead[] {
  const last = parts.length - 1;
  return parts.map((name, index) => ({ node, name, by: 'text', isContinued: index < last || isLastContinued }));
}

/** What `case object(name=value)` reads. */
export function patternRead(node: Node, name: string): AttributeRead {
  return { node, name, by: 'pattern', isContinued: false };
}

/** What `x['__globals__']` reads: an entry, but of a table of attributes. */
export function subscriptReads(tree: SyntaxTree, names: NameResolver): (subscript: Node) => AttributeRead[] {
  return (subscript) => {
    const key = names.constants.text(tree.child(subscript, 'subscript'));
    return key?.startsWith('__') === true ? pathReads(subscript, [key], isContinued(tree, subscript)) : [];
  };
}
