import { describe, expect, it } from 'vitest';
import { findingsOf, scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('dangerous-call', source);

describe('dangerous-call', () => {
  it.each([
    ['import types\nisinstance(f, types.FunctionType)', 0],
    ['import types\nisinstance(f, (types.FunctionType, types.LambdaType))', 0],
    ['import types\ndef isinstance(a, b): return b(a)\nisinstance(f, types.FunctionType)', 30],
    ['import types\nisinstance(types.FunctionType, type)', 30],
  ])('asks whether something is of a class, or has it: %j', async (source, points) => {
    const found = await findingsOf(source);
    expect(found.filter((finding) => finding.startsWith('dangerous-call')).length > 0).toBe(points > 0);
  });

  it.each([
    'from pandas.compat import pickle_compat\npickle_compat.load(x)\n',
    'from pandas.io.formats.format import save_to_buffer\nsave_to_buffer("import os", "/tmp/a.py")\n',
  ])('asks for the name itself, too, where the function may be known by another: %j', async (source) => {
    expect(await scoreOf(source)).toBeGreaterThanOrEqual(30);
  });

  it('scores a module and what is done with it: 60 for the classic', async () => {
    expect(await findingsOf("import os; os.system('x')")).toEqual([
      'blacklisted-module os 30',
      'dangerous-call os.system 30',
      'blacklisted-module os 0',
    ]);
  });

  it.each([
    ['from os import system as mean\nmean("id")', 'os.system'],
    ['from os import *\nsystem("id")', 'os.system'],
    ['import os\no = os\np = o\np.popen("id")', 'os.popen'],
    ['import os\na, b = os, 1\na.system("id")', 'os.system'],
    ['import os\nf = os.system', 'os.system'],
    ['import os\n(os if x else y).system("id")', 'os.system'],
    ['b.system("x")\na = b\nb = a\nimport os as a', 'os.system'],
    ['held.os.system("id")', 'os.system'],
    ['m = held.os\nm.system("id")', 'os.system'],
    ['m = None\nm = held().os\nm.system("id")', 'os.system'],
    ['def f(command, *, os):\n    os.system(command)', 'os.system'],
    ['def f(command, *, os):\n    run = os.system\n    run(command)', 'os.system'],
    ['def f(*, sys):\n    return sys.modules["os"].system("id")', 'sys.modules'],
    ['def f(os: Any):\n    os.system("id")', 'os.system'],
    ['def f(command, os=None):\n    os.system(command)', 'os.system'],
    ['run = lambda os: os.system("id")', 'os.system'],
    ['def f(os=held.os):\n    os.system("id")\nf()', 'os.system'],
    ['os = held.os\nos.system("id")', 'os.system'],
    ['for os in [held["os"]]:\n    os.system("id")', 'os.system'],
    ['def f(os):\n    os.system("id")\nimport os as o\nf(o)', 'os.system'],
    ['from tools import *\nif 0:\n    os = 1\nos.system("id")', 'os.system'],
    ['import sys\nmatch sys.modules:\n    case {"os": m}:\n        m.system("id")', 'os.system'],
    ['import os\nmatch vars(os):\n    case {"pid": _, "system": s} | {"popen": s}:\n        s("id")', 'os.system'],
    ['import numpy as np\nf(np.f2py)', 'numpy.f2py'],
    ['import sys\nsys.modules["numpy"]', 'sys.modules'],
    ['import unittest\nunittest.main("antigravity")', 'unittest.main'],
    ['import unittest\nunittest.main(argv=["x", "antigravity"], exit=False)', 'unittest.main'],
    ['import unittest\nunittest.main(argv=["x", *names])', 'unittest.main'],
    ['import unittest\nunittest.main(module="antigravity", argv=["x"])', 'unittest.main'],
    ['import unittest\nunittest.main(**{"module": name})', 'unittest.main'],
    ['import unittest\nunittest.TestLoader().discover("/data")', 'unittest.TestLoader'],
    ['import unittest\nload = unittest.TestLoader()\nload.loadTestsFromName("antigravity.fly")', 'unittest.TestLoader'],
    ['import unittest\nunittest.TestLoader().loadTestsFromTestCase.__self__', 'unittest.TestLoader'],
    ['from unittest import main\nrun = main', 'unittest.main'],
    ['import pandas as pd\npd.io.api.read_pickle("/data/x")', 'pandas.io.api.read_pickle'],
    ['from pandas.compat.pickle_compat import load\nload(x)', 'pandas.compat.pickle_compat.load'],
    [
      'from pandas.io.formats.format import save_to_buffer\nsave_to_buffer("import os", "/tmp/x.py")',
      'pandas.io.formats.format.save_to_buffer',
    ],
    [
      'from pandas.io.formats.xml import get_data_from_filepath as read\nread("/etc/passwd", None, None, None)',
      'pandas.io.formats.xml.get_data_from_filepath',
    ],
    [
      'from pandas.io.formats.xml import EtreeXMLFormatter\nEtreeXMLFormatter(df, path_or_buffer="/etc/x")',
      'pandas.io.formats.xml.EtreeXMLFormatter',
    ],
    ['from numpy.testing import tempdir\ntempdir(dir="/home")', 'numpy.testing.tempdir'],
    ['import numpy as np\nnp.testing.temppath(dir="/home")', 'numpy.testing.temppath'],
    ['import pandas as pd\npd.core.computation.scope.Scope(-1).scope', 'pandas.core.computation.scope.Scope'],
    [
      'from pandas.core.computation.eval import ensure_scope\nensure_scope(1)',
      'pandas.core.computation.scope.ensure_scope',
    ],
    ['from pandas.core.computation.expr import Expr\nExpr(text)', 'pandas.core.computation.expr.Expr'],
    [
      'from pandas.core.computation import pytables\npytables.PyTablesExpr(text)',
      'pandas.core.computation.pytables.PyTablesExpr',
    ],
    [
      'from pandas.core.apply import import_optional_dependency as imp\nimp("o" + "s")',
      'pandas.compat._optional.import_optional_dependency',
    ],
    ['import numpy as np\nnp.core._ufunc_reconstruct("o" + "s", name)', 'numpy.core._ufunc_reconstruct'],
    ['stats.norm._construct_argparser(methods, "", text)', '_construct_argparser'],
    ['import collections.abc as c\nc.FunctionType(code, {})', 'types.FunctionType'],
    ['from collections.abc import FunctionType as F\nF(code, {})', 'types.FunctionType'],
    ['from unittest.mock import CodeType\nCodeType(0)', 'types.CodeType'],
    ['import unittest.mock\nunittest.mock.FunctionTypes[0](code, {})', 'types.FunctionType'],
    ['from unittest.mock import FunctionTypes\nmake, *_ = FunctionTypes\nmake(code, {})', 'types.FunctionType'],
    ['import yaml\nyaml.load(text)', 'yaml.load'],
    ['import yaml\nyaml.load(text, Loader=yaml.Loader)', 'yaml.load'],
    ['b"+AAo-".decode("utf_7")', 'decode(utf-7)'],
    ['decode = bytes.decode\ndecode(b"+AAo-", "utf" + "-7")', 'decode(utf-7)'],
    ['read = str\nread(b"+AAo-", "UTF7")', 'decode(utf-7)'],
    ['import codecs\ncodecs.getdecoder("u" "tf-7")(b"+AAo-")', 'decode(utf-7)'],
    ['import subprocess as s\ns.check_output("id")', 'subprocess.check_output'],
    ['import pickle\npickle.loads(x)', 'pickle.loads'],
    ['import pandas as pd\npd.read_pickle("/data/x")', 'pandas.read_pickle'],
    ['import numpy as np\nnp.load("/data/x.npy", allow_pickle=True)', 'allow_pickle'],
    ['import numpy as np\nnp.load("/data/x.npy", None, True)', 'allow_pickle'],
    ['import numpy as np\nnp.lib.npyio.NpzFile("/data/x.npz", False, True)', 'allow_pickle'],
    ['import numpy as np\nnp.lookfor("x", module="antigravity")', 'numpy.lookfor'],
    ['import numpy as np\nnp.load("/data/x.npy", **options)', 'allow_pickle'],
    ['import pandas as pd\npd.read_hdf("/data/x")', 'pandas.read_hdf'],
    ['import logging.handlers as h\nh.SysLogHandler(("host", 514))', 'logging.handlers.SysLogHandler'],
    ['import scipy\nscipy.LowLevelCallable(x)', 'scipy.LowLevelCallable'],
    ['from scipy.datasets import download_all', 'scipy.datasets.download_all'],
    ['from PIL import ImageGrab\nImageGrab.grab()', 'PIL.ImageGrab.grab'],
    ['import pandas as pd\npd.test()', 'pandas.test'],
    ['def f(helper):\n    helper.check_output("id")', 'check_output'],
    ['loop.subprocess_shell(f, "id")', 'subprocess_shell'],
    ['import asyncio\nasyncio.create_subprocess_shell("id")', 'asyncio.create_subprocess_shell'],
    ['import timeit\ntimeit.timeit("1")', 'timeit.timeit'],
    ['df.query(text)', 'query(text)'],
    ['import pandas as pd\npd.eval(text)', 'pandas.eval(text)'],
    ['import typing\ntyping.get_type_hints(x)', 'typing.get_type_hints'],
    ['from numpy.f2py.diagnose import run_command', 'numpy.f2py.diagnose.run_command'],
    ['import importlib\nimportlib.import_module(x)', 'importlib.import_module'],
    ['import sys\nsys._getframe(0)', 'sys._getframe'],
    ['import asyncio\nasyncio.new_event_loop().create_server(f, "0.0.0.0", 80)', 'create_server'],
    ['async def f(loop):\n    await loop.getaddrinfo("x", 80)', 'getaddrinfo'],
    ['import asyncio\nasyncio.streams.open_connection("x", 1)', 'asyncio.streams.open_connection'],
    ['import sklearn.base\nsklearn.base.inspect.stack()', 'inspect.stack'],
    ['df.plot(backend=name)', 'plotting.backend'],
    ['import pandas as pd\npd.options.plotting.backend = "this"', 'plotting.backend'],
    ['import pandas as pd\nset = pd.set_option\nset("plotting." + "backend", name)', 'plotting.backend'],
    ['import pandas as pd\npd.set_option("^plotting.b", "this")', 'plotting.backend'],
    ['import pandas as pd\nsetattr(pd.options.plotting, "backend", "this")', 'plotting.backend'],
    ['df.query("".join(parts) if parts else "")', 'query(text)'],
  ])('sees the sink in %j', async (source, name) => {
    expect(await scored(source)).toContain(name);
  });

  it.each([
    'df.query("close > open and volume > @minimum")',
    'df.eval("change = close - open")',
    'df.query(\'close > @params["threshold"] and volume > @bounds[0]["low"] * (1 + @x)\')',
    'import yaml\nyaml.load(text, Loader=yaml.SafeLoader)\nyaml.load(text, yaml.CSafeLoader)\nyaml.safe_load(text)',
    'b"x".decode("utf-8")\ntext.encode("ascii").decode()',
    'import numpy as np\nnp.load("/data/x.npy", allow_pickle=False)',
    'import numpy as np\nnp.load("/data/x.npy", None, False)\nnp.load("/data/x.npy", mmap_mode="r")',
    'from scipy import stats\nstats.ttest_ind(a, b)\nstats.binomtest(1, 2)',
    'class A:\n    def rmtree(self):\n        pass\n    def f(self):\n        self.rmtree()',
    'import timeit\ntimeit.default_timer()',
    'import typing\ntyping.cast(int, x)',
    'broker.system(1)\nself.run(2)',
    'def f(os):\n    return os.system',
    'def f(os):\n    os.system(1)\nf(OrderSystem())',
    'f = lambda os: os.system(1)\nf(OrderSystem())',
    'class Desk:\n    def trade(self, os: Orders):\n        os.system(1)\nclass Orders:\n    pass',
    'for sys in systems:\n    sys.modules.append(sys.exit_price)',
    'os = Orders()\nos.system(1)',
    'class os:\n    system = print\nos.system(1)',
    'with desk as os:\n    os.kill(1)',
    'kept = [os.system for os in desks if os.kill(1)]',
    'import pandas as pd\npd.options.plotting.backend = "plotly"\ndf.plot(backend="matplotlib", kind="bar")',
    'import pandas as pd\npd.set_option("display.max_rows", None, "max_columns", 9)\npd.options.display.width = 9',
    'import pandas as pd\npd.options.plotting.matplotlib.register_converters = True\ncerebro.plot(style="bar")',
    'import unittest\nunittest.main()',
    'import unittest\nunittest.main(argv=["x"], exit=False, verbosity=2)',
    'import unittest\nclass T(unittest.TestCase): pass\nunittest.TestLoader().loadTestsFromTestCase(T)',
    'import asyncio\nasyncio.sleep(1)',
    'from collections.abc import Mapping, Callable\nisinstance(x, Mapping)',
    'from unittest.mock import Mock\nMock()',
    'from numpy.testing import assert_allclose\nassert_allclose(1, 1)',
    'import pandas as pd\npd.core.computation.expressions.set_use_numexpr(False)',
    'from pandas.core.computation.ops import UndefinedVariableError',
    'from concurrent.futures import ProcessPoolExecutor',
    'import zoneinfo\nzoneinfo.available_timezones()',
  ])('accepts the neighbour %j', async (source) => {
    expect(await scoreOf(source)).toBeLessThanOrEqual(1);
  });

  it('takes more for a text that is put together of codes than for one of conditions', async () => {
    const codes = 'text = ""\nfor code in [64, 112]:\n    text += chr(code)\ndf.query(text)';
    const conditions = 'parts = []\nfor name in names:\n    parts.append(f"{name} > 0")\ndf.query(" and ".join(parts))';

    expect(await findingsOf(codes)).toContain('dangerous-call query(text) 30');
    expect(await findingsOf(conditions)).toEqual(['dangerous-call query(text) 10']);
  });

  const logging = (handler: string) =>
    `import logging.config, sys\nlogging.config.dictConfig({"version": 1, "handlers": {"c": {${handler}}}, "root": {"handlers": ["c"]}})`;

  it.each([
    logging('"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "level": "INFO"'),
    logging('"class": "logging.StreamHandler", "stream": sys.stderr, "level": logging.INFO'),
    logging('"class": "logging.handlers.RotatingFileHandler", "filename": "/output/x.log", "maxBytes": 1024 * 1024'),
    'from logging.config import dictConfig\nLOGGING = {"version": 1, "formatters": {"f": {"format": "%(message)s"}}}\ndictConfig(LOGGING)',
    `import logging\nclass Own(logging.Formatter):\n    pass\n${logging('"()": Own')}`,
    'import logging.config\nfrom framework import LOGGING\nlogging.config.dictConfig(LOGGING)',
  ])('reads a configuration of loggers that is written out: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });

  it.each([
    logging('"class": "os.system"'),
    logging('"()": "os.getpid"'),
    logging('"()": make'),
    logging('"class": name'),
    logging('"class": "logging.StreamHandler", "stream": "ext://os.environ"'),
    logging('"class": "logging.StreamHandler", "level": "ext://os.system"'),
    logging('"class": "logging.StreamHandler", "level": level'),
    logging('"class": "logging.StreamHandler", ".": {"a": 1}'),
    logging('"class": "logging.StreamHandler", **more'),
    logging('"class": "logging.handlers.SocketHandler", "host": "h"'),
    logging('"class": "logging.FileHandler", "filename": "/etc/x"'),
    'import logging.config\nlogging.config.dictConfig(config)',
    'import logging.config\nfrom framework import LOGGING\nLOGGING["handlers"] = h\nlogging.config.dictConfig(LOGGING)',
    'import logging.config\nfrom framework import LOGGING\nkeep(LOGGING)\nlogging.config.dictConfig(LOGGING)',
    'import logging.config\nfrom framework import make\nlogging.config.dictConfig(make())',
    'import logging.config\nfrom json import LOGGING\nlogging.config.dictConfig(LOGGING)',
    'import logging.config\ntry:\n    from framework import LOGGING\nexcept ImportError:\n    LOGGING = made\nlogging.config.dictConfig(LOGGING)',
    'import logging.config\nC = {"version": 1}\nC["handlers"] = h\nlogging.config.dictConfig(C)',
  ])('scores one of which something is not read: %j', async (source) => {
    expect(await scored(source)).toContain('logging.config.dictConfig');
  });

  const hints = (definition: string, of = 'P') =>
    `import typing\nfrom typing import TypedDict, get_type_hints\n${definition}\nget_type_hints(${of})`;

  it.each([
    hints('class P(TypedDict, total=False):\n    a: int\n    b: "list[float] | None"'),
    hints('from dataclasses import dataclass\n@dataclass\nclass P:\n    a: int'),
    hints('class Q:\n    a: int\nclass P(Q):\n    b: int', 'P, include_extras=True'),
    hints('def f(a: int) -> "float":\n    return a', 'f'),
    hints('class P:\n    a: int\n    def fields(self):\n        return get_type_hints(type(self))'),
    hints('import pandas as pd\nclass P:\n    a: pd.DataFrame\n    b: "pd.Series | Q"\nclass Q: pass'),
    hints('Price = float\nRow = dict[str, Price]\nclass P:\n    a: typing.Literal[1, "x"]\n    b: Row', 'P'),
  ])('leaves the annotations alone that stand in the source: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });

  it.each([
    hints('class P:\n    a: "make() and int"'),
    hints('class P:\n    a: int', 'P, {"int": f}'),
    hints('class P(Other):\n    a: int'),
    hints('class P(TypedDict("Q", {"x": text})):\n    a: int'),
    hints('@other\nclass P:\n    a: int'),
    hints('class P:\n    a: int\nP.__annotations__["b"] = text'),
    hints('class P:\n    a: int\nsetattr(P, name, value)'),
    hints('class P(metaclass=M):\n    a: int'),
    hints('P = make()'),
    hints('t = "f()"\nclass P:\n    a: t'),
    hints('t = "f()"\nclass P:\n    a: "t"'),
    hints('t = "f()"\nclass P:\n    a: typing.Optional[t]'),
    hints('t = u = "f()"\nclass P:\n    a: list[u]'),
    hints('T = typing.List["f()"]\nclass P:\n    a: T'),
    hints('class C:\n    t = "f()"\nclass P:\n    a: C.t'),
    hints('class C:\n    t = "f()"\nclass P:\n    a: "C.t"'),
    hints('t = "f()"\nclass P:\n    a: (t if 1 else int)'),
    hints('class P:\n    for t in ["f()"]:\n        a: t'),
    hints('t = "f()"\ndef P(a: t): pass'),
    hints('t = "f()"\ndef P() -> t: pass'),
    hints('def f(t):\n    class P:\n        a: t\n    return P\nP = f("f()")'),
    hints('typing.Text = "f()"\nclass P:\n    a: typing.Text'),
    hints('def t(*a): return "f()"\n@t\nclass T: pass\nclass P:\n    a: T'),
    hints('class T(metaclass=lambda *a: "f()"): pass\nclass P:\n    a: T'),
    hints('class T:\n    def __class_getitem__(cls, k): return "f()"\nclass P:\n    a: T[0]'),
    hints('class P:\n    a: int\nwith f() as t:\n    class P:\n        a: t'),
  ])('scores those that may come from elsewhere: %j', async (source) => {
    expect(await scored(source)).toContain('typing.get_type_hints');
  });
});
