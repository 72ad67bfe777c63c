/** What honest strategies do, each with the most it may cost. */
export const IDIOMS: readonly (readonly [idiom: string, most: number, source: string])[] = [
  ['an assertion', 0, 'assert len(data) > 50, "too few bars"\n'],
  ['a main guard', 0, 'def main():\n    return 1\n\nif __name__ == "__main__":\n    main()\n'],
  [
    'argparse',
    0,
    'import argparse\np = argparse.ArgumentParser()\np.add_argument("--open")\nargs = p.parse_args()\nprint(args.open)\n',
  ],
  [
    'logging',
    0,
    'import logging\nlog = logging.getLogger(__name__)\nlogging.basicConfig(level=logging.INFO)\nlog.info("x %s", 1)\n',
  ],
  ['warnings', 0, 'import warnings\nwarnings.filterwarnings("ignore")\n'],
  ['plots', 1, 'import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1])\nplt.show()\n'],
  [
    'a path beside the script',
    10,
    'import os\nimport sys\nsys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))\n',
  ],
  ['an optional dependency', 1, 'try:\n    import numba\nexcept ImportError:\n    numba = None\n'],
  [
    'a dataclass',
    0,
    'from dataclasses import dataclass, field\n\n@dataclass\nclass Bar:\n    open: float\n    close: float\n    tags: list = field(default_factory=list)\n',
  ],
  ['a frozen dataclass', 0, 'class A:\n    def __post_init__(self):\n        object.__setattr__(self, "x", 1)\n'],
  ['an enumeration', 0, 'from enum import Enum\nclass Side(Enum):\n    BUY = 1\nSide.BUY.name\nSide.__members__\n'],
  ['the name of a class', 0, 'class A:\n    def __repr__(self):\n        return self.__class__.__name__\n'],
  [
    'an object that shows itself',
    20,
    'class A:\n    def __repr__(self):\n        return f"{self.__class__.__name__}({self.__dict__})"\n',
  ],
  [
    'objects that compare and list their values',
    20,
    'class A:\n    def __eq__(self, other):\n        return self.__class__ is other.__class__ and self.__dict__ == other.__dict__\n    def to_dict(self):\n        return {**vars(self), **self.__dict__}\n',
  ],
  [
    'objects that copy themselves',
    20,
    'import copy\nclass A:\n    def __copy__(self):\n        cls = self.__class__\n        new = cls.__new__(cls)\n        new.__dict__.update(self.__dict__)\n        return new\n    def __deepcopy__(self, memo):\n        cls = self.__class__\n        new = cls.__new__(cls)\n        memo[id(self)] = new\n        for key, value in self.__dict__.items():\n            setattr(new, key, copy.deepcopy(value, memo))\n        return new\n',
  ],
  [
    'a frozen class that fills and shows itself',
    20,
    'class A:\n    def __init__(self, **given):\n        for name, value in given.items():\n            object.__setattr__(self, name, value)\n    def dump(self):\n        return self.__dict__.copy()\n',
  ],
  [
    'arguments as a dict',
    5,
    'import argparse\ndef parse():\n    parser = argparse.ArgumentParser()\n    return parser.parse_args()\nargs = parse()\nprint(vars(args))\n',
  ],
  [
    'a decorator of the old school',
    0,
    'def timed(f):\n    def wrapper(*args):\n        return f(*args)\n    wrapper.__wrapped__ = f\n    wrapper.__name__ = f.__name__\n    return wrapper\n',
  ],
  [
    'a registry of subclasses',
    20,
    'class Signal:\n    pass\nclass Trend(Signal):\n    pass\nknown = {kind.__name__: kind for kind in Signal.__subclasses__()}\n',
  ],
  [
    'statistics by name',
    0,
    'import numpy as np\nSTATS = {"avg": "mean"}\nfor name in ("min", "max"):\n    getattr(np, name)(x)\ndef stat(kind):\n    return getattr(np, STATS[kind])(x)\n',
  ],
  [
    'imports that nothing uses',
    15,
    'import requests\nfrom sqlalchemy import true\nfrom flask import Flask\nfrom typing import get_type_hints\n',
  ],
  [
    'a directory for results',
    21,
    'import os\nfrom pathlib import Path\ndef save(folder):\n    os.makedirs(folder, exist_ok=True)\n    os.makedirs("results/plots")\n',
  ],
  [
    'settings by name',
    15,
    'class A:\n    def __init__(self, **given):\n        for key, value in given.items():\n            setattr(self, key, value)\n    def get(self, key):\n        return getattr(self, key)\n',
  ],
  ['a query with a parameter', 0, 'n = 3\ndata.query(\'close > @params["threshold"] and open > @n\')\n'],
  ['a method chosen by name', 15, 'getattr(data["close"].rolling(20), how)()\n'],
  [
    'columns named after builtins',
    0,
    'df["open"] = df.open.shift(1)\ndf = df.rename(columns={"input": "open"})\nmax(df.open, key=abs)\n',
  ],
  [
    'prices in tuples',
    10,
    'open, high, low, close = (data[c] for c in ("open", "high", "low", "close"))\nspread = close - open\n',
  ],
  [
    'ta-lib',
    0,
    'import talib\nfrom talib import abstract\nrsi = talib.RSI(data["close"].values, timeperiod=14)\nabstract.Function("rsi")\n',
  ],
  [
    'scipy',
    0,
    'from scipy import optimize, signal, stats\noptimize.minimize(lambda w: w @ w, [1.0])\nsignal.savgol_filter([1], 3, 1)\nstats.zscore([1])\n',
  ],
  [
    'numpy randomness',
    0,
    'import numpy as np\nrng = np.random.default_rng(42)\nnp.random.seed(7)\nx = rng.normal(size=10)\n',
  ],
  [
    'pandas',
    0,
    'import pandas as pd\npd.set_option("display.width", 200)\nx = data["close"].rolling(20).mean().dropna()\nx.to_dict()\nx.to_numpy()\nx.to_frame().to_string()\n',
  ],
  ['queries', 0, 'n = 3\ndf.query("close > open and volume > @n")\ndf.eval("c = a + b", inplace=True)\n'],
  [
    'a backtrader strategy',
    1,
    'import backtrader as bt\nclass S(bt.Strategy):\n    params = (("p", 20),)\n    def __init__(self):\n        self.sma = bt.ind.SMA(period=self.p.p)\n    def next(self):\n        if self.data.close[0] > self.sma[0]:\n            self.buy()\n',
  ],
  [
    'a freqtrade strategy',
    4,
    'from freqtrade.strategy import IStrategy\nimport talib.abstract as ta\nimport freqtrade.vendor.qtpylib.indicators as qtpylib\nclass S(IStrategy):\n    minimal_roi = {"0": 0.1}\n    def populate_indicators(self, dataframe, metadata):\n        dataframe["rsi"] = ta.RSI(dataframe)\n        return dataframe\n',
  ],
  [
    'a star import of a framework',
    1,
    'from AlgorithmImports import *\nclass A(QCAlgorithm):\n    def initialize(self):\n        self.set_cash(1000)\n        self.debug(f"{self.time}")\n',
  ],
  ['a dynamic attribute', 15, 'class A:\n    def get(self, name):\n        return getattr(self, name)\n'],
  [
    'a setting from the environment',
    5,
    'import os\ndebug = os.environ.get("DEBUG", "0") == "1"\nhome = os.getenv("HOME")\n',
  ],
  ['a results file', 0, 'result.to_csv("/output/signals.csv")\nresult.to_json(path_or_buf="/output/signals.json")\n'],
  [
    'a pattern match',
    0,
    'match side:\n    case "buy" | "long":\n        s = 1\n    case Order(qty=q) if q > 0:\n        s = q\n    case {"open": o, **rest}:\n        s = o\n    case _:\n        s = 0\n',
  ],
  [
    'caching',
    0,
    'from functools import lru_cache, partial, reduce\n@lru_cache(maxsize=None)\ndef f(n):\n    return n if n < 2 else f(n - 1)\nreduce(lambda a, b: a + b, [1, 2])\n',
  ],
  [
    'a context manager',
    0,
    'from contextlib import contextmanager\n@contextmanager\ndef timed(name):\n    yield name\nwith timed("x") as t:\n    print(t)\n',
  ],
  [
    'async code',
    1,
    'import asyncio\nasync def f():\n    async for x in g():\n        await asyncio.sleep(1)\nasyncio.run(f())\n',
  ],
  [
    'generics',
    0,
    'from typing import TypeVar, Generic\nT = TypeVar("T")\nclass Box(Generic[T]):\n    def __class_getitem__(cls, item):\n        return cls\ntype Pair[K] = tuple[K, K]\n',
  ],
  [
    'swallowed exceptions',
    0,
    'try:\n    x = 1 / 0\nexcept ZeroDivisionError as error:\n    print(error, type(error).__name__)\nexcept Exception:\n    pass\n',
  ],
  [
    'dates',
    0,
    'from datetime import datetime, timedelta\nimport pytz\nfrom dateutil.relativedelta import relativedelta\ndatetime.now(pytz.utc) - timedelta(days=1)\n',
  ],
  ['JSON', 0, 'import json\nprint(json.dumps({"sharpe": 1.2, "open": True}))\n'],
  ['an event loop that can end', 0, 'i = 0\nwhile True:\n    i += 1\n    if i >= len(data):\n        break\n'],
];
