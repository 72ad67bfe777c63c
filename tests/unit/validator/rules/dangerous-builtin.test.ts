import { describe, expect, it } from 'vitest';
import { findingsOf, reportOf, scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('dangerous-builtin', source);
const names = ['eval', 'exec', 'compile', '__import__', 'open', 'input', 'globals', 'locals', 'vars', 'breakpoint'];

describe('dangerous-builtin', () => {
  it.each(names)('gives 30 points for a call of %s', async (name) => {
    expect(await scored(`${name}('x')`)).toEqual([`builtins.${name}`]);
  });

  it.each(names)('gives 30 points for a mere mention of %s', async (name) => {
    expect(await findingsOf(`run = ${name}`)).toEqual([`dangerous-builtin builtins.${name} 30`]);
  });

  it.each([
    ['def f(x):\n    return vars(x)', 'builtins.vars 30'],
    ['class A:\n    def f(self):\n        return vars(self)', 'vars(self) 20'],
    ['import random\nclass A:\n    def f(self):\n        return vars(self)\nA.f(random)', 'builtins.vars 30'],
    ['import argparse\np = argparse.ArgumentParser()\nvars(p.parse_args())', 'vars(arguments) 5'],
    ['import argparse\np = argparse.ArgumentParser()\nvars(p.parse_args([], module))', 'builtins.vars 30'],
    ['import argparse\np = argparse.ArgumentParser()\nvars(p.parse_args(namespace=module))', 'builtins.vars 30'],
    ['class P:\n    def parse_args(self):\n        return given\nvars(P().parse_args())', 'builtins.vars 30'],
    [
      'import argparse\np = argparse.ArgumentParser()\n@other\ndef parse():\n    return p.parse_args()\nvars(parse())',
      'builtins.vars 30',
    ],
  ])('tells whose values vars hands out in %j', async (source, finding) => {
    expect(await findingsOf(source)).toContain(`dangerous-builtin ${finding}`);
  });

  it.each(['locals', 'globals'])('lets a source ask whether a name is in %s yet', async (builtin) => {
    expect(await findingsOf(`if "fast" not in ${builtin}():\n    fast = 12`)).toEqual([
      `dangerous-builtin name in builtins.${builtin} 5`,
    ]);
  });

  it.each([
    'name in globals()',
    '"fast" in globals',
    '"fast" in globals()["names"]',
    '"fast" in (held := globals())',
    '"fast" == globals()',
    '"fast" in globals() in them',
    'globals() in ["fast"]',
    '"fast" in names(globals())',
  ])('takes %j for more than that question', async (source) => {
    expect(await findingsOf(source)).toContain('dangerous-builtin builtins.globals 30');
  });

  it.each([
    ['__import__("pandas")', { message: '__import__ imports a module by name' }],
    ['open("/output/x", "w")', { why: expect.stringContaining('reads or writes') }],
  ])('says what %j does', async (source, said) => {
    expect((await reportOf(source)).violations[0]).toMatchObject(said);
  });

  it('sees open where an object of a library keeps it', async () => {
    const handler = 'import logging\nhandler = logging.FileHandler("/output/log")\n';

    expect(await scored(`${handler}handler._builtin_open("/etc/passwd")\n`)).toEqual(['builtins.open']);
    expect(await scored(`${handler}logging.getLogger().addHandler(handler)\n`)).toEqual([]);
  });

  it.each([
    ['globals()["ev" + "al"]("1")', 60],
    ['locals()["ev" + "al"]("1")', 60],
    ['kept = locals()["__builtins__"]\nkept.eval("1")', 80],
    ['locals()["signal"]', 30],
  ])('sees what is taken out of %j by its name', async (source, score) => {
    expect(await scoreOf(source)).toBe(score);
  });

  it('gives open one 30, however it is used', async () => {
    expect(await findingsOf("with open('a') as f:\n    f.read()\nopen('b', 'w')\n")).toEqual([
      'dangerous-builtin builtins.open 30',
      'dangerous-builtin builtins.open 0',
    ]);
  });

  it.each([
    'f = [eval][0]',
    'match eval:\n    case f:\n        f("1")',
    'for f in (eval,):\n    f("1")',
    'def g(f=eval):\n    return f("1")',
    'def g(eval=eval):\n    return eval("1")',
    '@eval\ndef g():\n    pass',
    'class A(metaclass=eval):\n    pass',
    'def g(x: eval("1")):\n    pass',
    'f"{eval("1")}"',
    'f"{x:{eval("1")}}"',
    '[*eval("1")]',
    'x = *eval("1"), 1',
    'type(x).y = eval("1")',
    'print >> eval("1")',
    'await_ = [eval for _ in x]',
    '[eval for eval in [eval]]',
    'with f(lambda: eval("1")) as g:\n    pass',
    'print.__self__.eval("1")',
    'import dataclasses\ndataclasses.builtins.eval("1")',
    '__builtins__.get("eval")("1")',
    'vars(__builtins__).setdefault("eval")',
    'import re\nre.__builtins__["eval"]("1")',
    'import builtins as b\nb.eval',
    'getattr(__builtins__, "ev" + "al")',
    'vars(__builtins__)["eval"]',
    'x.f_builtins["eval"]',
    'if x:\n    eval = 1\neval("1")',
    'eval("1")\neval = 1',
    'eval = 1\ndel eval\neval("1")',
    'class A:\n    eval = 1\n    def f(self):\n        return eval("1")',
    'class A:\n    eval = 1\n    x = [eval("1") for _ in y]',
    'def f(eval=1):\n    class A:\n        x = eval("1")\n        eval = 1',
    'class M(type):\n    def __prepare__(*a):\n        return D()\nclass A(metaclass=M):\n    eval = 1\n    x = eval("1")',
    'class A(metaclass=make):\n    eval = 1\n    x = eval("1")',
    'class A:\n    eval = 1\n    x = list(eval("1") for _ in y)',
    'def f():\n    eval = 1\n    def g():\n        global eval\n        return eval("1")',
    '𝐞𝐯𝐚𝐥("1")',
    'match = eval\nmatch("1")',
  ])('sees eval in %j', async (source) => {
    expect(await scored(source)).toContain('builtins.eval');
  });

  it.each([
    'def f(input, open, vars=1):\n    return input + open + vars\nf(1, open=2)',
    'class A:\n    def open(self):\n        return self.open()\n    def eval(self):\n        return self.eval\n',
    'df.open > df.eval("a > 1")',
    'def f(prices):\n    open = prices.open\n    return open.shift(1)\n',
    'lambda open, close: close - open',
    'from abc import ABCMeta\nclass A(metaclass=ABCMeta):\n    open = 1\n    x = open + 1',
    'def f(open):\n    class A:\n        x = open + 1\n    return A',
    '[open for open, close in bars]',
    'def f(bars):\n    for open, close in bars:\n        total = close - open\n',
    'data["open"]',
    'import re\nre.compile("a")',
    '# eval("1")\n"eval(1)"',
  ])('accuses no name that is the strategy’s own: %j', async (source) => {
    expect(await scoreOf(source)).toBe(0);
  });

  it.each([
    'def f(o, *, vars):\n    return vars(o)',
    'lambda eval, text: eval(text)',
    'def f(open: object):\n    open("x")',
  ])('asks what a parameter is that bears its name and is called: %j', async (source) => {
    expect(await scored(source)).toHaveLength(1);
  });

  it('lets data be called open once it is bound', async () => {
    expect(await findingsOf("open = data['open']\nchange = open.diff()\n")).toEqual([
      'builtin-override builtins.open 10',
    ]);
  });

  it.each([
    ['open("x")', /secret/, /\/data\//],
    ['eval("1")', /code/, /expression itself/],
    ['globals()', /every name/, /dict/],
    ['input()', /Nobody sits/, /params/],
  ])('says of %s why it matters and what to write instead', async (source, why, saferWay) => {
    const [found] = (await reportOf(source)).violations;

    expect(found).toMatchObject({ why: expect.stringMatching(why), saferWay: expect.stringMatching(saferWay) });
  });
});
