import { stringPrefix, unescapeLiteral } from '../tree/string-literal.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { Bytes, type Constant } from './constant.js';
import type { Context, Evaluation } from './evaluation.js';
import { formatted } from './format-spec.js';
import { converted } from './str-format.js';

/** What a literal says: all of it where that is known, and as much of its beginning as is. */
export interface StringParts {
  readonly whole: string | Bytes | undefined;
  readonly beginning: string;
}

export function stringParts(evaluation: Evaluation, node: Node, context: Context | undefined): StringParts {
  const { tree } = evaluation;
  let text = '';
  let prefix = '';
  for (const part of tree.children(node)) {
    const kind = tree.kind(part);
    if (kind === 'string_start') prefix = stringPrefix(tree.textOf(part));
    else if (kind === 'string_content') text += contentOf(tree.textOf(part), prefix);
    else if (kind === 'interpolation') {
      const value = interpolated(evaluation, part, context);
      if (value === undefined) return { whole: undefined, beginning: text };
      text += value;
    }
  }
  // A template string is no text, whatever its parts say.
  if (prefix.includes('t')) return { whole: undefined, beginning: text };
  return { whole: prefix.includes('b') ? new Bytes(text) : text, beginning: text };
}

/** What the content of a literal with this prefix stands for. */
export function contentOf(content: string, prefix: string): string {
  const text = unescapeLiteral(content, prefix);
  return /[ft]/.test(prefix) ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text;
}

function interpolated(evaluation: Evaluation, node: Node, context: Context | undefined): string | undefined {
  const { tree } = evaluation;
  const expression = tree.child(node, 'expression');
  const value = evaluation.evaluate(expression, context);
  if (value === undefined) return undefined;
  const conversion = tree.child(node, 'type_conversion');
  const format = tree.child(node, 'format_specifier');
  const spec = format === NONE ? '' : specOf(evaluation, format, context);
  if (spec === undefined) return undefined;
  const label = labelOf(evaluation, node, expression);
  const isShown = label !== '' && conversion === NONE && format === NONE;
  const shown = converted(value, isShown ? 'r' : conversion === NONE ? '' : tree.textOf(conversion).slice(1));
  const text = shown === undefined ? undefined : formatted(shown, spec);
  return text === undefined ? undefined : label + text;
}

// `f'{name=}'` says its own expression first.
function labelOf({ tree }: Evaluation, node: Node, expression: Node): string {
  const rest = tree.text.slice(tree.end(expression), tree.end(node));
  const sign = /^[\s)]*=\s*(?=[!:}])/.exec(rest)?.[0];
  return sign === undefined ? '' : tree.text.slice(tree.start(node) + 1, tree.end(expression)) + sign;
}

function specOf(evaluation: Evaluation, format: Node, context: Context | undefined): string | undefined {
  const { tree } = evaluation;
  let spec = '';
  let at = tree.start(format) + 1;
  for (const nested of tree.children(format)) {
    const value = interpolated(evaluation, nested, context);
    if (value === undefined) return undefined;
    spec += tree.text.slice(at, tree.start(nested)) + value;
    at = tree.end(nested);
  }
  return spec + tree.text.slice(at, tree.end(format));
}

/** Literals that stand side by side. */
export function concatenated(values: readonly (Constant | undefined)[]): Constant | undefined {
  if (values.every((value) => typeof value === 'string')) return values.join('');
  const areBytes = values.every((value) => value instanceof Bytes);
  return areBytes ? new Bytes(values.map(({ latin1 }) => latin1).join('')) : undefined;
}
