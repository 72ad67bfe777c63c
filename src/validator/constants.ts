import { callOf, positionalArguments } from './calls.js';
import { identifierText } from './scopes.js';
import { stringPrefix, unescapeLiteral } from './string-literal.js';
import { NONE, type Node, type SyntaxTree } from './tree.js';

export type Constant = string | number | readonly Constant[];

/** What folding has to know of names. */
export interface Definitions {
  /** The one expression that a name stands for, or `NONE` where there are several or it is not known. */
  soleValue(identifier: Node): Node;
  namesOf(node: Node): readonly string[];
}

const LONGEST_TEXT = 64 * 1024;
const MOST_STEPS = 200;

/** Works out what expressions of literals say, so that `'o' + 's'` is read as `'os'`. */
export class ConstantFolder {
  private readonly tree: SyntaxTree;
  private readonly definitions: Definitions;
  private readonly known = new Map<Node, Constant | undefined>();
  private steps = 0;

  constructor(tree: SyntaxTree, definitions: Definitions) {
    this.tree = tree;
    this.definitions = definitions;
  }

  /** Drops what was worked out, because names have come to stand for more. */
  forget(): void {
    this.known.clear();
  }

  text(node: Node): string | undefined {
    const value = this.fold(node);
    return typeof value === 'string' ? value : undefined;
  }

  /** The beginning of a text of which the rest is not known: `f'/output/{name}.csv'` begins with `/output/`. */
  textBeginning(node: Node, depth = 0): string {
    const whole = this.text(node);
    if (whole !== undefined) return whole;
    if (node === NONE || depth > MOST_STEPS) return '';
    const inner = this.tree.unwrap(node);
    switch (this.tree.kind(inner)) {
      case 'identifier':
        return this.textBeginning(this.definitions.soleValue(inner), depth + 1);
      case 'string':
        return this.stringParts(inner).beginning;
      case 'concatenated_string':
      case 'binary_operator': {
        const operator = this.tree.textOf(this.tree.child(inner, 'operator'));
        return operator === '' || operator === '+' ? this.textBeginning(this.tree.firstChild(inner), depth + 1) : '';
      }
      default:
        return '';
    }
  }

  fold(node: Node): Constant | undefined {
    if (node === NONE || this.steps > MOST_STEPS) return undefined;
    if (this.known.has(node)) return this.known.get(node);
    // Until it is known, what refers to itself says nothing.
    this.known.set(node, undefined);
    this.steps += 1;
    const value = bounded(this.foldKind(node));
    this.steps -= 1;
    this.known.set(node, value);
    return value;
  }

  private foldKind(node: Node): Constant | undefined {
    const tree = this.tree;
    switch (tree.kind(node)) {
      case 'string':
        return this.stringParts(node).whole;
      case 'concatenated_string':
        return this.joinTexts(tree.children(node), '');
      case 'integer':
        return integerOf(tree.textOf(node));
      case 'parenthesized_expression':
        return this.fold(tree.firstChild(node));
      case 'named_expression':
        return this.fold(tree.child(node, 'value'));
      case 'identifier':
        return this.fold(this.definitions.soleValue(node));
      case 'list':
      case 'tuple':
        return this.foldAll(tree.children(node));
      case 'binary_operator':
        return this.foldOperation(node);
      case 'subscript':
        return this.foldSubscript(node);
      case 'call':
        return this.foldCall(node);
      default:
        return undefined;
    }
  }

  private foldAll(nodes: readonly Node[]): readonly Constant[] | undefined {
    const values: Constant[] = [];
    for (const node of nodes) {
      const value = this.fold(node);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  }

  private joinTexts(nodes: readonly Node[], separator: string): string | undefined {
    const values = this.foldAll(nodes);
    return values?.every((value) => typeof value === 'string') ? values.join(separator) : undefined;
  }

  private stringParts(node: Node): { readonly whole: string | undefined; readonly beginning: string } {
    let text = '';
    let prefix = '';
    for (const part of this.tree.children(node)) {
      const kind = this.tree.kind(part);
      if (kind === 'string_start') prefix = stringPrefix(this.tree.textOf(part));
      if (kind === 'string_content') text += this.contentOf(part, prefix);
      if (kind !== 'interpolation') continue;
      const value = this.fold(this.tree.child(part, 'expression'));
      const isPlain = this.tree.children(part).length === 1;
      if (!isPlain || (typeof value !== 'string' && typeof value !== 'number'))
        return { whole: undefined, beginning: text };
      text += String(value);
    }
    return { whole: text, beginning: text };
  }

  private contentOf(content: Node, prefix: string): string {
    const text = unescapeLiteral(this.tree.textOf(content), prefix);
    return /[ft]/.test(prefix) ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text;
  }

  private foldOperation(node: Node): Constant | undefined {
    const left = this.fold(this.tree.child(node, 'left'));
    const right = this.fold(this.tree.child(node, 'right'));
    if (left === undefined || right === undefined) return undefined;
    const operator = this.tree.textOf(this.tree.child(node, 'operator'));
    if (typeof left === 'number' && typeof right === 'number') return calculate(left, operator, right);
    if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
    if (operator === '+' && Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
    const isRepeated = operator === '*' && typeof left === 'string' && typeof right === 'number';
    return isRepeated && right >= 0 && left.length * right <= LONGEST_TEXT ? left.repeat(right) : undefined;
  }

  private foldSubscript(node: Node): Constant | undefined {
    const value = this.fold(this.tree.child(node, 'value'));
    if (typeof value !== 'string' && !Array.isArray(value)) return undefined;
    const subscript = this.tree.child(node, 'subscript');
    if (this.tree.kind(subscript) === 'slice') {
      const isReversal = this.tree.textOf(subscript).replaceAll(/\s/g, '') === '::-1';
      if (!isReversal) return undefined;
      return typeof value === 'string' ? [...value].reverse().join('') : [...value].reverse();
    }
    const index = this.fold(subscript);
    return typeof index === 'number' ? value.at(index) : undefined;
  }

  private foldCall(node: Node): Constant | undefined {
    const callee = this.tree.unwrap(this.tree.child(node, 'function'));
    const parameters = positionalArguments(this.tree, node);
    if (this.tree.kind(callee) === 'attribute') return this.foldMethod(callee, parameters);
    const [first = NONE, second = NONE] = parameters;
    const [name] = this.definitions.namesOf(callee);
    if (name === 'builtins.chr') return characterOf(this.fold(first));
    if (name === 'builtins.map' && this.definitions.namesOf(first).includes('builtins.chr')) {
      const codes = this.fold(second);
      return Array.isArray(codes) ? allKnown(codes.map(characterOf)) : undefined;
    }
    if (name === 'builtins.str' && parameters.length === 1) return this.text(first);
    return undefined;
  }

  private foldMethod(callee: Node, parameters: readonly Node[]): Constant | undefined {
    const text = this.text(this.tree.child(callee, 'object'));
    if (text === undefined || callOf(this.tree, callee) === NONE) return undefined;
    const given = this.foldAll(parameters);
    const [first, second] = given ?? [];
    switch (identifierText(this.tree, this.tree.child(callee, 'attribute'))) {
      case 'join':
        return Array.isArray(first) && first.every((part) => typeof part === 'string') ? first.join(text) : undefined;
      case 'lower':
        return text.toLowerCase();
      case 'upper':
        return text.toUpperCase();
      case 'strip':
        return parameters.length === 0 ? text.trim() : undefined;
      case 'decode':
      case 'encode':
        return text;
      case 'replace':
        return typeof first === 'string' && typeof second === 'string' ? text.replaceAll(first, second) : undefined;
      default:
        return undefined;
    }
  }
}

function bounded(value: Constant | undefined): Constant | undefined {
  return value !== undefined && typeof value !== 'number' && value.length > LONGEST_TEXT ? undefined : value;
}

function allKnown(values: readonly (Constant | undefined)[]): readonly Constant[] | undefined {
  return values.every((value) => value !== undefined) ? values : undefined;
}

function integerOf(text: string): number | undefined {
  const value = Number(text.replaceAll('_', ''));
  return Number.isSafeInteger(value) ? value : undefined;
}

function characterOf(code: Constant | undefined): string | undefined {
  const isCode = typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= 0x10ffff;
  return isCode ? String.fromCodePoint(code) : undefined;
}

function calculate(left: number, operator: string, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '^':
      return left ^ right;
    case '//':
      return right === 0 ? undefined : Math.floor(left / right);
    case '%':
      return right === 0 ? undefined : left - right * Math.floor(left / right);
    default:
      return undefined;
  }
}
