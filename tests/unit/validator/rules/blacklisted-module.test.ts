import { describe, expect, it } from 'vitest';
import { CodeValidator } from '../../../../src/validator/validate.js';
import { findingsOf, reportOf, scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('blacklisted-module', source);

describe('blacklisted-module', () => {
  it.each([
    ...[
      'os.getpid()',
      'os',
      'f(os)',
      '[os]',
      'os.getenv(name)',
      'os.environ[name]',
      'os.environ["KEY"] = f()',
      'os.environ["LD_PRELOAD"] = str(seed)',
      'os.environ["PYTHONPATH"] = str(seed)',
      'os.environ["PYTHONHASHSEED" + tail] = "1"',
      'os.path.os.listdir("/")',
    ].map((use) => `import os\n${use}\n`),
    ...['sys.modules', 'sys.stdin', 'hasattr(sys, "x")'].map((use) => `import sys\n${use}\n`),
    'from os import environ\nenviron.get(name)',
    'from os import environ\nprint(environ)',
    'import os\ndef f():\n    return os\n',
    'import os\nself.x = os\n',
    'import os\nos.makedirs("/etc/x")',
    'import os\nos.makedirs("/output/../etc")',
    'import subprocess',
    'import requests.adapters\nrequests.get(url)',
    'from importlib.resources._common import _tempfile\n_tempfile(read)',
    'from importlib.resources._common import tempfile',
    'import urllib.request',
    'from sqlalchemy import create_engine\nengine = create_engine(url)',
    'from requests import *',
    'class A:\n    import requests\n',
    'import requests\nsession = requests\nsession.get(url)',
    'import requests\nself.session = requests',
    'def client():\n    import requests\n    return requests\n',
    ...['yfinance', 'webbrowser', 'antigravity', 'gevent', 'paramiko', 'pty', 'ctypes'].map((name) => `import ${name}`),
    'from os import *',
    'class A:\n    import os\n',
    'import threading',
    'import threading\nthreading.Thread(target=f).start()',
    'import threading\nthreading.Lock()\nthreading.Timer(1, f)',
    'import http.client',
    'from http.cookiejar import MozillaCookieJar',
    'import urllib.request\nurllib.parse.quote("a")',
    'import urllib.parse\nurllib.request.urlopen("x")',
    'from urllib import request',
    'import keyring\nkeyring.get_password("a", "b")',
    'from pynput import keyboard',
    'from crontab import CronTab',
    'import _io',
    'from builtins import range\nimport builtins',
    'from builtins import *',
    'from builtins import getattr',
  ])('gives 30 points for %j', async (source) => {
    expect((await findingsOf(source)).filter((found) => /^blacklisted-module .* 30$/.test(found))).toHaveLength(1);
  });

  it.each([
    'from builtins import range, str as text',
    'import os',
    'import os\nos.path.join("a", os.sep)',
    'import os.path as p\np.exists("a")',
    'from os.path import join\njoin("a")',
    'from os import getenv\ngetenv("HOME")',
    'import os\nos.getenv("HOME")',
    'import os\nos.environ.get("HOME", "")',
    'from os import environ\nenviron.get("HOME")',
    'import os\nkey = os.environ["KEY"]\nos.environ.setdefault("KEY", "1")',
    'import os\nsettings = os.environ\nsettings.get("HOME")',
    'import os\nos.environ["PYTHONHASHSEED"] = str(seed)',
    'import os\nos.environ["OMP_NUM_THREADS"] = f"{n}"\nos.environ["TF_CPP_MIN_LOG_LEVEL"] = level',
    'import os\nos.getcwd()',
    'import os\nparts = [*os.path.split("a/b")]',
    'import os as system\nsystem.path.exists("a")',
    'import os\nalias = os\nalias.path.exists("a")',
    'import sys\nsys.path.append(".")',
    'import sys\nprint(sys.argv, sys.version_info, file=sys.stderr)\nsys.stdout.flush()\nsys.__stdout__.flush()\nsys.exit(0)',
    'import sys\nsys.setrecursionlimit(5000)\nsys.getsizeof(x)\nsys.maxsize\nsys.platform\nsys.float_info.epsilon',
    'import os\nos.makedirs("/output/plots", exist_ok=True)\nos.makedirs("/output")\nos.mkdir("/tmp/work")',
    'import os\nfrom os import makedirs\nout = f"/output/{name}"\nmakedirs(out)\nos.listdir("/data")',
    'import gc\ngc.collect()\ngc.disable()\ngc.freeze()',
    'import threading\nlock = threading.Lock()\nlock.acquire()',
    'from http import HTTPStatus\nHTTPStatus.OK',
    'from http.cookies import SimpleCookie\nfrom http.cookiejar import CookieJar\nCookieJar()',
    'from urllib.parse import urlencode\nurlencode({"a": 1})',
    'import urllib.parse\nurllib.parse.quote("a")',
    'import multiprocessing as mp\nmp.cpu_count()',
    'import socket\ntry:\n    f()\nexcept socket.timeout:\n    pass',
    'from importlib.metadata import version\nversion("pandas")',
    'import requests',
    'import sqlalchemy.orm as orm',
    'import requests\nsession = requests',
    'from sqlalchemy import true',
    'from httpx import AsyncClient as Client',
  ])('gives 5 points where every reference is harmless: %j', async (source) => {
    expect(await scoreOf(source)).toBe(5);
  });

  it.each([
    ['import os', 'Imports os, and uses nothing of it, or only harmless parts'],
    [
      'import os\nos.getenv("HOME")\nos.getcwd()',
      'Imports os, and uses only parts that do no harm alone, such as os.getenv',
    ],
  ])('says of %j what is used first', async (source, message) => {
    expect((await reportOf(source)).violations).toMatchObject([{ message }]);
  });

  it('gives 30 points for harmless parts too where the policy is strict', async () => {
    const strict = new CodeValidator({ policy: { policy: 'strict' } });

    expect((await strict.validate('import os\nos.path.join("a")\n')).riskScore).toBe(30);
    expect((await strict.validate('import requests\n')).riskScore).toBe(30);
    expect((await strict.validate('import statistics\n')).riskScore).toBe(0);
  });

  it.each([
    ['import urllib.request\nurllib.request.urlopen("x")', ['urllib'], 0],
    ['import urllib.request\nurllib.request.urlopen("x")', ['urllib.request'], 0],
    ['import urllib.request\nimport http.client', ['urllib'], 30],
    ['import urllib3\nurllib3.request("GET", u)', ['urllib'], 30],
    ['import backtrader.feeds', ['backtrader'], 0],
    ['import subprocess\nsubprocess.run("x")', ['subprocess'], 30],
  ])('has nothing to say of a module that the policy allows: %j, %j', async (source, allowModules, score) => {
    expect((await new CodeValidator({ policy: { allowModules } }).validate(source)).riskScore).toBe(score);
  });

  it('counts a module once, and lists every mention', async () => {
    expect(await findingsOf('import os\nimport os\nos.getpid()\n')).toEqual([
      'blacklisted-module os 30',
      'blacklisted-module os 0',
      'blacklisted-module os 0',
    ]);
  });

  it.each([
    ['import random\nrandom._os.getpid()', 'os'],
    ['import statistics\nstatistics.sys.modules', 'sys'],
    ['import typing\ntyping.contextlib.os.getpid()', 'os'],
    ['import pandas as pd\npd.compat.os', 'os'],
    ['import numpy as np\nnp.ctypeslib.ctypes', 'ctypes'],
    ['import matplotlib as m\nm.subprocess', 'subprocess'],
    ['import enum\nenum.bltns', 'builtins'],
    ['import numpy as np\nnp.ctypeslib', 'ctypes'],
    ['from numpy import ctypeslib', 'ctypes'],
    ['import numpy.ctypeslib as c', 'ctypes'],
    ['import string, pandas as pd\nstring.Formatter().get_field("0.io.common.os.fork", (pd,), {})', 'os'],
    ['import random\nclass A:\n    def f(self):\n        self.lib = random\n        self.lib._os.listdir("/")', 'os'],
    ['class A:\n    def f(self):\n        return self._os.getpid()', 'os'],
    ['import warnings\nwarnings.catch_warnings()._module.sys', 'sys'],
    ['from warnings import catch_warnings as c\nheld = c()\nmodule = held._module\nmodule.sys', 'sys'],
    ['import warnings\nclass A(warnings.catch_warnings):\n    def f(self):\n        return self._module.sys', 'sys'],
    ['def f(held):\n    return held._module.os', 'os'],
    ['imp.load_source("os", path).system("ls")', 'imp'],
    ['from AlgorithmImports import *\npdb.set_trace()', 'pdb'],
    ['import pandas as pd\npd.io.common.os.getenv("TOKEN")', 'os'],
    ['import random\nenvironment = random._os.environ', 'os'],
    ['import statistics\nstatistics.sys.version', 'sys'],
    ['from statistics import sys as s\ns.modules', 'sys'],
    ['import random\nfor r in (random,):\n    r._os', 'os'],
    ['import random\nmatch random:\n    case object(_os=o):\n        o', 'os'],
    ['import random\ngetattr(random, "_o" + "s")', 'os'],
    ['import operator\noperator.attrgetter("_os.getpid")', 'os'],
    ['import functools\nfunctools.reduce(getattr, ["_os", "getpid"], 1)', 'os'],
    ['x = "o"\n__import__(x + "s")', 'os'],
    ['import importlib\nimportlib.import_module("so"[::-1])', 'os'],
    ['globals()["__builtins__"].__import__("".join(map(chr, [111, 115])))', 'os'],
  ])('sees through %j', async (source, module) => {
    expect(await scored(source)).toContain(module);
  });

  it.each([
    'from scipy import signal\nsignal.lfilter(1, 1, x)',
    'import scipy.signal\nscipy.signal.find_peaks(x)',
    'import numpy as np\nnp.random.seed(1)\nnp.random.default_rng(1)',
    'import pandas as pd\npd.io.formats.style',
    'signal = 1\nsignal > 0',
    'def f(os):\n    return os + 1\n',
    'self.os = rsi < 30\nself.os.sum()',
    'class A:\n    def f(self):\n        self._gc = fast > slow\n        self._nt += 1\n        return self._gc.any()',
    'class A:\n    def f(self):\n        self._sys, self._os = 1, 2\n        return self._sys',
    'class A:\n    def f(self, gc):\n        return gc.get_price()\n',
    'for imp in model.feature_importances_:\n    imp.mean()\ndef f(pdb, io):\n    return pdb.rank(), io.read()',
    'from AlgorithmImports import *\nio.StringIO("a,b").read()',
    'import numpy as np\nnp.random.seed(np.lib.NumpyVersion(np.__version__) >= "2")',
    'import warnings\nwith warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter("ignore")\n    print(w[0].message)\n',
    'class A:\n    def __init__(self, module):\n        self._module = module\n    def f(self):\n        return self._module.sys',
    'def f(held):\n    return held._module.signal, held.part.os',
    'import inspect\ninspect.signature(f)\nimport gc\ngc.collect()',
  ])('has nothing to say of more than 5 points about %j', async (source) => {
    expect(await scoreOf(source)).toBeLessThanOrEqual(10);
  });
});

describe('what to write instead of a module', () => {
  const saferWays = async (source: string) => (await reportOf(source)).violations.map(({ saferWay }) => saferWay);

  it.each([
    ['import socket\ns = socket.socket()\n', /: the sandbox has no network\.$/],
    ['import subprocess\n', /^Compute in one process/],
    ['import ctypes\n', /^Compute with numpy, scipy and talib/],
    ['import os\nos.getpid()\n', /^Read from `data` and `params`/],
  ])('is told by what the module does: %j', async (source, way) => {
    expect(await saferWays(source)).toContainEqual(expect.stringMatching(way));
  });
});
