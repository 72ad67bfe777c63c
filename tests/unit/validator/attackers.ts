/** Each ran in an image of ours, and passed, until an attacker of our own showed it. */
export const ATTACKS: readonly string[] = [
  `df.query(expr="a == @pd.io.common.os.write(1, @b)")`,
  `import logging\nclass A:\n    def __rmatmul__(self, k): return k\nheld = (logging @ A()).os\nrun = held.system\nrun('true')`,
  `import logging\nclass A:\n    def __rmatmul__(self, k): return k\ndef go(os): return os.system('true')\ngo((logging @ A()).os)`,
  `import logging, argparse\np = argparse.ArgumentParser()\np.add_argument('x', default=logging)\nm = p.get_default('x').sys\nm.modules['os']`,
  `import logging\nclass A:\n    def __rmatmul__(self, k): return k\ntable = {'k': (logging @ A()).os}\ntable['k'].system('true')`,
  `import pandas as pd\npd.eval(expr="pd.io.common.os.write(1, b)")`,
  `df.query(*["@pd.io.common.os.write(1, @b) == a"])`,
  `df.query(**{'expr': "@pd.io.common.os.write(1, @b) == a"})`,
  `list(map(df.eval, ["@pd.io.common.os.write(1, @b) == a"]))`,
  `df.agg('eval', expr="@pd.io.common.os.write(1, @b)", local_dict={'pd': pd})`,
  `df.eval("x.io.common.os.write(1, b)", resolvers=[{'x': pd}])`,
  `import string, random\nclass F(string.Formatter): pass\nF().get_field('0._os.write', (random,), {})`,
  `import string, random\ng = string.Formatter\ng.get_field(g(), '0._os.write', (random,), {})`,
  `from logging.config import DictConfigurator\nDictConfigurator({}).convert('ext://os.write')`,
  `import inspect\ndef f(x: "__import__('os')"): pass\ninspect.signature(f, eval_str=True)`,
  `from pandas.core.computation.eval import eval as ev\nev("pd.io.common.os.write(1, b)")`,
  `import asyncio\nclass L(asyncio.SelectorEventLoop): pass\nloop = L()\nloop.run_until_complete(loop.subprocess_shell(P, 'id'))`,
  `import numpy as np\nclass A(np.ndarray): pass\na = A((3,))\na.dump('/tmp/x')`,
  `import numpy as np\nclass A(np.ndarray):\n    def dump(self, path): super().dump(path)\nA((3,)).dump('/tmp/x')`,
  `import numpy as np\nclass M:\n    def go(self): self.dump('/tmp/x')\nclass A(M, np.ndarray): pass\nA((3,)).go()`,
  `import asyncio\nclass L(asyncio.SelectorEventLoop):\n    def subprocess_shell(self, *a): pass\n    del subprocess_shell\nloop = L()\nloop.run_until_complete(loop.subprocess_shell(P, 'id'))`,
  `import asyncio\nclass M:\n    def subprocess_shell(self, *a): pass\nclass L(asyncio.SelectorEventLoop, M): pass\nloop = L()\nloop.run_until_complete(loop.subprocess_shell(P, 'id'))`,
  `import numpy as np\nbase = np.ndarray\nclass M:\n    def dump(self, path): pass\nclass A(base, M): pass\na = A((3,))\na.dump('/tmp/x')`,
  `from pathlib import Path\nimport pandas as pd\nPath('/output/l').symlink_to('/etc')\npd.read_csv('/output/l/passwd')`,
  `from pathlib import Path\nPath('/output/l').rename('/tmp/m')`,
  `import argparse\np = argparse.ArgumentParser()\np.fromfile_prefix_chars = '@'\np.parse_args(['@/etc/passwd'])`,
  `import argparse\nH = argparse.HelpFormatter\np = argparse.ArgumentParser('p', 'u', 'd', 'e', [], H, '-', '@')\np.parse_args(['@/etc/passwd'])`,
  `import inspect\ndef f(x: "__import__('os')"): pass\ninspect.signature(f, **{'eval_str': True})`,
  `import inspect\ndef f(x: "__import__('os')"): pass\noptions = {'eval_str': True}\ninspect.signature(f, **options)`,
  `from dataclasses import dataclass\n@dataclass(init=False, eq=False)\nclass A:\n    __annotations__ = {'{EXPR}"#': int}`,
  `import types, numpy as np\nns = types.SimpleNamespace(__array_interface__={'data': (id(x), False)})\nnp.asarray(ns)`,
  `import types, numpy as np\nns = types.SimpleNamespace(**{'__array_' + 'interface__': table})\nnp.asarray(ns)`,
  `import numpy as np\nA = type('A', (), {'__array_interface__': table})\nnp.asarray(A())`,
  `def pick(x, n):\n    class G(metaclass=M):\n        __match_args__ = (n,)\n    match x:\n        case G(f):\n            return f`,
  `import functools\nfunctools.update_wrapper(H(), x, assigned=(n,), updated=())`,
  `import functools\nfunctools.wraps(x, (n,))(H())`,
  `import string\nclass F(string.Formatter):\n    def format_field(self, value, spec):\n        got.append(value)\n        return ''\nF().format(params.get('t', ''), random)`,
  `import pandas as pd\noptions = {'func': 'to_csv', 'path_or_buf': '/tmp/evil'}\npd.DataFrame().agg(**options)`,
  `import pandas as pd\npd.DataFrame({'a': [1]}).plot.line(backend='this')`,
  `import random\ndef swap(f): return lambda: '_os'\n@swap\ndef name(): return 'choice'\ngetattr(random, name())`,
  `import pandas as pd\ndef swap(f): return lambda: '/etc/passwd'\n@swap\ndef path(): return '/data/x'\npd.read_csv(path())`,
  `import random\nfrom functools import cache\nif swapped:\n    def cache(f): return lambda: '_os'\n@cache\ndef name(): return 'choice'\ngetattr(random, name())`,
  `import functools, pandas as pd\ndef swap(f): return lambda: '/etc/passwd'\nkeep = functools.cache\nif data is not None:\n    keep = swap\n@keep\ndef path(): return '/data/x'\npd.read_csv(path())`,
  `import numpy as np\nnp.ndarray(1, dtype='O', buffer=address)`,
  `import os\nfor name in names:\n    os.environ[name] = '1'`,
  `import os\nfor name in ('PATH', 'OMP_NUM_THREADS'):\n    os.environ[name] = value`,
  `import sys\nsys.path.insert(0, '/output')\nimport helper`,
  `import sys\nsys.path += ['/tmp']\nimport helper`,
  `import pandas as pd\npd.DataFrame(['x']).to_csv('/output/helper.py')`,
  `import sys\ntype(sys.stdout.buffer.raw)('/etc/passwd').read()`,
  `import functools\n@functools.singledispatch\ndef f(x): pass\n@f.register\ndef _(x: "__import__('os')"): pass`,
  `import argparse\nargparse.FileType('r')('/etc/passwd').read()`,
  `import cProfile\ncProfile.Profile().run(text)`,
  `import timeit\ntimeit.main(['-n', '1'])`,
  `import pydoc\npydoc.safeimport('os').write(1, b'x')`,
  `import unittest\nunittest.TestLoader().loadTestsFromName('os.getcwd')`,
  `import typing\ntyping.ForwardRef("print(1)")`,
  `def walk(o, path):\n    for p in path:\n        o = getattr(o, p)\n    return o`,
  `n = 'globals'\nf'{{0.__init__.__{n}__}}'.format(C())`,
  `import io\nimport pandas.compat.pickle_compat as p\np.Unpickler(io.BytesIO(b'x')).load()`,
  `import dis\nc = dis.Bytecode('1').codeobj`,
  `code = compile\ntype(lambda: 0)(c, {})()`,
  `def f(): pass\nmake = type(f)\nmake(c, {})()`,
  `from _operator import attrgetter\nimport logging\nattrgetter('os.system')(logging)('true')`,
  `match task:\n    case object(f_builtins=b):\n        b['ev' + 'al']('1')`,
  `import asyncio\nasyncio.current_task().get_stack()[0]`,
  `import numpy as np, logging\nnp.vectorize(lambda m: m.os.system('true'))([logging])`,
  `import numpy as np, logging\ndef g(m): return m.os.system('true')\nnp.frompyfunc(g, 1, 1).outer([logging], [1])`,
  `import numpy as np, logging\nclass V(np.vectorize): pass\nV(lambda m: m.os.system('true'))([logging])`,
  `import numpy as np\nclass A:\n    __array_interface__ = {'data': (id(None), False), 'shape': (8,), 'typestr': '|u1'}\nnp.asarray(A())`,
  `import numpy as np\ntype(np.zeros(3).ctypes.shape).from_address(1)`,
  `import numpy as np\ntype(np.random.PCG64().ctypes.next_uint64)(1234)`,
  `import unittest\nunittest.TestProgram(module='antigravity')`,
  `from xml.etree import ElementInclude\nElementInclude.default_loader('/etc/passwd', 'text')`,
  `import pandas.io.sas.sas7bdat as s\ns.SAS7BDATReader('/etc/passwd')`,
  `import pandas as pd\npd.show_versions(as_json='/tmp/x')`,
  `import pstats\npstats.Stats('/etc/x')`,
];

/** Each is what honest code does, and was refused. */
export const ONCE_REFUSED: readonly (readonly [what: string, source: string])[] = [
  [
    'a class that copies itself',
    `class S:
    def __eq__(self, o): return self.__dict__ == o.__dict__
    def clone(self):
        new = type(self).__new__(type(self))
        new.__dict__.update(self.__dict__)
        return new
`,
  ],
  [
    'a folder that is given',
    `from pathlib import Path\nOUT = Path('/output')\nOUT.mkdir(parents=True, exist_ok=True)\n`,
  ],
  [
    'a linked list',
    `class Node:
    def unlink(self): self.before = None
def drop(orders, oid): orders.pop(oid).unlink()
`,
  ],
  ['versions', `import pandas as pd\npd.show_versions()\n`],
  ['numpy that calls a function of prices', `import numpy as np\nf = np.vectorize(lambda p: p.real)\nf([1.0, 2.0])\n`],
  ['the type of a value', `x = [1]\nprint(type(x)([2]))\n`],
  ['an old race between threads', `import _strptime\n`],
  ['a setting for a library', `import os\nos.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'\n`],
  ['the line of an error', `import sys\nkind, error, trace = sys.exc_info()\nprint(trace.tb_lineno)\n`],
  ['a docstring that names a function', `"""Like numpy.core.os.path, but not."""\n`],
  [
    'a method of its own, beside classes of a framework and of the language',
    `import abc, enum
import backtrader as bt
class Side(enum.Enum):
    BUY = 1
class Base(abc.ABC, bt.Strategy):
    def dump(self, x): return x
class A(Base):
    def go(self): return super().dump(1) + self.dump(2)
`,
  ],
  ['a file that is renamed where it lies', `from pathlib import Path\nPath('/output/a.csv').rename('/output/b.csv')\n`],
  ['arguments without files', `import argparse\nargparse.ArgumentParser(description='x', prefix_chars='-')\n`],
  [
    'a signature as it is written',
    `import inspect\ndef f(x): pass\ninspect.signature(f, **{'follow_wrapped': True})\n`,
  ],
  ['what a pattern reads, written out', `class P:\n    __match_args__ = ('x', 'y')\n`],
  [
    'a namespace, and a class made at run time',
    `import types\nns = types.SimpleNamespace(fast=1, **{'slow': 2})\nP = type('P', (), {'fast': 1})\n`,
  ],
  [
    'a decorator that keeps names',
    `import functools
def timed(f):
    @functools.wraps(f, assigned=('__name__', '__doc__'))
    def run(*args): return f(*args)
    return functools.update_wrapper(run, f, assigned=functools.WRAPPER_ASSIGNMENTS)
`,
  ],
  [
    'a formatter with defaults',
    `import string\nclass F(string.Formatter):\n    def get_value(self, k, a, kw): return 0\n`,
  ],
  ['named aggregations', `named = {'low': ('close', 'min')}\ndata.groupby('day').agg(**named)\n`],
  ['a kind of plot', `data['close'].plot.line(figsize=(4, 3))\n`],
  ['where its own modules lie', `import os, sys\nsys.path.append(os.path.dirname(os.path.abspath(__file__)))\n`],
  [
    'settings for libraries',
    `import os\nfor v in ('OMP_NUM_THREADS', 'MKL_NUM_THREADS'):\n    os.environ[v] = str(n)\n`,
  ],
  ['whether a setting is there', `import os\nquiet = 'CI' in os.environ\n`],
  ['a table of settings', `import os\nos.environ.update({'OMP_NUM_THREADS': '1', 'TZ': 'UTC'})\n`],
  ['an array of numbers in a buffer', `import numpy as np\nnp.ndarray((3,), dtype=np.float64, buffer=given)\n`],
  [
    'a path of a function that is kept',
    `import functools, pandas as pd\n@functools.cache\ndef path(): return '/data/x'\npd.read_csv(path())\n`,
  ],
  [
    'a class that compares and shows itself by its slots',
    `class S:
    __slots__ = ('x', 'y')
    def __eq__(self, o):
        return self.__class__ is o.__class__ and all(getattr(self, n) == getattr(o, n) for n in self.__slots__)
`,
  ],
  [
    'a class that makes another of itself',
    `class S:
    def __copy__(self):
        new = self.__class__.__new__(self.__class__)
        new.__dict__.update(self.__dict__)
        return new
`,
  ],
  ['an address', `HOME = 'https://docs.os.example/a.sys.b'\n`],
];
