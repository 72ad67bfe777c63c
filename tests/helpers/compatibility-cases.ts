/** One source, and what each image does not have of it. Nothing: it runs there. */
export interface CompatibilityCase {
  readonly source: string;
  readonly python313: readonly string[];
  readonly python311: readonly string[];
}

const both = (source: string, missing: readonly string[] = []): CompatibilityCase => ({
  source,
  python313: missing,
  python311: missing,
});
const only313 = (source: string, missing: readonly string[]): CompatibilityCase => ({
  source,
  python313: missing,
  python311: [],
});
const only311 = (source: string, missing: readonly string[]): CompatibilityCase => ({
  source,
  python313: [],
  python311: missing,
});

const FRAME =
  'import pandas as pd\nframe = pd.DataFrame({"a": [1.0, 2.0]}, index=pd.date_range("2020-01-01", periods=2))\n';

/** A class of a strategy as models write them, of which one method says what is given. */
const ofSelf = (said: string) => `import pandas as pd
class Strategy:
    def __init__(self, prices):
        self.frame = None
        self.frame = prices.copy()
        self.rows = []
        self.trades = pd.DataFrame(columns=["a"])
    def go(self):
        ${said}
def run(data, params):
    Strategy(data).go()
`;

/** The usual shape of a file that a model writes: a module that is not there, and a table that goes through a function. */
const throughFunction = (definition: string, used = 'prep(data)') =>
  `import pandas as pd\nimport ta\n${definition}\ndef run(data, params):\n    return ${used}["close"].resample("M").last()\n`;

const BESIDE_UNKNOWN: readonly CompatibilityCase[] = [
  ...[
    throughFunction('def prep(df):\n    return df'),
    throughFunction('def prep(df, n=3):\n    df = df.copy()\n    df["r"] = df["close"].diff(n)\n    return df'),
    throughFunction('def prep(df):\n    if len(df) > 3:\n        return df.tail(3)\n    return None'),
    throughFunction('def prep(df):\n    return clean(df)\ndef clean(df):\n    return df.dropna()'),
    throughFunction('def prep(df):\n    if len(df) > 9:\n        return prep(df.tail(3))\n    return df'),
  ].map((source) => ({ source, python313: ['ta', 'offset M'], python311: ['ta'] })),
  ...[
    throughFunction('def prep(df):\n    return ta.add_all(df)'),
    throughFunction('def prep(df):\n    df = ta.add_all(df)\n    return df'),
    throughFunction('def prep(df):\n    return df\nta.register(prep)'),
    throughFunction('def prep(df):\n    return df\nprep = ta.cached(prep)'),
    throughFunction('@ta.cached\ndef prep(df):\n    return df'),
    throughFunction('def prep(df):\n    return df\nglobals()["prep"] = ta.Table'),
    throughFunction('def prep(df):\n    return df', 'ta.Table(data)'),
    throughFunction('async def prep(df):\n    return df'),
    throughFunction('def prep(df):\n    yield df'),
    throughFunction('def prep(df):\n    return df, 1'),
    throughFunction('def prep(df):\n    pass'),
    throughFunction('def prep(df):\n    return df\nfrom ta import *'),
    throughFunction('def prep(df):\n    return df\nfrom ta import prep'),
  ].map((source) => both(source, ['ta'])),
];

/** A window's return, as everybody writes it. */
const WINDOW_RETURN = 'lambda v: v[-1] / v[0] - 1';

const IN_WINDOWS: readonly CompatibilityCase[] = [
  ...[
    `data["close"].rolling(5).apply(${WINDOW_RETURN})`,
    `data["close"].expanding(5).apply(${WINDOW_RETURN}, raw=False)`,
    `data["close"].pct_change().rolling(window=5, min_periods=2).apply(${WINDOW_RETURN})`,
    `data[["close", "open"]].rolling(5).apply(${WINDOW_RETURN})`,
    'data["close"].rolling(5).apply(lambda v: v.dropna()[-1])',
  ].map((source) => only313(source, [source.includes('dropna') ? 'column[number]' : 'v[number]'])),
  ...[
    `data["close"].rolling(5).apply(${WINDOW_RETURN}, raw=True)`,
    'data["close"].rolling(5).apply(lambda v: v.iloc[-1] / v.iloc[0] - 1)',
    'data["close"].rolling(5).apply(lambda v: v.values[-1] / v.values[0] - 1)',
    'data["close"].rolling(5).apply(lambda v: (lambda v: v[-1])(v.to_numpy()))',
    `data["close"].reset_index(drop=True).rolling(5).apply(lambda v: v[v.index[-1]])`,
    `data.assign(n=range(len(data))).rolling(5, on="n")["close"].apply(lambda v: v[v.index[-1]])`,
    'options = {"raw": True}\ndata["close"].rolling(5).apply(lambda v: v[-1], **options)',
    'data[["close", "open"]].apply(lambda v: v["2015":].sum())',
    'data[["close", "open"]].apply(lambda v: v[0] + v[1], axis=1, raw=True)',
  ].map((source) => both(source)),
];

/** Sources that models write, alone and whole; each runs with a table of prices as `data`. */
export const COMPATIBILITY_CASES: readonly CompatibilityCase[] = [
  ...BESIDE_UNKNOWN,
  ...IN_WINDOWS,
  only313('import numpy as np\nx = np.NaN', ['numpy.NaN']),
  only313('from numpy import NaN', ['numpy.NaN']),
  only313('import numpy\nx = numpy.trapz([1, 2])', ['numpy.trapz']),
  only313('import numpy as np\nx = np.in1d([1], [1])', ['numpy.in1d']),
  only313('import numpy as np\nx = np.row_stack([[1], [2]])', ['numpy.row_stack']),
  both('import numpy as np\nx = np.float(1)', ['numpy.float']),
  only311('import numpy as np\nx = np.bool(1)', ['numpy.bool']),
  only311('import numpy as np\nx = np.trapezoid([1, 2])', ['numpy.trapezoid']),
  both('import numpy as np\nx = np.sume([1])', ['numpy.sume']),
  both('import numpy as np\nx = np.random.default_rng(0).randint(3)', ['numpy.random.Generator.randint']),
  only313('import numpy as np\nx = np.zeros(3)\nx.ptp()', ['numpy.ndarray.ptp']),
  both('import pandas as pd\nx = pd.Panel', ['pandas.Panel']),
  only313('import pandas as pd\nx = data["close"][0]', ['data.close[number]']),
  only313('import pandas as pd\ndef run(data, params):\n    return float(data["close"][-1])', ['data.close[number]']),
  only313('def run(data, params):\n    close = data["close"]\n    return float(close[-1] - close[0])', [
    'close[number]',
  ]),
  only313('df = data.copy()\nfor i in range(1, len(df)):\n    x = df["close"][i] - df["close"][i - 1]', [
    'data.close[number]',
  ]),
  only313('df = data.copy()\nx = df["close"][int(1.5)]', ['data.close[number]']),
  both(
    'df = data.copy()\ndf["s"] = 0\ndf.iloc[3:, df.columns.get_loc("s")] = 1\nfor i in range(2):\n    df.iloc[i, df.columns.get_loc("s")] = 2\nassert df["s"].tolist() == [2, 2, 0, 1, 1]',
  ),
  only313('ma = data.close.rolling(2).mean()\nx = ma[len(ma) - 1]', ['ma[number]']),
  only313(
    'class Bars:\n    def __init__(self, bars):\n        self.close = bars["close"]\n\n    def last(self):\n        return self.close[-1]\n\ndef run(data, params):\n    return float(Bars(data).last())',
    ['data.close[number]'],
  ),
  only313('def run(data, params):\n    return float(data.close[0])\n\nif __name__ == "__main__":\n    print(run)', [
    'data.close[number]',
  ]),
  both('close = data["close"].to_numpy()\nx = close[-1]'),
  both('close = data["close"]\nclose = list(close)\nx = close[0]'),
  both('close = data["close"].reset_index(drop=True)\nfor i in range(1, len(close)):\n    x = close[i]'),
  both('close = data["close"]\nfor i in close.index[:2]:\n    x = close[i]'),
  both('close = data["close"].dropna(ignore_index=True)\nx = close[0]'),
  both('def run(data, params):\n    return float(data["close"][0])\n\nresult = run({"close": [1.0]}, {})\ndel run'),
  both('x = data.sort("close")', ['pandas.DataFrame.sort']),
  both('x = data["close"].order()', ['pandas.DataFrame.order']),
  both('x = data["close"].iloc[::2].append(data["close"])', ['pandas.DataFrame.append']),
  both('x = data["close"].iloc[0].item()'),
  only313('import scipy\nx = scipy.interp(1, [1], [2])', ['scipy.interp']),
  only313('import numpy as np\nx = np.AxisError', ['numpy.AxisError']),
  both('import pandas as pd\nx = data["close"].iloc[0], data["close"][0:2], data["close"].values[0]'),
  both('import pandas as pd\ndata = data.reset_index()\nx = data["close"][0]'),
  both('import pandas as pd\ndata.reset_index(inplace=True)\nx = data["close"][0]'),
  both('import pandas as pd\ndata.index = range(len(data))\nx = data["close"][0]'),
  both('import pandas as pd\nfor data in [{"close": [1.0]}]:\n    x = data["close"][0]'),
  both('import pandas as pd\ntry:\n    x = data["close"][0]\nexcept KeyError:\n    x = data["close"].iloc[0]'),
  both('import pandas as pd\nx = pd.Series(pd.date_range("2020-01-01", periods=2)).dt.week', ['pandas.Series.dt.week']),
  both('import pandas as pd\nx = pd.to_datetime(pd.Series(["2020-01-01"])).dt.weekofyear', [
    'pandas.Series.dt.weekofyear',
  ]),
  both('import pandas as pd\ndays = pd.date_range("2020-01-01", periods=2)\nx = days.week', [
    'pandas.DatetimeIndex.week',
  ]),
  both('import pandas as pd\nx = pd.Series(pd.date_range("2020-01-01", periods=2)).dt.isocalendar().week'),
  both('import pandas as pd\nx = pd.Timestamp("2020-01-01").week'),
  both('import pandas as pd\nclass Bar:\n    dt = pd.Timestamp("2020-01-01")\nx = Bar().dt.week'),
  both('import pandas as pd\nframe = pd.DataFrame({"dt": [1.0]}, index=["week"])\nx = frame.dt.week'),
  both(`${FRAME}x = frame.ix[0]`, ['pandas.DataFrame.ix']),
  both(`${FRAME}frame["ix"] = 1.0\nx = frame.ix["2020-01-01"]`),
  both('import pandas as pd\nx = pd.Series([1.0]).is_monotonic', ['pandas.Series.is_monotonic']),
  both('import pandas as pd\nx = pd.np.mean([1])', ['pandas.np']),
  both('import pandas as pd\nx = pd.rolling_mean(data["close"], 2)', ['pandas.rolling_mean']),
  both(`${FRAME}frame = frame.append(frame)`, ['pandas.DataFrame.append']),
  both('import pandas as pd\nx = data.append(data)', ['pandas.DataFrame.append']),
  both('import pandas as pd\ndef run(data, params):\n    return data.append(data)', ['pandas.DataFrame.append']),
  both(`${FRAME}for name, column in frame.iteritems():\n    pass`, ['pandas.DataFrame.iteritems']),
  both('import pandas as pd\ndef f(x):\n    return x.iteritems()\nf(data)', ['pandas.DataFrame.iteritems']),
  only313(`${FRAME}frame.applymap(abs)`, ['pandas.DataFrame.applymap']),
  only313(`${FRAME}frame.fillna(method="ffill")`, ['pandas.DataFrame.fillna(method)']),
  only313('import pandas as pd\ndef f(x):\n    return x.fillna(method="ffill")\nf(data)', [
    'pandas.DataFrame.fillna(method)',
  ]),
  only313(`${FRAME}frame.rolling(2, axis=0).mean()`, ['pandas.DataFrame.rolling(axis)']),
  both(`${FRAME}frame.resample("D", loffset="1h")`, ['pandas.DataFrame.resample(loffset)']),
  only313(`${FRAME}frame.groupby("a", axis=0)`, ['pandas.DataFrame.groupby(axis)']),
  only313(`${FRAME}frame.resample("M").last()`, ['offset M']),
  only313(`${FRAME}frame["a"].resample("15T").mean()`, ['offset T']),
  only313(`${FRAME}rule = "4H"\nframe.resample(rule).mean()`, ['offset H']),
  only311(`${FRAME}frame.resample("ME").last()`, ['offset ME']),
  only313('import pandas as pd\nx = pd.date_range("2020-01-01", periods=2, freq="Q-DEC")', ['offset Q']),
  only313(`${FRAME}frame.groupby(pd.Grouper(freq="A")).sum()`, ['offset A']),
  only313(`${FRAME}frame.resample("Q-DEC").last()`, ['offset Q']),
  only311(`${FRAME}frame.resample("QE-DEC").last()`, ['offset QE']),
  only313(`${FRAME}frame.asfreq("15T")`, ['offset T']),
  only313('import pandas as pd\ndef f(x):\n    return x.asfreq(freq="M")\nf(data)', ['offset M']),
  only311(`${FRAME}frame["a"].asfreq("ME")`, ['offset ME']),
  only313(`${FRAME}frame.shift(1, "M")`, ['offset M']),
  only313(`${FRAME}frame.shift(1, freq="H")`, ['offset H']),
  only313(`${FRAME}frame.rolling("2H").mean()`, ['offset H']),
  only313(`${FRAME}x = frame.index.floor("H")`, ['offset H']),
  only313('import pandas as pd\nx = pd.date_range("2020-01-01", None, 2, "M")', ['offset M']),
  only311('import pandas as pd\nx = pd.date_range("2020-01-01", None, 2, "ME")', ['offset ME']),
  both(`${FRAME}x = frame.drop("a", 1)`, ['pandas.DataFrame.drop(position 2)']),
  both('import pandas as pd\nx = data["close"].drop(data.index[0], 0)', ['pandas.DataFrame.drop(position 2)']),
  both(`${FRAME}x = frame.fillna(0, "ffill")`, ['pandas.DataFrame.fillna(position 2)']),
  both(`${FRAME}x = frame.sort_values("a", 0)`, ['pandas.DataFrame.sort_values(position 2)']),
  both(`${FRAME}x = frame.set_index("a", True)`, ['pandas.DataFrame.set_index(position 2)']),
  both(`${FRAME}x = pd.DataFrame.set_index(frame, "a")`),
  both(`${FRAME}x = pd.DataFrame.set_index(frame, "a", True)`, ['pandas.DataFrame.set_index(position 2)']),
  both(`${FRAME}x = frame.reset_index(0, True)`, ['pandas.DataFrame.reset_index(position 2)']),
  both(`${FRAME}x = frame.dropna(0)`, ['pandas.DataFrame.dropna(position 1)']),
  both(`${FRAME}x = frame.drop_duplicates("a", "first")`, ['pandas.DataFrame.drop_duplicates(position 2)']),
  both(`${FRAME}x = frame.set_axis(["b"], 1)`, ['pandas.DataFrame.set_axis(position 2)']),
  both(`${FRAME}x = frame.interpolate("linear", 0)`, ['pandas.DataFrame.interpolate(position 2)']),
  both(`${FRAME}x = frame.clip(0, 1, 0)`, ['pandas.DataFrame.clip(position 3)']),
  both(`${FRAME}x = frame.where(frame > 0, 0, False)`, ['pandas.DataFrame.where(position 3)']),
  both(`${FRAME}x = frame.mask(frame > 0, 0, False)`, ['pandas.DataFrame.mask(position 3)']),
  both(`${FRAME}x = frame.replace(1.0, 2.0, False)`, ['pandas.DataFrame.replace(position 3)']),
  both(`${FRAME}x = frame.pivot("a", "a", "a")`, ['pandas.DataFrame.pivot(position 1)']),
  both(`${FRAME}x = frame.sort_index(0)`, ['pandas.DataFrame.sort_index(position 1)']),
  both(`${FRAME}x = frame.ffill(0)`, ['pandas.DataFrame.ffill(position 1)']),
  both(`${FRAME}x = frame.bfill(0)`, ['pandas.DataFrame.bfill(position 1)']),
  both('import pandas as pd\nx = pd.Series([1.0]).sort_values(0)', ['pandas.Series.sort_values(position 1)']),
  both('import pandas as pd\nx = pd.Series([1.0]).drop_duplicates("first")', [
    'pandas.Series.drop_duplicates(position 1)',
  ]),
  both('import pandas as pd\nx = pd.concat([data, data], 1)', ['pandas.concat(position 2)']),
  both('import pandas as pd\nfrom io import StringIO\nx = pd.read_csv(StringIO("a\\n1"), ",")', [
    'pandas.read_csv(position 2)',
  ]),
  both('import pandas as pd\nfrom io import StringIO\nx = pd.read_table(StringIO("a\\n1"), ",")', [
    'pandas.read_table(position 2)',
  ]),
  only313(`${FRAME}x = frame.pct_change(fill_method="pad")`, ['pandas.DataFrame.pct_change(fill_method)']),
  only313('import pandas as pd\nx = data["close"].pct_change(1, "ffill")', [
    'pandas.DataFrame.pct_change(fill_method)',
  ]),
  only313('import pandas as pd\ndef f(x):\n    return x.pct_change(fill_method="bfill")\nf(data)', [
    'pandas.DataFrame.pct_change(fill_method)',
  ]),
  only313(`${FRAME}x = frame.groupby([0, 1]).pct_change(fill_method="ffill")`, [
    'pandas.DataFrameGroupBy.pct_change(fill_method)',
  ]),
  only313(`${FRAME}x = frame.interpolate(method="pad")`, ['pandas.DataFrame.interpolate(method)']),
  only313(`${FRAME}x = frame.interpolate("backfill")`, ['pandas.DataFrame.interpolate(method)']),
  only313(`${FRAME}x = frame.resample("D").interpolate("ffill")`, ['pandas.Resampler.interpolate(method)']),
  ...['sum', 'prod', 'product', 'mean', 'median', 'min', 'max', 'std', 'var', 'sem', 'skew', 'kurt', 'kurtosis']
    .concat('any', 'all', 'count')
    .map((method) => both(`${FRAME}x = frame.${method}(level=0)`, [`pandas.DataFrame.${method}(level)`])),
  both('import pandas as pd\nx = pd.Series([1.0]).mean(level=0)', ['pandas.Series.mean(level)']),
  both('import pandas as pd\npd.read_csv("/data/x", squeeze=True)', ['pandas.read_csv(squeeze)']),
  only313('import pandas as pd\nfrom io import StringIO\npd.read_csv(StringIO("a\\n1"), delim_whitespace=True)', [
    'pandas.read_csv(delim_whitespace)',
  ]),
  both('import pandas as pd\npd.concat([data, data], join_axes=[data.index])', ['pandas.concat(join_axes)']),
  only313('from scipy.integrate import simps', ['scipy.integrate.simps']),
  only313('import scipy.integrate as si\nx = si.cumtrapz([1, 2])', ['scipy.integrate.cumtrapz']),
  only313('from scipy import signal\nx = signal.hann(3)', ['scipy.signal.hann']),
  both('from scipy.stats import norn', ['scipy.stats.norn']),
  both('import talib\nx = talib.RSI(data["close"], period=2)', ['talib.RSI(period)']),
  both('from collections import Mapping', ['collections.Mapping']),
  both('import time\nx = time.clock()', ['time.clock']),
  both('import math\nx = math.sine(1)', ['math.sine']),
  both('import datetime\nx = datetime.now()', ['datetime.now']),
  only311('import itertools\nx = itertools.batched([1], 1)', ['itertools.batched']),
  both('import backtrader', ['backtrader']),
  both('import yfinance as yf, pandas_ta', ['yfinance', 'pandas_ta']),
  only313('import distutils', ['distutils']),
  both('from pandas.stats.moments import rolling_mean', ['pandas.stats.moments']),
  both('from .indicators import rsi', ['a relative import']),
  only313('x = data["close"].fillna(method="ffill")', ['pandas.DataFrame.fillna(method)']),
  only313('def run(data, params):\n    return data["close"].resample("M").last()', ['offset M']),
  both('x = data.append(data)', ['pandas.DataFrame.append']),
  both('"""A docstring."""\nx = data.ix[0]', ['pandas.DataFrame.ix']),
  both(ofSelf('self.trades = self.trades.append(1)'), ['pandas.DataFrame.append']),
  both(ofSelf('self.frame["a"] = 1\n        return self.frame.ix[0]'), ['pandas.DataFrame.ix']),
  both(ofSelf('other = self.rows\n        other.append(1)\n        self.rows.append(1)')),
  both(ofSelf('self.trades = []\n        self.trades.append(1)')),
  both(ofSelf('self.trades, x = [], 1\n        self.trades.append(1)')),
  both(ofSelf('for self.trades in ([], []):\n            self.trades.append(1)')),
  both(ofSelf('setattr(self, "trades", [])\n        self.trades.append(1)')),
  both(ofSelf('self.__dict__.update(trades=[])\n        self.trades.append(1)')),
  both(ofSelf('if isinstance(self.trades, list):\n            self.trades.append(1)')),
  both(`import pandas as pd\ndef grow(frame, more=None):\n    return frame.append(frame)\ngrow(data.copy())`, [
    'pandas.DataFrame.append',
  ]),
  both('import pandas as pd\ndef grow(frame):\n    frame.append(1)\nfor rows in ([], []):\n    grow(rows)'),
  both('def grow(rows):\n    if not isinstance(rows, list):\n        return\n    rows.append(1)\ngrow(data.copy())'),
  both(
    'import pandas as pd\nclass Log(object):\n    def __init__(self):\n        rows = pd.DataFrame()\n        rows = self\n        rows.append(1)\n    def append(self, x):\n        return x\nLog()',
  ),
  both('def grow(rows=None):\n    rows = rows or []\n    rows.append(1)\ngrow()'),
  both('def grow(rows):\n    rows.append(1)\ngrow(*[[]])\nkept = [grow]\nkept[0]([])'),
  only313('x = data.groupby(data.index.to_period("M")).sum()\ny = data["close"].resample("M").last()', ['offset M']),
  only313('import pandas as pd\ny = data.to_period("M")\nx = pd.date_range("2020-01-01", periods=2, freq="M")', [
    'offset M',
  ]),
  only313(
    'def run(data, params):\n    months = data.index.to_period("M")\n    data = data.copy()\n    return data.close.resample("Q").sum(), months',
    ['offset Q'],
  ),
  both('x = data.groupby(data.index.to_period("M")).sum()\ny = x.resample("Q").last()'),
  both('data = data.to_period("M")\ny = data["close"].resample("Q").last()'),
  both('data.index = data.index.to_period("M")\ny = data["close"].resample("Q").last()'),
  both('def f(x):\n    return x.resample("Q").last()\ny = f(data.to_period("M"))'),

  both('import numpy as np\nx = [np.nan, np.inf, np.float64(1), np.pi, np.newaxis]'),
  both('import numpy as np\nx = np.lib.stride_tricks.sliding_window_view(np.zeros(4), 2)\ny = np.linalg.norm(x)'),
  both('import numpy as np\nif hasattr(np, "NaN"):\n    x = np.NaN'),
  both('import numpy as np\nx = np.NaN if hasattr(np, "NaN") else np.nan'),
  both('import numpy as np\nx = getattr(np, "NaN", np.nan)'),
  both('import numpy as np\nnp.NaN = np.nan\nx = np.NaN'),
  both('import numpy as np\ntry:\n    x = np.NaN\nexcept AttributeError:\n    x = np.nan'),
  both(
    'try:\n    from scipy.integrate import simps\nexcept ImportError:\n    from scipy.integrate import simpson as simps',
  ),
  both('try:\n    import numpy as np\nexcept ImportError:\n    np = None\nx = np.nan'),
  both('class np:\n    NaN = 1\nimport math\nx = np.NaN'),
  both('from __future__ import annotations\nimport numpy as np\ndef f(x: np.float) -> np.NaN:\n    return x'),
  both('import pandas as pd\nclass Log:\n    def append(self, x):\n        return x\nlog = Log()\nlog.append(1)'),
  both('import pandas as pd\nrows = []\nrows.append(1)\nframe = pd.DataFrame(rows)'),
  both(
    'import pandas as pd\nclass Gap:\n    def fillna(self, method):\n        return method\nGap().fillna(method="ffill")',
  ),
  both('import pandas as pd\nclass Gap:\n    def mad(self):\n        return 1\nx = Gap().mad()'),
  both(`${FRAME}frame["append"] = 1\nx = frame.append`),
  both(`${FRAME}frame.close_price = 1\nx = frame.a.rolling(2).mean().shift(1)`),
  both(`${FRAME}pd.DataFrame.total = lambda self: self.sum()\nx = frame.total()`),
  both(`${FRAME}x = [frame.resample(rule).last() for rule in ("D", "W-FRI", "2D")]`),
  both(`${FRAME}x = frame.to_period("M").a\ny = pd.period_range("2020-01", periods=2, freq="M")`),
  both(`${FRAME}x = frame.ffill().bfill().fillna(0)\ny = frame.interpolate(method="linear")`),
  both(`${FRAME}x = frame.reindex(frame.index, method="ffill")\ny = frame.replace(1.0, 2.0)`),
  both(
    `${FRAME}x = frame.drop("a", axis=1)\ny = frame.a.drop(frame.index[0])\nz = frame.index.drop(frame.index[0], "raise")`,
  ),
  both(
    `${FRAME}x = frame.drop(  # a column, and not a row\n    "a",  # gone\n    axis=1,\n)\ny = frame.drop(*["a"], **{"axis": 1})`,
  ),
  both('import pandas as pd\nclass Bag:\n    def drop(self, x, y):\n        return y\nx = Bag().drop("a", 1)'),
  both('import pandas as pd\nx = pd.concat([data, data], axis=1)\ny = data.clip(0, 1)\nz = data.where(data > 0, 0)'),
  both(
    `${FRAME}x = frame.pct_change(fill_method=None)\ny = frame.pct_change(1)\nz = frame.interpolate("linear", axis=0)`,
  ),
  both(
    'import pandas as pd\nclass Line:\n    def interpolate(self, method):\n        return method\nx = Line().interpolate("pad")',
  ),
  both(`${FRAME}x = frame.asfreq("D", method="ffill")\ny = frame.shift(1, "D")\nz = frame.rolling("2D").mean()`),
  both(`${FRAME}x = frame.index.floor("D")\ny = frame.round(2)\nz = frame.to_period("M").asfreq("D")`),
  both(`${FRAME}x = frame.groupby(level=0).mean()\ny = frame.mean(axis=0)\nz = frame.xs("2020-01-01", level=None)`),
  both('import numpy as np\nx = np.zeros(3).mean(axis=0)\ny = [1, 2].count(1)'),
  both(`${FRAME}frame = list(frame.a)\nframe.append(1)`),
  both(`${FRAME}for frame in ([], []):\n    frame.append(1)`),
  both('import pandas as pd\nx = data.items()\ny = data["close"].pct_change().ewm(span=3).mean()'),
  both('import scipy\nimport scipy.stats as st\nx = st.norm.cdf(0) + scipy.optimize.brentq(lambda x: x, -1, 1)'),
  both('from scipy.signal import lfilter\nfrom scipy.stats.mstats import winsorize\nimport scipy.special'),
  both('import talib\nfrom talib import abstract\nx = talib.RSI(data["close"], timeperiod=2)\ny = abstract.SMA'),
  both(
    'import os.path\nimport collections.abc\nimport xml.etree.ElementTree\nimport concurrent.futures\nfrom os import path',
  ),
  both('import numpy.version, pandas.util.version, scipy.version, talib.stream, dateutil.zoneinfo.rebuild'),
  both('from pytz.exceptions import UnknownTimeZoneError\nfrom pytz.tzinfo import BaseTzInfo'),
  both('from dateutil.relativedelta import relativedelta\nfrom dateutil import parser, tz\nimport pytz, orjson'),
  both('from pandas.tseries.offsets import BDay\nfrom pandas.tseries.holiday import USFederalHolidayCalendar'),
  both(
    'from pandas.api.types import is_numeric_dtype\nfrom numpy.lib.stride_tricks import as_strided\nfrom numpy.random import default_rng',
  ),
  both(
    'import numpy.ma as ma\nimport numpy.polynomial.polynomial as P\nx = ma.masked_invalid([1.0])\ny = P.polyfit([1, 2], [1, 2], 1)',
  ),
  both('from datetime import datetime, timedelta\nx = datetime.now() + timedelta(days=1)'),
  both('import datetime as dt\nx = dt.datetime.now().replace(hour=1)\ny = dt.timezone.utc'),
];
