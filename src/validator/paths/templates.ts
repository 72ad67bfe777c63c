import { contentOf } from '../constants/strings.js';
import { keywordArgument, positionalArguments } from '../tree/calls.js';
import { stringPrefix } from '../tree/string-literal.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { A_NAME, type KnownPath, NOWHERE, wholePath } from './known-path.js';
import { type Reading, strung, UNKNOWN } from './reading.js';

/** `%s`, a number with its form, `%%`; any other is none of what is known. */
const PERCENT = /%(?:(s)|[-+ 0#]*\d*(?:\.\d+)?([dif])|(%)|)/;
/** `{}`, `{0}`, `{name}`, each with what follows it, and doubled braces. */
const FIELD = /(\{\{|\}\})|\{(\w*)([^{}]*)\}/;

/** The texts that `f'/output/{name}.csv'` may say. */
export function interpolated(reading: Reading, node: Node): readonly KnownPath[] {
  const { tree } = reading.known;
  const [start = NONE, ...parts] = tree.children(node);
  const prefix = stringPrefix(tree.textOf(start));
  if (/[tb]/.test(prefix)) return UNKNOWN;
  return strung(parts.map((part) => partOf(reading, part, prefix)));
}

function partOf(reading: Reading, part: Node, prefix: string): readonly KnownPath[] {
  const { tree, names } = reading.known;
  switch (tree.kind(part)) {
    case 'string_content':
      return [wholePath(contentOf(tree.textOf(part), prefix))];
    case 'interpolation': {
      const expression = tree.child(part, 'expression');
      const isPlain = tree.textOf(part).slice(1, -1).trim() === tree.textOf(expression);
      return isPlain ? reading.pathsOf(expression) : UNKNOWN;
    }
    default:
      return names.constants.text(part) === undefined ? [wholePath('')] : UNKNOWN;
  }
}

/** The texts that `'/output/%s.csv' % name` may say. */
export function percentFormatted(reading: Reading, template: string, given: Node): readonly KnownPath[] {
  const { tree } = reading.known;
  const inner = tree.unwrap(given);
  const values = tree.kind(inner) === 'tuple' ? tree.children(inner) : [given];
  let next = 0;
  return strung(
    pieces(template, PERCENT, ([, text, number, percent]) => {
      if (percent !== undefined) return [wholePath('%')];
      const value = values[next++] ?? NONE;
      if (number !== undefined) return [A_NAME];
      return text === undefined || value === NONE ? UNKNOWN : reading.pathsOf(value);
    }),
  );
}

/** The texts that `'/output/{}.csv'.format(name)` may say. */
export function braceFormatted(reading: Reading, template: string, call: Node): readonly KnownPath[] {
  const { tree } = reading.known;
  const values = positionalArguments(tree, call);
  let next = 0;
  return strung(
    pieces(template, FIELD, ([, doubled, name = '', form]) => {
      if (doubled !== undefined) return [wholePath(doubled.slice(1))];
      const position = name === '' ? next++ : /^\d+$/.test(name) ? Number(name) : undefined;
      const value = position === undefined ? keywordArgument(tree, call, name) : (values[position] ?? NONE);
      return value === NONE || form !== '' ? UNKNOWN : reading.pathsOf(value);
    }),
  );
}

/** The texts that `''.join(['/output/', name])` may say. */
export function textJoined(reading: Reading, separator: string, [list = NONE]: readonly Node[]): readonly KnownPath[] {
  const { tree } = reading.known;
  const inner = tree.unwrap(list);
  if (tree.kind(inner) !== 'list' && tree.kind(inner) !== 'tuple') return UNKNOWN;
  const between = [wholePath(separator)];
  const parts = tree.children(inner).map((part) => reading.pathsOf(part));
  return strung(parts.flatMap((part, index) => (index > 0 ? [between, part] : [part])));
}

function* pieces(
  template: string,
  pattern: RegExp,
  filledBy: (field: RegExpExecArray) => readonly KnownPath[],
): Iterable<readonly KnownPath[]> {
  let at = 0;
  for (const field of template.matchAll(new RegExp(pattern, 'g'))) {
    yield [wholePath(template.slice(at, field.index))];
    yield filledBy(field);
    at = field.index + field[0].length;
  }
  yield template.slice(at).includes('{') ? [NOWHERE] : [wholePath(template.slice(at))];
}
