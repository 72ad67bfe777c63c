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

/** Sources that models write, alone and whole; each runs with a table of prices as `data`. */
export const COMPATIBILITY_CASES: readonly CompatibilityCase[] = [
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
  both(`${FRAME}frame = list(frame.a)\nframe.append(1)`),
  both(`${FRAME}for frame in ([], []):\n    frame.append(1)`),
  both('import pandas as pd\nx = data.items()\ny = data["close"].pct_change().ewm(span=3).mean()'),
  both('import scipy\nimport scipy.stats as st\nx = st.norm.cdf(0) + scipy.optimize.brentq(lambda x: x, -1, 1)'),
  both('from scipy.signal import lfilter\nfrom scipy.stats.mstats import winsorize\nimport scipy.special'),
  both('import talib\nfrom talib import abstract\nx = talib.RSI(data["close"], timeperiod=2)\ny = abstract.SMA'),
  both(
    'import os.path\nimport collections.abc\nimport xml.etree.ElementTree\nimport concurrent.futures\nfrom os import path',
  ),
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
