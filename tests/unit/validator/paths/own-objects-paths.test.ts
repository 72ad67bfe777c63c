import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const accused = (source: string) =>
  scoredBy(
    'file-io',
    `import backtrader as lib\nimport enum, functools, io\nimport pandas as pd\nfrom collections import namedtuple\nfrom dataclasses import dataclass, field, replace\nfrom types import SimpleNamespace\nfrom typing import NamedTuple\n${source}\n`,
  );

const A = 'class A:\n    path = "/data/x"\n    def load(self):\n        return pd.read_csv(self.path)\n';
const FIELDS =
  '@dataclass\nclass A:\n    path: str = "/data/x"\n    def load(self):\n        return pd.read_csv(self.path)\n';
const GIVEN =
  'class L:\n    def __init__(self, p="/data/x"):\n        self.p = p\n    def load(self):\n        return pd.read_csv(self.p)\n';

const TOLD =
  'class T:\n    def __init__(self, root="/data"):\n        self.root = root\n    @property\n    def path(self):\n        return self.root + "/x"\n    def load(self):\n        return pd.read_csv(self.path)\n';

describe('a path that an attribute tells', () => {
  it.each([
    `${A}A().load()\npd.read_csv(A.path)\nfor a in [A()]:\n    a.load()`,
    `${A}class B(A):\n    def load(self):\n        return super().load()\nB().load()`,
    `${A}class Side(enum.Enum):\n    BUY = 1\nfor side in Side:\n    A().load()`,
    `${A}def make():\n    return A()\nclass E:\n    def __init__(self, a=None):\n        self.a = a or make()\n    def go(self):\n        pd.read_csv(self.a.path)\nE()`,
    `${A}def load(a):\n    pd.read_csv(a.path)\nload(A())`,
    `${A}class Wrong(Exception):\n    pass\nclass Side(enum.Enum):\n    BUY = 1\nclass S(lib.Strategy):\n    pass\nA().load()`,
    `${A}with A() as a:\n    a.load()`,
    `${FIELDS}class R:\n    def __init__(self, c: A):\n        self.c = c\n    def go(self):\n        pd.read_csv(self.c.path)\nR(A(path="/data/y")).go()`,
    `${FIELDS}@dataclass\nclass B(A):\n    n: int = 0\nB(n=3).load()\nB(path="/data/y").load()`,
    'class N(NamedTuple):\n    path: str = "/data/x"\nn = N()\npd.read_csv(n.path)',
    `${GIVEN}L().load()\nprint(type(L()).__name__, isinstance(x, (L, int)), L.__name__)`,
    `${GIVEN}    @classmethod\n    def make(klass):\n        return klass("/data/y")\nL.make().load()`,
    `${FIELDS}class S(lib.Strategy):\n    def __init__(self, config):\n        super().__init__(config)\nA(path="/data/y").load()`,
    `${GIVEN}class S(lib.Strategy):\n    def __init__(self, config):\n        super().__init__(config)\nL("/data/y").load()`,
    `${GIVEN}class M(L):\n    def __init__(self):\n        super().__init__("/data/y")\nM().load()`,
    `${GIVEN}def timed(f):\n    @functools.wraps(f)\n    def inner(*a):\n        return f(*a)\n    return inner\nL().load()`,
    `import argparse\n${GIVEN}args = argparse.ArgumentParser().parse_args()\nL().load()`,
    'class S(lib.Strategy):\n    def load(self, p):\n        return pd.read_csv(p)\n    def next(self):\n        self.load("/data/x")',
    'class R:\n    def get_data(self, p):\n        return pd.read_csv(p)\nclass Side(enum.Enum):\n    BUY = 1\nR().get_data("/data/x")',
    `@functools.total_ordering\n${GIVEN}@dataclass(frozen=True)\nclass C:\n    a: L = field(default_factory=L)\nC().a.load()\nL().load()`,
    `${GIVEN}    @functools.lru_cache(maxsize=None)\n    def find(self):\n        return self.p\npd.read_csv(L().find())`,
    `${TOLD}t = T()\nt.load()\npd.read_csv(t.path)`,
    `${TOLD.replace('property', 'functools.cached_property')}T("/data/y").load()`,
    `${TOLD}class B(T):\n    @property\n    def path(self):\n        return "/output/y"\nB().load()`,
    `${TOLD}class O:\n    def __init__(self):\n        self.path = "/data/y"\nT().load()`,
  ])('is known of objects of the own classes: %j', async (source) => {
    expect(await accused(source)).toEqual([]);
  });

  it.each([
    `${A}pd.read_csv(SimpleNamespace(**{"path": "/etc/passwd"}).path)`,
    `${A}self = SimpleNamespace(**{"path": "/etc/passwd"})\npd.read_csv(self.path)`,
    `${A}pd.read_csv(namedtuple("N", "path")("/etc/passwd").path)`,
    `${A}pd.read_csv(type("B", (A,), {"path": "/etc/passwd"})().path)`,
    'class A:\n    value = "/data/x"\nclass P(enum.Enum):\n    X = "/etc/passwd"\npd.read_csv(P.X.value)',
    `${A}pd.read_csv(pd.Series({"path": "/etc/passwd"}).path)`,
    `${A}for row in pd.DataFrame({"path": ["/etc/passwd"]}).itertuples():\n    pd.read_csv(row.path)`,
    `${A}class B(SimpleNamespace):\n    pass\npd.read_csv(B(**{"path": "/etc/passwd"}).path)`,
    `${A}class B(namedtuple("N", "path")):\n    pass\npd.read_csv(B("/etc/passwd").path)`,
    `${A}class B(SimpleNamespace, A):\n    pass\nB(**{"path": "/etc/passwd"}).load()`,
    `${A}A.load(SimpleNamespace(**{"path": "/etc/passwd"}))`,
    `${A}KINDS = {"a": A}\nKINDS["a"]().load()`,
    `${A}def deco(f):\n    return lambda *a: f(SimpleNamespace(path="/etc/passwd"))\nclass B(A):\n    @deco\n    def go(self):\n        pd.read_csv(self.path)\nB().go()`,
    `${A}K = A\nK.load(SimpleNamespace(**{"path": "/etc/passwd"}))`,
    `${A}type(A()).load(SimpleNamespace(**{"path": "/etc/passwd"}))`,
    `${A}KINDS = {"a": A}\nKINDS["a"].load(SimpleNamespace(**{"path": "/etc/passwd"}))`,
    `${A}functools.partial(A.load, SimpleNamespace(**{"path": "/etc/passwd"}))()`,
    `${A}    @classmethod\n    def go(k, other):\n        return k.load(other)\nA.go(other)`,
    `${A}    locals()["path"] = "/etc/passwd"\nA().load()`,
    `${FIELDS}@dataclass\nclass B(A):\n    n: int = 0\nB("/etc/passwd").load()`,
    `${FIELDS}    @classmethod\n    def make(cls, q):\n        return cls(q)\nA.make("/etc/passwd").load()`,
    `${TOLD}T("/etc").load()`,
    `${TOLD}class B(T):\n    @property\n    def path(self):\n        return "/etc/passwd"\nB().load()`,
    `${TOLD}class B(T):\n    path = "/etc/passwd"\nB().load()`,
    `${TOLD}class B(T):\n    def path(self):\n        return "/data/x"\nB().load()`,
    `${TOLD}class B(T):\n    @property\n    def path(self):\n        yield "/data/x"\nB().load()`,
    `${TOLD}    @path.setter\n    def path(self, value):\n        self.root = value\nT().load()`,
    `${TOLD.replace('property', 'functools.cached_property')}t = T()\nt.path = "/etc/passwd"\nt.load()`,
    `${TOLD.replace('@property', '@functools.partial(deco, 1)')}T().load()`,
    `${TOLD.replace('@property', '@property\n    @deco')}T().load()`,
    `property = other\n${TOLD}T().load()`,
    `${TOLD}pd.read_csv(T.path.fget(SimpleNamespace(root="/etc")))`,
    `${TOLD}pd.read_csv(SimpleNamespace(path="/etc/passwd").path)`,
    `${TOLD}T.path = "/etc/passwd"\nT().load()`,
    `${FIELDS}replace(A(), **{"path": "/etc/passwd"}).load()`,
    'class N(NamedTuple):\n    path: str = "/data/x"\n    def load(self):\n        pd.read_csv(self.path)\nN._make(["/etc/passwd"]).load()',
    'class M(type):\n    def __new__(m, n, b, d):\n        d["path"] = "/etc"\n        return type.__new__(m, n, b, d)\nclass A(metaclass=M):\n    path = "/data/x"\npd.read_csv(A().path)',
    `${GIVEN}T = type(L())\nT("/etc/passwd").load()`,
    `${GIVEN}type([L()][0])("/etc/passwd").load()`,
    `${GIVEN}list(map(type, [L()]))[0]("/etc/passwd").load()`,
    `${GIVEN}L.__call__("/etc/passwd").load()`,
    `${GIVEN}L.mro()[0]("/etc/passwd").load()`,
    `${GIVEN}    @classmethod\n    def make(klass, q):\n        return klass(q)\nL.make("/etc/passwd").load()`,
    `${GIVEN}    @classmethod\n    def me(cls):\n        return cls\nL.me()("/etc/passwd").load()`,
    `made = []\nclass B:\n    def __init_subclass__(klass):\n        made.append(klass)\n${GIVEN.replace('L:', 'L(B):')}made[0]("/etc/passwd").load()`,
    `made = []\ndef note(k):\n    made.append(k("/etc/passwd"))\n    return k\n@note\n${GIVEN}made[0].load()`,
    `class M(type):\n    def make(self, q):\n        return self(q)\n${GIVEN.replace('L:', 'L(metaclass=M):')}L.make("/etc/passwd").load()`,
  ])('is not known where others may make or hand over the object: %j', async (source) => {
    expect(await accused(source)).toContain('pandas.read_csv');
  });
});

describe('a class that leads to another in very many ways', () => {
  const heirs = Array.from({ length: 60 }, (_, index) => `class L${index + 1}(L${index}, L${index}):\n    pass\n`);
  const tower = `${GIVEN.replace('L:', 'L0:')}${heirs.join('')}`;

  it('is gone through once', async () => {
    expect(await accused(`${tower}L60().load()`)).toEqual([]);
    expect(await accused(`${tower}L60("/etc/passwd").load()`)).toEqual(['pandas.read_csv']);
  });
});
