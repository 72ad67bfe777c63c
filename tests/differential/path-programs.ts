import { Chance } from '../mutation/random.js';

/** What lies where a run may read, for programs to list. */
export const FILES: readonly string[] = ['a.csv', 'sub/b.csv', 'sub/deep/c.csv', '...x', '..y/d.csv', '.hidden'];

const FOLDERS: readonly string[] = ['"/output"', '"/output/"', '"/data"', '"/output/sub"', '"/output/sub/deep"'];
const PLAIN: readonly string[] = ['"x.csv"', '"sub"', '"a"', '"b.csv"', '"sub/deep"', '"x.tar.gz"', '"_old"', '"-1"'];
const HOSTILE: readonly string[] = [
  ...['".."', '"."', '""', '"/etc"', '"/.."', '"../.."', '"etc/passwd"', '"/etc/passwd"', '"..x/.."', '"...x"', '".x"'],
  ...['"/"', '"a/../.."', '"./."', '"./.."', '"~"', '"//etc"', '"..."', '"*"', '"**"'],
];
const IMPORTS = `import argparse, dataclasses, functools, glob, os, random
from pathlib import Path
from types import SimpleNamespace
import pandas as pd
`;

/** The same program for the same seed: it puts a path together in many ways, mostly of harmless parts, and reads it. */
export class PathProgram {
  readonly #chance: Chance;
  readonly #lines: string[] = [];
  #texts: string[] = [];
  #paths: string[] = [];
  #indent = '';
  #count = 0;

  constructor(seed: number) {
    this.#chance = new Chance(seed);
  }

  source(): string {
    for (let left = 1 + this.#chance.below(4); left > 0; left -= 1) this.#step();
    this.#line(`pd.read_csv(${this.#anyPath(0)})`);
    return `${IMPORTS}${this.#lines.join('\n')}\n`;
  }

  #line(text: string): void {
    for (const line of text.split('\n')) this.#lines.push(this.#indent + line);
  }

  #fresh(): string {
    this.#count += 1;
    return `v${this.#count}`;
  }

  #of(...choices: readonly (string | (() => string))[]): string {
    const choice = this.#chance.of(choices);
    return typeof choice === 'string' ? choice : choice();
  }

  #isRare(share = 0.12): boolean {
    return this.#chance.next() < share;
  }

  #part(): string {
    return this.#chance.of(this.#isRare() ? HOSTILE : PLAIN);
  }

  #begin(): string {
    return this.#isRare() ? this.#part() : this.#chance.of(FOLDERS);
  }

  #anyPath(depth: number): string {
    return this.#isRare(0.5) ? this.#text(depth) : this.#path(depth);
  }

  /** A text that may be a whole path. */
  #text(depth: number): string {
    const known = this.#texts.length > 0 && !this.#isRare(0.3) ? this.#chance.of(this.#texts) : undefined;
    if (known !== undefined && (depth > 2 || this.#isRare(0.5))) return known;
    if (depth > 2) return this.#begin();
    const t = () => this.#text(depth + 1);
    const p = () => this.#path(depth + 1);
    const n = () => this.#name(depth + 1);
    return this.#of(
      () => `${t()} + "/" + ${n()}`,
      () => `${t()} + ${n()}`,
      () => `f"{${unquoted(t())}}/{${unquoted(n())}}"`,
      () => `f"{${unquoted(t())}}/x{${unquoted(n())}}.csv"`,
      () => `"%s/%s" % (${t()}, ${n()})`,
      () => `"{}/{}".format(${t()}, ${n()})`,
      () => `"{1}/{0}".format(${n()}, ${t()})`,
      () => `"/".join([${t()}, ${n()}])`,
      () => `os.path.join(${t()}, ${n()})`,
      () => `os.path.join(${t()}, ${n()}, ${n()})`,
      () => `os.path.dirname(${t()})`,
      () => `os.path.${this.#of('normpath', 'abspath', 'realpath', 'expanduser')}(${t()})`,
      () => `str(${p()})`,
      () => `os.fspath(${p()})`,
      () => `${p()}.as_posix()`,
      () => `(${t()} if ${this.#of('1', '0')} else ${t()})`,
      () => `(${this.#of('None', '""', t)} or ${t()})`,
      () => this.#picked(t),
      () => t(),
      () => this.#begin(),
    );
  }

  #path(depth: number): string {
    if (this.#paths.length > 0 && (depth > 2 || this.#isRare(0.5))) return this.#chance.of(this.#paths);
    if (depth > 2) return `Path(${this.#begin()})`;
    const p = () => this.#path(depth + 1);
    const n = () => this.#name(depth + 1);
    return this.#of(
      () => `Path(${this.#text(depth + 1)})`,
      () => `Path(${this.#text(depth + 1)}, ${n()})`,
      () => `(${p()} / ${n()})`,
      () => `(${p()} / ${n()} / ${n()})`,
      () => `${p()}.parent`,
      () => `${p()}.joinpath(${n()})`,
      () => `${p()}.with_name(${n()})`,
      () => `${p()}.with_stem(${n()})`,
      () => `${p()}.with_suffix(${this.#of('".csv"', '""', '".txt"', n)})`,
      () => `${p()}.${this.#of('resolve', 'absolute', 'expanduser')}()`,
      () => `(${p()} if ${this.#of('1', '0')} else ${p()})`,
      () => this.#picked(p),
      () => p(),
    );
  }

  /** A text that is meant for one part of a path. */
  #name(depth: number): string {
    if (depth > 3 || this.#isRare(0.6)) return this.#part();
    const p = () => this.#path(depth + 1);
    return this.#of(
      () => `os.path.basename(${this.#text(depth + 1)})`,
      () => `${p()}.${this.#of('name', 'stem', 'suffix')}`,
      () => `${this.#name(depth + 1)} + ${this.#name(depth + 1)}`,
      () => `f"{${unquoted(this.#name(depth + 1))}}.csv"`,
      () => this.#picked(() => this.#name(depth + 1)),
    );
  }

  #picked(make: () => string): string {
    return this.#of(
      () => `[${make()}, ${make()}][${this.#of('0', '1', '-1')}]`,
      () => `{"a": ${make()}, "b": ${make()}}["${this.#of('a', 'b')}"]`,
      () => `{"a": ${make()}}.get("${this.#of('a', 'c')}", ${make()})`,
      () => `${this.#of('max', 'min')}([${make()}, ${make()}])`,
      () => `max([], default=${make()})`,
      () => `next(iter([${make()}]))`,
      () => `random.choice((${make()}, ${make()}))`,
      () => `sorted({${make()}, ${make()}})[0]`,
      () => `(lambda: ${make()})()`,
      () => `[e for e in [${make()}]][0]`,
    );
  }

  /** Whatever comes in a text or a path, with the name under which it is had from then on. */
  #holds(isText: boolean, name: string): void {
    (isText ? this.#texts : this.#paths).push(name);
  }

  #step(): void {
    const steps = [
      () => this.#assigned(),
      () => this.#changedInLoop(),
      () => this.#loop(),
      () => this.#function(),
      () => this.#recursive(),
      () => this.#object(),
      () => this.#table(),
      () => this.#options(),
      () => this.#renamedLibrary(),
      () => this.#unpacked(),
    ];
    this.#chance.of(steps)();
  }

  #assigned(): void {
    const isText = this.#isRare(0.5);
    const name = this.#fresh();
    this.#line(`${name} = ${isText ? this.#text(1) : this.#path(1)}`);
    this.#holds(isText, name);
    const other = isText ? `${name} += ${this.#name(2)}` : `${name} /= ${this.#name(2)}`;
    if (this.#isRare()) this.#line(other);
  }

  // `for i in range(3): path = path.parent`
  #changedInLoop(): void {
    const isText = this.#isRare(0.5);
    const [name, other] = [this.#fresh(), this.#fresh()];
    this.#line(`${name} = ${other} = ${isText ? this.#text(2) : this.#path(2)}`);
    const known = { texts: this.#texts, paths: this.#paths };
    this.#texts = isText ? [name, other] : known.texts;
    this.#paths = isText ? known.paths : [name, other];
    this.#line(`for i in range(${1 + this.#chance.below(5)}):`);
    this.#indent += '    ';
    const targets = this.#isRare(0.3) ? [other, name] : [name];
    for (const target of targets) this.#line(`${target} = ${isText ? this.#text(1) : this.#path(1)}`);
    this.#indent = this.#indent.slice(4);
    this.#texts = isText ? [...known.texts, name] : known.texts;
    this.#paths = isText ? known.paths : [...known.paths, name];
  }

  #loop(): void {
    const name = this.#fresh();
    const list = () =>
      this.#of(
        () => `[${this.#text(2)}, ${this.#text(2)}]`,
        () => `os.listdir(${this.#begin()})`,
        () => `glob.glob(${this.#begin()} + ${this.#of('"/*"', '"/*.csv"', '"/*/*"', '"/**"')})`,
        () => `glob.glob(${this.#text(2)}${this.#of('', ', recursive=True', ', root_dir="/"')})`,
        () => `[os.path.join(${this.#begin()}, n) for n in os.listdir(${this.#begin()})]`,
        () => `[${this.#part()}, ${this.#part()}]`,
      );
    const paths = () =>
      this.#of(
        () => `[${this.#path(2)}, ${this.#path(2)}]`,
        () => `Path(${this.#begin()}).${this.#of('iterdir()', 'glob("*")', 'rglob("*")', 'glob("*/*")', 'glob("**")')}`,
        () => `${this.#path(2)}.${this.#of('iterdir()', 'glob("*.csv")', 'rglob("*")')}`,
      );
    const isText = this.#isRare(0.5);
    const iterable = isText ? list() : paths();
    const around = this.#of('', '', 'sorted', 'list', 'reversed', 'iter', 'set').replace('reversed', 'sorted');
    const header = this.#of(
      () => `for ${name} in ${around}(${iterable}):`,
      () => `for ${name} in ${around}(${iterable}):`,
      () => `for _, ${name} in enumerate(${iterable}):`,
      () => `for ${name}, _ in zip(${iterable}, range(9)):`,
      () => (isText ? `for ${name}, _, _ in os.walk(${this.#begin()}):` : `for ${name} in (${iterable}):`),
      () =>
        isText ? `for w, _, fs in os.walk(${this.#begin()}):\n  for ${name} in fs:` : `for ${name} in ${iterable}:`,
      () => (isText ? `for ${name} in [s.path for s in os.scandir(${this.#begin()})]:` : `for ${name} in ${iterable}:`),
    );
    this.#line(header);
    this.#indent += '    ';
    this.#holds(isText, name);
    if (this.#isRare(0.4)) this.#holds(!isText, isText ? `Path(${name})` : `str(${name})`);
    this.#assigned();
  }

  #function(): void {
    const [name, parameter, local] = [this.#fresh(), this.#fresh(), this.#fresh()];
    const isText = this.#isRare(0.5);
    const make = () => (isText ? this.#text(2) : this.#path(2));
    const byDefault = make();
    const given = make();
    const known = { texts: this.#texts, paths: this.#paths };
    this.#texts = isText ? [parameter] : [];
    this.#paths = isText ? [] : [parameter];
    this.#line(`def ${name}(${parameter}=${byDefault}, *more, key=0):`);
    this.#line(`    ${this.#of(parameter, local)} = ${make()}\n    ${local} = ${make()}`);
    this.#line(`    return ${this.#of(parameter, local, make)}`);
    this.#texts = known.texts;
    this.#paths = known.paths;
    const calls = [`${name}()`, `${name}(${given})`, `${name}(${parameter}=${given})`, `${name}(*[${given}])`];
    const called = [...calls, `${name}(**{"${parameter}": ${given}})`, `functools.partial(${name}, ${given})()`];
    this.#holds(
      isText,
      this.#chance.of([...called, `(lambda f: f(${given}))(${name})`, `list(map(${name}, [${given}]))[0]`]),
    );
  }

  #recursive(): void {
    const name = this.#fresh();
    const known = { texts: this.#texts, paths: this.#paths };
    const isText = this.#isRare(0.5);
    const begin = isText ? this.#text(2) : this.#path(2);
    this.#texts = isText ? ['p'] : [];
    this.#paths = isText ? [] : ['p'];
    const next = isText ? this.#text(1) : this.#path(1);
    this.#texts = known.texts;
    this.#paths = known.paths;
    this.#line(`def ${name}(p, n):\n    return ${name}(${next}, n - 1) if n else p`);
    this.#holds(isText, `${name}(${begin}, ${1 + this.#chance.below(4)})`);
  }

  #object(): void {
    const [type, object] = [this.#fresh(), this.#fresh()];
    const isText = this.#isRare(0.5);
    const make = () => (isText ? this.#text(2) : this.#path(2));
    const [first, second, third] = [make(), make(), make()];
    const known = { texts: this.#texts, paths: this.#paths };
    this.#texts = isText ? ['self.p', 'self.q'] : [];
    this.#paths = isText ? [] : ['self.p', 'self.q'];
    const [changed, told] = [make(), make()];
    this.#texts = known.texts;
    this.#paths = known.paths;
    const isDataclass = this.#isRare(0.3);
    const header = isDataclass
      ? `@dataclasses.dataclass\nclass ${type}:\n    p: object = ${first}\n    q: object = ${second}`
      : `class ${type}:\n    q = ${second}\n    def __init__(self, p=${first}):\n        self.p = p`;
    const methods = `    def up(self):\n        self.p = ${changed}\n        return self\n    def go(self, key=None):\n        return ${told}`;
    this.#line(`${header}\n${methods}`);
    if (this.#isRare(0.2)) this.#line(`class ${type}(${type}):\n    q = ${make()}`);
    const made = [`${type}()`, `${type}()`, `${type}(${third})`, `${type}(p=${third})`, `${type}(*[${third}])`];
    this.#line(`${object} = ${this.#chance.of([...made, `type(${type}())(${third})`, `[${type}][0](${third})`])}`);
    const changes = [
      ...[`${object}.up()`, `${object}.up().up()`, `[${object}][0].p = ${third}`, `setattr(${object}, "q", ${third})`],
      ...[`${type}.q = ${third}`, `${object}.__init__(${third})`, `vars(${object})["p"] = ${third}`],
      ...[
        `for ${object}.p in [${third}]: pass`,
        `${object}.p += ${this.#name(2)}`,
        `k = ${object}\nk.p, k.q = ${third}, ${second}`,
      ],
      ...[`${object} = SimpleNamespace(p=${third}, q=${third}, go=str)`, `${object}.go = lambda: ${third}`],
      ...[`getattr(${object}, "u" + "p")()`, `getattr(${object}, f"__{'init'}__")(${third})`],
      ...[`${object} = SimpleNamespace(p=${third}, q=${third}, go=lambda: getattr(${type}, "g" + "o")(${object}))`],
      ...[`${type}.go = lambda self: ${third}`, `(lambda o: o.__setattr__("p", ${third}))(${object})`],
    ];
    if (this.#isRare(0.5)) this.#line(this.#chance.of(this.#isRare(0.6) ? changes.slice(0, 2) : changes));
    this.#holds(isText, this.#chance.of([`${object}.p`, `${object}.q`, `${object}.go()`, `${type}.q`, `${type}().p`]));
  }

  #table(): void {
    const [table, other] = [this.#fresh(), this.#fresh()];
    const isText = this.#isRare(0.5);
    const make = () => (isText ? this.#text(2) : this.#path(2));
    const bad = isText ? this.#of(make, '"/etc/passwd"') : this.#of(make, 'Path("/etc/passwd")');
    const isList = this.#isRare(0.5);
    const key = isList ? '0' : '"a"';
    this.#line(`${table} = ${isList ? `[${make()}, ${make()}]` : `{"a": ${make()}, "b": ${make()}}`}`);
    const either = [
      ...[
        `${table}[${key}] = ${bad}`,
        `${other} = ${table}\n${other}[${key}] = ${bad}`,
        `for ${table}[${key}] in [${bad}]: pass`,
      ],
      ...[
        `(lambda t: t.__setitem__(${key}, ${bad}))(${table})`,
        `${table}.__setitem__(${key}, ${bad})`,
        `del ${table}[${key}]`,
      ],
      ...[`def ${other}(t):\n    t[${key}] = ${bad}\n${other}(${table})`, `[${table}][0][${key}] = ${bad}`],
      ...[`for ${other} in [${table}]:\n    ${other}[${key}] = ${bad}`, `${table}[${key}], ${other} = ${bad}, 0`],
      ...[`with open(os.devnull) as ${table}[${key}]: pass`, `(${other} := ${table})[${key}] = ${bad}`],
      ...[
        `class ${other}:\n    def __eq__(self, o):\n        o[${key}] = ${bad}\n        return True\n${table} == ${other}()`,
      ],
      ...[
        `max(${table}, ${table}, key=lambda t: t.__setitem__(${key}, ${bad}) or 0)`,
        `sorted([${table}], key=lambda t: t.__setitem__(${key}, ${bad}) or 0)`,
      ],
      ...[
        `(${table} or 0)[${key}] = ${bad}`,
        `(${table} if 1 else 0)[${key}] = ${bad}`,
        `[t for t in [${table}]][0][${key}] = ${bad}`,
      ],
    ];
    const ofLists = [
      `${table}.append(${bad})`,
      `${table} += [${bad}]`,
      `${table}[:] = [${bad}]`,
      `${table}.insert(0, ${bad})`,
      `${table}.reverse()`,
    ];
    const ofDicts = [
      `${table}.update(a=${bad})`,
      `${table} |= {"a": ${bad}}`,
      `${table}.setdefault("c", ${bad})`,
      `${table}.pop("a")`,
    ];
    const changes = [...either, ...(isList ? ofLists : ofDicts)];
    if (this.#isRare(0.6)) this.#line(this.#chance.of(changes));
    const reads = [
      `${table}[${key}]`,
      isList ? `${table}[-1]` : `${table}.get("a", ${bad})`,
      isList ? `max(${table})` : `${table}.get("b")`,
      isList ? `next(iter(${table}))` : `next(iter(${table}.values()))`,
      isList ? `${table}.pop()` : `list(${table}.items())[0][1]`,
      isList ? `${table}[1:][0]` : `${table}["b"]`,
    ];
    this.#holds(isText, this.#chance.of(reads));
    if (!this.#isRare(0.3)) return;
    const loop = this.#fresh();
    this.#line(`for ${loop} in ${isList ? table : `${table}.values()`}:`);
    this.#indent += '    ';
    this.#holds(isText, loop);
    this.#line(`${this.#fresh()} = ${this.#anyPath(1)}`);
  }

  #options(): void {
    const [parser, parsed] = [this.#fresh(), this.#fresh()];
    const isText = this.#isRare(0.5);
    const make = () => (isText ? this.#text(2) : this.#path(2));
    const bad = make();
    const more = this.#of(
      '',
      '',
      `, type=${isText ? 'str' : 'Path'}`,
      ', type=os.path.abspath',
      ', nargs="?"',
      ', action="store"',
    );
    this.#line(`${parser} = argparse.ArgumentParser()\n${parser}.add_argument("--out", default=${make()}${more})`);
    const changes = [
      ...[`${parser}.set_defaults(out=${bad})`, `${parser}.add_argument("--n", dest="out", default=${bad})`],
      ...[
        `${parser}.add_argument("--out2", default=${bad})`,
        `${parser}.add_argument("file", nargs="?", default=${bad})`,
      ],
      ...[`${parser}._actions[-1].default = ${bad}`, `${parser}.register("type", None, lambda t: ${bad})`],
    ];
    if (this.#isRare(0.4)) this.#line(this.#chance.of(changes));
    this.#line(`${parsed} = ${parser}.parse_args(${this.#of('', '[]', 'None', `["--out", "/etc"]`)})`);
    const later = [`${parsed}.out = ${bad}`, `vars(${parsed})["out"] = ${bad}`, `setattr(${parsed}, "out", ${bad})`];
    if (this.#isRare(0.3))
      this.#line(this.#chance.of([...later, `(lambda a: a.__dict__.update(out=${bad}))(${parsed})`]));
    this.#holds(isText, `${parsed}.out`);
  }

  #renamedLibrary(): void {
    const name = this.#fresh();
    this.#line(
      this.#of(
        () => `${name} = os.path.join`,
        () => `${name} = os.path.join\nif 1:\n    ${name} = lambda a, b: b`,
        () => `from os.path import join as ${name}\ndef ${name}(a, b): return a + b`,
        () => `def ${name}(a, b, j=os.path.join): return j(a, b)`,
        () => `${name} = lambda a, b: os.path.join(b, a)`,
        () => `${name} = os.path.join\nos.path.join = lambda *a: a[-1]`,
      ),
    );
    this.#texts.push(`${name}(${this.#text(2)}, ${this.#name(2)})`);
  }

  #unpacked(): void {
    const [a, b] = [this.#fresh(), this.#fresh()];
    const [x, y] = [this.#text(2), this.#text(2)];
    this.#line(
      this.#of(
        () => `${a}, ${b} = ${x}, ${y}`,
        () => `${a}, *${b} = ${x}, ${y}\n${b} = ${b}[0]`,
        () => `(${a}, ${b}), c = [${x}, ${y}], 0`,
        () => `${a}, ${b} = os.path.split(${x})`,
        () => `${a} = (${b} := ${x})`,
        () => `match ${x}:\n    case ${a}:\n        ${b} = ${y}`,
        () => `${a} = ${b} = ${x}\ndef f():\n    global ${a}\n    ${a} = ${y}\nf()`,
        () => `for ${a}, ${b} in [(${x}, ${y})]: pass`,
        () => `for ${a}, ${b} in {${x}: ${y}}.items(): pass`,
        () =>
          `${a} = ${b} = ${x}\nexcept_ = 0\ntry:\n    raise ValueError(${y})\nexcept ValueError as e:\n    ${a} = e.args[0]`,
      ),
    );
    this.#texts.push(a, b);
  }
}

/** A program with one of its texts, and now and then two, made hostile. */
export function withHostileText(source: string, seed: number): string {
  const chance = new Chance(seed);
  let changed = source;
  for (let left = chance.next() < 0.3 ? 2 : 1; left > 0; left -= 1) {
    const texts = [...changed.matchAll(/(["'])(?:[\w./*~-]*)\1/g)];
    const text = chance.of(texts);
    const quote = text[1] ?? '';
    const other = `${quote}${chance.of(HOSTILE).slice(1, -1)}${quote}`;
    changed = changed.slice(0, text.index) + other + changed.slice(text.index + text[0].length);
  }
  return changed;
}

// In an f-string of older Python no quote of its own kind may stand.
function unquoted(expression: string): string {
  const text = expression.replaceAll('"', "'");
  return text.startsWith('{') ? ` ${text}` : text;
}
