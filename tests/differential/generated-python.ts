import { Chance } from '../mutation/random.js';

const NAMES: readonly string[] = [
  ...[
    'a',
    'b',
    'os',
    'np',
    'x_1',
    'match',
    'case',
    'type',
    '_',
    'print',
    'ｅｖａｌ',
    'ﬁ',
    'größe',
    'self',
    'exec',
    'aſ',
  ],
];
const MODULES: readonly string[] = ['os', 'os.path', 'a.b.c', 'ｏｓ', 'numpy', 'type', 'match.case'];
const LITERALS: readonly string[] = [
  ...['1', '0x1F', '1_000.5e3', '2j', '""', "'s'", 'rb"\\x"', '"""a\nb"""', 'None', 'True', '...', '"a" "b"', "b'c'"],
  ...["f'x'", "f'{a}'", "f'{a!r:>{b}}'", "f'{a.b(1)=}'", "f'{{}}'", "f'{a:{b.c}}'", 'f"""{\na}"""', "'{0.x}'"],
];
const BINARY: readonly string[] = ['+', '-', '*', '@', '/', '//', '%', '**', '<<', '&', '|', '^', '<', '==', 'in'];
const MORE: readonly string[] = ['not in', 'is', 'is not', 'and', 'or', '!='];
const DEEPEST = 3;

/** Valid Python of every shape that the grammar has, the same for the same seed. */
export class PythonGenerator {
  readonly #chance: Chance;

  constructor(seed: number) {
    this.#chance = new Chance(seed);
  }

  module(): string {
    return `${this.#many(1 + this.#chance.below(6), () => this.#statement('', 0)).join('\n')}\n`;
  }

  #many<T>(count: number, make: () => T): T[] {
    return Array.from({ length: count }, make);
  }

  // Choices that cost something to make are functions, so that only the one is made.
  #of(...choices: readonly (string | (() => string))[]): string {
    const choice = this.#chance.of(choices);
    return typeof choice === 'string' ? choice : choice();
  }

  #name(): string {
    return this.#chance.of(NAMES);
  }

  #statement(indent: string, depth: number): string {
    const simple = () => indent + this.#simple() + this.#of('', '', '', '  # c (', ';', () => `; ${this.#simple()}`);
    return depth > 2 || this.#chance.next() < 0.55 ? simple() : this.#compound(indent, depth);
  }

  #simple(): string {
    const e = () => this.#expression(0);
    return this.#of(
      () =>
        `${this.#targets()} = ${this.#of(
          e,
          () => `${e()}, ${e()}`,
          () => `*${this.#primary(2)}, ${e()}`,
        )}`,
      () => `${this.#target()} = ${this.#target()} = ${e()}`,
      () => `${this.#name()}: ${this.#annotation()}${this.#of('', () => ` = ${e()}`)}`,
      () => `${this.#primary(2)}.${this.#name()}: ${this.#annotation()} = ${e()}`,
      () => `${this.#target()} ${this.#of('+=', '@=', '//=', '|=')} ${this.#of(e, () => `${e()}, ${e()}`)}`,
      () =>
        this.#of(
          e,
          e,
          () => `${e()}, ${e()}`,
          () => `*${this.#primary(2)},`,
        ),
      () => `import ${this.#imported()}`,
      () => `import ${this.#imported()}, ${this.#imported()}`,
      () =>
        `from ${this.#of('', '.', '..')}${this.#chance.of(MODULES)} import ${this.#of('a', 'a as b', '(a,\n  b as c)', 'system as s, path')}`,
      () => `del ${this.#target()}`,
      () => `assert ${e()}, ${e()}`,
      () => `raise ${this.#primary(1)}${this.#of('', () => ` from ${e()}`)}`,
      () => `global ${this.#of('g', 'g, h')}`,
      () => this.#of('pass', () => `type A${this.#of('', '[T]', '[T: int, *U]')} = ${this.#annotation()}`),
    );
  }

  #imported(): string {
    return `${this.#chance.of(MODULES)}${this.#of('', () => ` as ${this.#name()}`)}`;
  }

  #targets(): string {
    return this.#of(
      () => this.#target(),
      () => `${this.#target()}, ${this.#target()}`,
      () => `*${this.#name()}, ${this.#target()}`,
      () => `(${this.#name()}, [${this.#target()}])`,
      () => `[${this.#name()}, *${this.#name()}]`,
    );
  }

  #target(): string {
    const name = this.#name();
    return this.#of(
      name,
      name,
      () => `${this.#primary(2)}.${name}`,
      () => `${this.#primary(2)}[${this.#expression(2)}]`,
    );
  }

  #annotation(): string {
    return this.#of(
      ...[
        'int',
        'list[int]',
        'np.ndarray',
        'dict[str, a.b[c]]',
        '"text"',
        'a | None',
        'Callable[[int], b]',
        'tuple[int, ...]',
      ],
      () => this.#expression(2),
    );
  }

  #compound(indent: string, depth: number): string {
    // A space before a tab is refused.
    const inner = `${indent}${/ /.test(indent) ? this.#of('  ', '    ') : this.#of('  ', '    ', '\t')}`;
    const body = () => `\n${this.#many(1 + this.#chance.below(2), () => this.#statement(inner, depth + 1)).join('\n')}`;
    const block = (extra: string) => `\n${inner}${extra}`;
    const e = () => this.#expression(1);
    const lines = this.#of(
      () => `if ${e()}:${body().replace(/^\n/, '\n')}\n${indent}elif ${e()}: pass\n${indent}else:${block('pass')}`,
      () => `for ${this.#targets()} in ${this.#of(e, () => `${e()}, ${e()}`)}:${block(`a.${this.#name()}(${e()})`)}`,
      () => `while ${e()}:${block('break')}`,
      () =>
        `try:${block(this.#simple())}\n${indent}except ${this.#of(e, () => `${this.#primary(2)} as ${this.#name()}`)}:${block('pass')}`,
      () => `try:${block('pass')}\n${indent}except* (A, B) as e:${block(e())}\n${indent}finally:${block(e())}`,
      () =>
        `with ${this.#of(
          e,
          () => `${this.#primary(2)} as ${this.#target()}`,
          () => `(${this.#primary(2)} as a, ${e()})`,
        )}:${block(e())}`,
      () =>
        `${this.#decorator(indent)}${this.#of('', 'async ')}def ${this.#name()}${this.#of('', '[T]')}(${this.#parameters()})${this.#of('', ' -> a.b')}:${block(
          this.#of(
            () => `return ${e()}`,
            () => `yield ${e()}`,
            () => `return ${e()}, ${e()}`,
            e,
          ),
        )}`,
      () =>
        `${this.#decorator(indent)}class ${this.#name()}${this.#of('', '()', () => `(${this.#primary(2)}, metaclass=${this.#name()})`)}:${body()}`,
      () =>
        `match ${this.#of(e, () => `${e()}, ${e()}`)}:${block(`case ${this.#pattern()}${this.#of('', () => ` if ${e()}`)}:\n${inner}  ${e()}`)}`,
      () =>
        `async def f():${block(
          this.#of(
            () => `await ${this.#primary(1)}`,
            () => `async with ${this.#primary(2)} as b: pass`,
            () => `async for a in ${e()}: pass`,
          ),
        )}`,
    );
    return indent + lines;
  }

  #decorator(indent: string): string {
    return this.#of('', '', () => `@${this.#expression(2)}\n${indent}`);
  }

  #parameters(): string {
    return this.#of(
      ...['', 'a', 'a, /, b', '*, c=1', '*a, **k', 'a: int = 1, *b: str'],
      () => `p=${this.#expression(2)}, *, q: ${this.#annotation()} = ${this.#expression(2)}`,
    );
  }

  #pattern(): string {
    return this.#of(
      ...['_', 'x', '1', '-1', '"s"', 'None', 'a.b.c', '[x, *_]', '{"k": v, **rest}', 'A(x, y=z)', 'a.B(c=D(e=f))'],
      ...['1 | 2', '(x as y)', 'str() | int() as z', 'object(__class__=c)', '1 + 2j', 'x, y', '*_, a.b'],
    );
  }

  #expression(depth: number): string {
    if (depth > DEEPEST) return this.#name();
    const e = () => this.#expression(depth + 1);
    return this.#of(
      () => this.#primary(depth),
      () => this.#primary(depth),
      () => this.#chance.of(LITERALS),
      () => `(${e()})`,
      () => `${this.#primary(depth + 1)} ${this.#of(...BINARY, ...MORE)} ${this.#primary(depth + 1)}`,
      () => `${this.#of('-', '~', 'not ')}${this.#primary(depth + 1)}`,
      () => `${this.#primary(depth + 1)} if ${e()} else ${e()}`,
      () => `lambda ${this.#of('', 'a', '*a', 'a=b.c')}: ${e()}`,
      () => `(${this.#of('w', 'a')} := ${e()})`,
      () =>
        `[${this.#of(
          '',
          e,
          () => `${e()}, *${this.#primary(depth + 1)}`,
          () => `*${this.#primary(depth + 1)}`,
        )}]`,
      () => `(${e()}, ${e()})`,
      () => `{${e()}: ${e()}, **${this.#primary(depth + 1)}}`,
      () => `{*${this.#primary(depth + 1)}, ${e()}}`,
      () =>
        `[${e()} for ${this.#of('i', 'i, *j', '(i, j)')} in ${this.#primary(depth + 1)} if ${this.#primary(depth + 1)}]`,
      () => `{${e()}: ${e()} for i in ${this.#primary(depth + 1)}}`,
      () => `(${e()} for i in ${this.#primary(depth + 1)} for j in i)`,
      () => `f"{${this.#primary(DEEPEST)}}"`.replaceAll('\n', ' '),
    );
  }

  #primary(depth: number): string {
    if (depth > DEEPEST) return this.#name();
    const inner = () => this.#primary(depth + 1);
    const e = () => this.#expression(depth + 1);
    return this.#of(
      () => this.#name(),
      () => this.#name(),
      () => `${inner()}.${this.#name()}`,
      () => `${inner()}${this.#of(' . ', '. ', ' .')}${this.#name()}`,
      () => `(${inner()}\n  .${this.#name()}  # c\n  )`,
      () => `${inner()} \\\n  .${this.#name()}`,
      () => `${inner()}(${this.#arguments(depth)})`,
      () =>
        `${inner()}[${this.#of(
          e,
          () => `${e()}:${e()}`,
          '::-1',
          () => `${e()}, ${e()}`,
          () => `*${inner()}`,
        )}]`,
      () => `(${e()})`,
      () => `(${e()}).${this.#name()}(${this.#arguments(depth)})`,
    );
  }

  #arguments(depth: number): string {
    const e = () => this.#expression(depth + 2);
    return this.#of(
      () => '',
      e,
      () => `${e()}, ${this.#name()}=${e()}`,
      () => `*${this.#primary(depth + 2)}, **${this.#primary(depth + 2)}`,
      () => `${e()} for i in ${this.#primary(depth + 2)}`,
      () => `\n  ${e()},\n  # c\n  `,
    );
  }
}
