const HEADER = `import argparse, dataclasses, functools, glob, operator, os, random, enum
from collections import namedtuple
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
import pandas as pd
`;
const A = 'class A:\n    path = "/data/x"\n    def load(self):\n        return pd.read_csv(self.path)\n';
const L =
  'class L:\n    def __init__(self, p="/data/x"):\n        self.p = p\n    def load(self):\n        return pd.read_csv(self.p)\n';
const C = '@dataclass\nclass C:\n    p: str = "/data/x"\n    def load(self):\n        return pd.read_csv(self.p)\n';
const METHOD =
  'class R:\n    def _path(self):\n        return "/data/x"\n    def load(self):\n        pd.read_csv(self._path())\n';
const PARSER = 'p = argparse.ArgumentParser()\np.add_argument("--out", default="/data/x")\n';
const LISTED = 'F = ["/data/x"]\n';
const STEP = 'class S:\n    def __init__(self):\n        self.p = Path("/data/a/b")\n    def up(self):\n';

/** Ways out of /data that somebody believed once, by what they make use of; each reads outside when it is run. */
const WAYS_OUT: Readonly<Record<string, readonly string[]>> = {
  'a loop that leads further up each time': [
    'p = "/data/a/b/c"\nfor i in range(9):\n    p = p + "/.."\npd.read_csv(p + "/etc/passwd")',
    'p = "/data/a/b/c"\nfor i in range(9):\n    p += "/.."\npd.read_csv(p + "/etc/passwd")',
    'p = "/data/a/b/c"\nfor i in range(9):\n    p = os.path.dirname(p)\npd.read_csv(os.path.join(p, "etc/passwd"))',
    'p = Path("/data/a/b/c")\nfor i in range(9):\n    p = p.parent\npd.read_csv(p / "etc/passwd")',
    'p = Path("/data/a/b/c")\nwhile p.name:\n    p = p.parent\npd.read_csv(p / "etc/passwd")',
    'p = q = Path("/data/a/b/c")\nfor i in range(9):\n    q = p.parent\n    p = q\npd.read_csv(p / "etc/passwd")',
    `${STEP}        self.p = self.p.parent\ns = S()\nfor i in range(5):\n    s.up()\npd.read_csv(s.p / "etc/passwd")`,
    'def up(p, n):\n    return up(p.parent, n - 1) if n else p\npd.read_csv(up(Path("/data/a/b"), 4) / "etc/passwd")',
    'def up(p, n):\n    if n:\n        p = up(os.path.dirname(p), n - 1)\n    return p\npd.read_csv(up("/data/a/b", 4) + "etc/passwd")',
    'p = "/data/a/b"\nfor i in range(6):\n    p = f"{p}/.."\npd.read_csv(p + "/etc/passwd")',
    'p = "/data/a/b"\nfor i in range(6):\n    p = os.path.join(p, "..")\npd.read_csv(p + "/etc/passwd")',
    'p = "/data/a/b"\nfor i in range(6):\n    p = Path(p).parent\npd.read_csv(p / "etc/passwd")',
    'a = b = "/data/x"\nfor i in range(3):\n    a, b = os.path.join(b, "..") , a\npd.read_csv(a + "/etc/passwd")',
  ],
  'a name that is no name': [
    'pd.read_csv(os.path.join("/data", os.path.basename("x/.."), "etc/passwd"))',
    'pd.read_csv(Path("/data") / Path("/x/..").name / "etc/passwd")',
    'pd.read_csv(Path("/data/x").with_name("..") / "etc/passwd")',
    's = Path("x").suffix\npd.read_csv(f"/output/x/.{s}./.{s}./etc/passwd")',
    'for f in Path("/output").iterdir():\n    pd.read_csv(f.parent.parent / "etc/passwd")',
    'for f in glob.glob("/output/*"):\n    pd.read_csv(os.path.dirname(os.path.dirname(f)) + "etc/passwd")',
  ],
  'a name that takes another part than the one in its place': [
    'for *x, f in [("/data/x", "/data/y", "/etc/passwd")]:\n    pd.read_csv(f)',
    'def find(n):\n    return {"/data/x": f"/etc/{n}"}\nT = find("passwd")\npd.read_csv(T["/data/x"])',
  ],
  'a function that is another': [
    'from os.path import join\ndef join(a, b):\n    return b\npd.read_csv(join("/data", "/etc/passwd"[:5] + "passwd"))',
    'j = os.path.join\nj = lambda a, b: a + b\npd.read_csv(j("/data", "/../etc/passwd"))',
    'os.path.join = lambda a, b: "/etc/passwd"\npd.read_csv(os.path.join("/data", "x"))',
    'glob.glob = lambda pattern: ["/etc/passwd"]\npd.read_csv(glob.glob("/data/*")[0])',
    'random.choice = lambda given: "/etc/passwd"\npd.read_csv(random.choice(["/data/x"]))',
    'Path.resolve = lambda self: Path("/etc/passwd")\npd.read_csv(Path("/data/x").resolve())',
  ],
  'a function that its decorator makes another': [
    'def other(f):\n    return lambda: "/etc/passwd"\n@functools.cache(other)\ndef p():\n    return "/data/x"\npd.read_csv(p())',
    'def other(f):\n    return lambda: "/etc/passwd"\n@functools.lru_cache(maxsize=other)\ndef p():\n    return "/data/x"\npd.read_csv(p())',
  ],
  'a method that is handed another': [
    'class A:\n    if True:\n        def load(self, p="/data/x"):\n            return pd.read_csv(p)\nA().load("/etc/passwd")',
    `${A}def deco(f):\n    return lambda *a: f(SimpleNamespace(path="/etc/passwd"))\nclass B(A):\n    @deco\n    def go(self):\n        pd.read_csv(self.path)\nB().go()`,
  ],
  'an object that is filled once more': [
    `${C}class E(C):\n    def __init__(self):\n        super().__init__("/etc/passwd")\nE().load()`,
    `${C}class D(C):\n    pass\nclass E(D):\n    def __init__(self):\n        super().__init__("/etc/passwd")\nE().load()`,
    `${C}class E:\n    def __init__(self):\n        super().__init__("/etc/passwd")\nclass F(E, C):\n    pass\nF().load()`,
    `${C}a = C()\na.__init__("/etc/passwd")\na.load()`,
    `${C}    def __init__(self, p="/data/x"):\n        pass\n    del __init__\nC("/etc/passwd").load()`,
    `${L}a = L()\na.__init__("/etc/passwd")\na.load()`,
  ],
  'a method that a library calls': [
    'class W:\n    def write(self, s):\n        pd.read_csv(s)\nw = W()\nw.write("/data/x")\nprint("/etc/passwd", end="/etc/passwd", file=w)',
    'class W:\n    def write(self, s):\n        self.p = s\nw = W()\nw.write("/data/x")\nprint("/etc/passwd", end="/etc/passwd", file=w)\npd.read_csv(w.p)',
    'from html.parser import HTMLParser\nclass P(HTMLParser):\n    def handle_data(self, d):\n        pd.read_csv(d)\np = P()\np.handle_data("/data/x")\np.feed("/etc/passwd ")\np.close()',
    'import cmd\nclass P(cmd.Cmd):\n    def do_go(self, d):\n        pd.read_csv(d)\np = P()\np.do_go("/data/x")\np.onecmd("go /etc/passwd")',
    'import cmd\nclass M:\n    def do_go(self, d):\n        pd.read_csv(d)\nclass P(M, cmd.Cmd):\n    pass\np = P()\np.do_go("/data/x")\np.onecmd("go /etc/passwd")',
    'from collections.abc import MutableSequence\nclass S(MutableSequence):\n    def __len__(self):\n        return 0\n    __getitem__ = __setitem__ = __delitem__ = __len__\n    def insert(self, i, v):\n        pd.read_csv(v)\nS().insert(0, "/data/x")\nS().append("/etc/passwd")',
  ],
  'an object that a library fills': [
    `${L.replace('class L', 'class L(enum.Enum)').replace('    def __init__', '    X = "/etc/passwd"\n    def __init__')}L.X.load()`,
    `${L}class E(L, enum.Enum):\n    X = "/etc/passwd"\nE.X.load()`,
    `${L}class B(enum.Enum):\n    pass\nclass E(L, B):\n    X = "/etc/passwd"\nE.X.load()`,
    `${PARSER}${L.replace('p="/data/x"', '').replace('= p', '= "/data/x"')}a = L()\np.parse_args(["--p", "/etc/passwd"], namespace=a)\na.load()`.replace(
      '--out',
      '--p',
    ),
    `${PARSER}args = p.parse_args([])\np.parse_args(["--out", "/etc/passwd"], args)\npd.read_csv(args.out)`,
    `${L}a = L()\nfunctools.update_wrapper(a, SimpleNamespace(p="/etc/passwd"), assigned=("p",), updated=())\na.load()`,
    `${L}a = L()\nfunctools.update_wrapper(a, SimpleNamespace(p="/etc/passwd"))\na.load()`,
    `${L}a = L()\nfunctools.wraps(SimpleNamespace(p="/etc/passwd"))(a)\na.load()`,
  ],
  'an object that is made unseen': [
    `${L}    @classmethod\n    def make(k):\n        return k("/etc/passwd")\nL.make().load()`,
    `${L}    def twin(self):\n        T = type(self)\n        return T("/etc/passwd")\nL().twin().load()`,
    `made = []\nclass B:\n    def __init_subclass__(k):\n        made.append(k)\n${L.replace('L:', 'L(B):')}made[0]("/etc/passwd").load()`,
    `made = []\ndef note(k):\n    made.append(k)\n    return k\n@note\n${L}made[0]("/etc/passwd").load()`,
    `${L}L.__call__("/etc/passwd").load()`,
    `${L}functools.partial(L, "/etc/passwd")().load()`,
    `${L}list(map(L, ["/etc/passwd"]))[0].load()`,
    `${L}def f(p, k):\n    k(p).load()\n    return k\n@functools.partial(f, "/etc/passwd")\nclass D(L):\n    pass`,
    `${L}def make(default_factory):\n    return default_factory("/etc/passwd")\nmake(default_factory=L).load()`,
    `${L}@dataclass\nclass D:\n    a: L = dataclasses.field(default_factory=L)\ndataclasses.fields(D())[0].default_factory("/etc/passwd").load()`,
    `import inspect\n${L}def g(a: L):\n    pass\ninspect.signature(g).parameters["a"].annotation("/etc/passwd").load()`,
  ],
  'an attribute of another object': [
    `${A}pd.read_csv(pd.Series({"path": "/etc/passwd"}).path)`,
    `${A}for row in pd.DataFrame({"path": ["/etc/passwd"]}).itertuples():\n    pd.read_csv(row.path)`,
    `${A}pd.read_csv(namedtuple("N", "path")("/etc/passwd").path)`,
    `${A}pd.read_csv(type("D", (), {"path": "/etc/passwd"})().path)`,
    `${A}x = {"path": "/etc/passwd"}\npd.read_csv(SimpleNamespace(**x).path)`,
    '@dataclass\nclass C:\n    path: str = "/data/x"\nx = {"path": "/etc/passwd"}\npd.read_csv(dataclasses.replace(C(), **x).path)',
    'class A:\n    value = "/data/x"\nclass P(enum.Enum):\n    X = "/etc/passwd"\npd.read_csv(P.X.value)',
  ],
  'a method that is another': [
    `${METHOD}r = R()\nr._path = lambda: "/etc/passwd"\nr.load()`,
    `${METHOD}def f(self):\n    return "/etc/passwd"\nR._path = f\nR().load()`,
    'class Q:\n    def pop(self, i):\n        return "/data/x"\ns = pd.Series(["/etc/passwd"])\npd.read_csv(s.pop(0))',
  ],
  'an option that is given otherwise': [
    `${PARSER}def f(d):\n    d["out"] = "/etc/passwd"\nargs = p.parse_args([])\nf(vars(args))\npd.read_csv(args.out)`,
    `${PARSER}args = p.parse_args([])\n(vars(args)).update(out="/etc/passwd")\npd.read_csv(args.out)`,
    `${PARSER.replace('p.add', 'a = p.add')}a.default = "/etc/passwd"\npd.read_csv(p.parse_args([]).out)`,
    `${PARSER}p._parse_known_args = lambda *a: (argparse.Namespace(out="/etc/passwd"), [])\npd.read_csv(p.parse_args([]).out)`,
    `${PARSER}p._actions[-1].default = "/etc/passwd"\npd.read_csv(p.parse_args([]).out)`,
    `${PARSER}p.register("type", None, lambda t: "/etc/passwd")\npd.read_csv(p.parse_args([]).out)`,
  ],
  'a table that is changed unseen': [
    `${LISTED}class E:\n    def __eq__(self, o):\n        o[0] = "/etc/passwd"\n        return True\nF == E()\npd.read_csv(F[0])`,
    'T = {"/data/a": "/etc/passwd"}\nT = T or ["/data/a"]\npd.read_csv(T["/data/a"])',
    'T = ["/data/a"]\nif True:\n    T = {"/data/a": "/etc/passwd"}\npd.read_csv(T["/data/a"])',
    'for d, _, files in os.walk("/output"):\n    files.append("../etc/passwd")\n    for f in files:\n        pd.read_csv(os.path.join("/data", f))',
    'for d, _, files in os.walk("/output"):\n    files[:] = ["../etc/passwd"]\n    for f in files:\n        pd.read_csv(os.path.join("/data", f))',
    'F = []\npd.read_csv(max(F, default="/etc/passwd"))',
    'F = []\npd.read_csv("/data/x" + max(F, default="/../../etc/passwd"))',
    `${LISTED}max(F, [""]).insert(0, "/etc/passwd")\npd.read_csv(F[0])`,
    'T = {"a": "/data/x"}\nT |= {"a": "/etc/passwd"}\npd.read_csv(list(T.items())[0][1])',
  ],
};

/** Whole programs, each with the way that it takes. */
export const PATH_EVASIONS: readonly (readonly [way: string, source: string])[] = Object.entries(WAYS_OUT).flatMap(
  ([way, sources]) => sources.map((source) => [way, `${HEADER}${source}\n`] as const),
);
