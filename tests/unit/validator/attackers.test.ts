import { expect, it } from 'vitest';
import { reportOf } from './judge.js';

/** Each ran in an image of ours, and passed, until an attacker of our own showed it. */
it.each([
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
])('no longer passes: %j', async (source) => {
  expect((await reportOf(source)).isValid).toBe(false);
});

/** Each is what honest code does, and was refused. */
it.each([
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
  ['an address', `HOME = 'https://docs.os.example/a.sys.b'\n`],
])('passes: %s', async (_, source) => {
  expect((await reportOf(source)).isValid).toBe(true);
});

it('is no setting where the value is not written out', async () => {
  expect((await reportOf(`import os\nos.environ['PATH'] = path\n`)).isValid).toBe(false);
});
