import { describe, expect, it } from 'vitest';
import { reportOf, scoreOf } from '../judge.js';

async function found(source: string): Promise<string[]> {
  const { violations } = await reportOf(source);
  return violations.filter(({ points }) => points > 0).map(({ rule, qualifiedName }) => `${rule} ${qualifiedName}`);
}

describe('code in a text is judged by the same rules', () => {
  it.each([
    ['exec', 'exec(\'import os\\nos.system("id")\')', 'dangerous-call os.system'],
    ['compile', 'compile("import subprocess", "x", "exec")', 'blacklisted-module subprocess'],
    ['a decoded text', "exec(bytes.fromhex('696d706f72742073756270726f63657373'))", 'blacklisted-module subprocess'],
    ['a text in a text', 'exec(\'eval("os.system(1)")\')\nimport os', 'dangerous-call os.system'],
    ['the names around it', "from os import system as s\ndef f():\n    eval('s(1)')", 'dangerous-call os.system'],
    ['timeit', 'import timeit\ntimeit.timeit("1", setup="import subprocess")', 'blacklisted-module subprocess'],
    ['cProfile', 'import cProfile\ncProfile.run("().__class__.__base__")', 'object-graph-escape __class__.__base__'],
    ['pandas.eval', 'import pandas as pd\npd.eval("pd.compat.os.system(1)")', 'dangerous-call os.system'],
    ['a query', 'import pandas as pd\ndf.query("@pd.compat.os.system(1)")', 'dangerous-call os.system'],
    [
      'a query over several lines',
      'import os\ndf.eval("""\n  a = b\n  c = @os.system(1)\n""")',
      'dangerous-call os.system',
    ],
    ['a query that is put together', "df.query('@pd' + '.compat.os.system(1)')", 'dangerous-call os.system'],
    ['a walk from a column', "df.query('close.__class__.__mro__')", 'object-graph-escape __class__.__mro__'],
    ['numexpr', "import numexpr\nnumexpr.evaluate('().__class__.__base__')", 'object-graph-escape __class__.__base__'],
    ['a formula', 'smf.ols(\'y ~ x:__import__("os").system(1)\', df)', 'dangerous-call os.system'],
    [
      'an annotation, where somebody evaluates it',
      "import typing\nclass A:\n    x: '__import__(1).system(1)'\ntyping.get_type_hints(A)",
      'dangerous-builtin builtins.__import__',
    ],
    ['what is around an unknown part', "eval(f'exec({x})')", 'dangerous-builtin builtins.exec'],
  ])('given to %s', async (_, source, finding) => {
    expect(await found(source)).toContain(finding);
  });

  it('tells the text, and the road to what is wrong in it', async () => {
    const { violations } = await reportOf('import base64\nexec(base64.b64decode("b3Muc3lzdGVtKDEp"))\n');

    expect(violations.find(({ qualifiedName }) => qualifiedName === 'os.system')).toMatchObject({
      message: 'os.system starts a program, in the text given to exec',
      via: ['exec', 'base64.b64decode', 'os.system'],
      line: 2,
      column: 6,
    });
  });

  it('counts what a text does with what the source does', async () => {
    const once = await scoreOf('import os\nos.system(1)\nexec("1")');

    expect(await scoreOf('import os\nos.system(1)\nexec("os.system(1)")')).toBe(once);
  });

  it('adds what a text is able to do to what the source is', async () => {
    const { capabilities } = await reportOf('df.query("@pd.compat.os.system(1)")');

    expect(capabilities.map(({ name }) => name)).toContain('starts-processes');
  });
});

describe('an honest text costs nothing', () => {
  it.each([
    ["df.query('close > open and volume > @minimum')"],
    ['df.query(\'`adj close` > @self.limit * (1 + @params["x"]) & input in [1, 2]\')'],
    ["df.query(f'close > {limit}')"],
    ["df.query('close > ' + str(limit))"],
    ["df.eval('''\n  spread = high - low\n  mid = (high + low) / 2\n''')"],
    ["df.query('''\n  close > open\n  and volume > 0\n''')"],
    ["import pandas as pd\npd.eval('a.close + b.open')"],
    ["smf.ols('y ~ x + np.log(z) + C(open):w - 1', data=df)"],
    ["smf.ols('y ~ ' + ' + '.join(columns), data=df)"],
    ["db.query('SELECT close FROM bars WHERE id = 1')"],
    ['class A:\n    def f(self) -> "A":\n        x: "os.system" = 1\n        return self\n'],
    ['model.eval()\nfrom models import User\nsession.query(User)'],
  ])('%j', async (source) => {
    expect(await found(source)).toEqual(source.includes('models') ? ['unknown-module models'] : []);
  });
});

describe('a text that cannot be read', () => {
  it.each([
    ['df.query(condition)', 10],
    ['df.query("@f(")', 10],
    ['import pandas as pd\npd.eval(text)', 15],
  ])('has its price in %j', async (source, points) => {
    expect(await scoreOf(source)).toBe(points);
  });

  it('is one past the bounds of what is read', async () => {
    const nested = ['eval("1")', ...Array.from({ length: 9 })].reduce((inner) => `eval(${JSON.stringify(inner)})`);
    const many = Array.from({ length: 400 }, (_, index) => `df.query("a > @f${index}.b")`).join('\n');
    const long = `exec("${'f(1);'.repeat(2_000)}")\n`.repeat(20);

    for (const source of [String(nested), many, long]) expect(await reportOf(source)).toHaveProperty('sha256');
  }, 60_000);
});
