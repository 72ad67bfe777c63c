"""Time-series momentum with TA-Lib's indicators, long or flat.

Holds the market while its rate of change over `lookback` bars is positive and its MACD line is above zero, and stands
aside when the average directional index says there is no trend to follow. Exposure aims at a constant volatility, read
from the normalised average true range. Moskowitz, Ooi and Pedersen, Time Series Momentum (2012), is the reason to
expect anything of it.

    ./scripts/quantine run examples/strategies/talib_momentum.py --data examples/data/sp500.csv --param lookback=252

Parameters: lookback (126), in bars; adx (15), the least trend strength in points; target_volatility (0.12) a year;
band (0.1), the change of exposure below which nothing is traded; cost_bps (5) per side. A signal is filled at the close
that gives it and earns from there to the next close. Bars are daily.
"""

import numpy as np
import pandas as pd
import talib

BARS_PER_YEAR = 252

# The expected true range of a day is about 1.6 standard deviations of its log return: the mean range of a driftless
# random walk, sqrt(8 / pi), as in Parkinson, The Extreme Value Method for Estimating the Variance (1980).
RANGE_PER_DEVIATION = np.sqrt(8.0 / np.pi)


def rebalanced(wanted, band):
    """Follows `wanted`, but trades only where it has moved by more than `band`, or into or out of the market."""
    held = np.zeros(len(wanted))
    for bar in range(1, len(wanted)):
        is_switch = (wanted[bar] == 0.0) != (held[bar - 1] == 0.0)
        held[bar] = wanted[bar] if is_switch or abs(wanted[bar] - held[bar - 1]) > band else held[bar - 1]
    return held


def run(data, params):
    lookback, least_adx = int(params.get("lookback", 126)), float(params.get("adx", 15))
    target, band = float(params.get("target_volatility", 0.12)), float(params.get("band", 0.1))
    cost_bps = float(params.get("cost_bps", 5.0))

    high, low, close = (data[column].to_numpy(dtype=float) for column in ("high", "low", "close"))
    momentum = talib.ROC(close, timeperiod=lookback)
    macd, _, _ = talib.MACD(close, fastperiod=12, slowperiod=26, signalperiod=9)
    strength = talib.ADX(high, low, close, timeperiod=14)
    volatility = talib.NATR(high, low, close, timeperiod=20) / 100 / RANGE_PER_DEVIATION * np.sqrt(BARS_PER_YEAR)

    # Comparisons with the NaN of a warm-up are false, so nothing is held before every indicator is there.
    is_on = (momentum > 0) & (macd > 0) & (strength > least_adx)
    wanted = np.where(is_on, np.minimum(target / volatility, 1.0), 0.0)
    position = pd.Series(rebalanced(wanted, band), index=data.index).shift(1, fill_value=0.0)

    traded = position.diff().abs().fillna(0.0)
    returns = position * data["close"].pct_change().fillna(0.0) - traded * cost_bps / 1e4
    equity = (1.0 + returns).cumprod().rename("equity")
    years = (data.index[-1] - data.index[0]).days / 365.25

    figures = {
        "total_return": equity.iloc[-1] - 1.0,
        "cagr": equity.iloc[-1] ** (1.0 / years) - 1.0,
        "sharpe": returns.mean() / returns.std() * np.sqrt(BARS_PER_YEAR),
        "volatility": returns.std() * np.sqrt(BARS_PER_YEAR),
        "max_drawdown": (equity / equity.cummax() - 1.0).min(),
        "trades": int((traded > 0).sum()),
        "turnover_per_year": traded.sum() / years,
    }
    print(f"TA-Lib: ROC({lookback}) and MACD above zero, ADX above {least_adx:g}, {cost_bps:g} bp per side")
    print(f"  total {figures['total_return']:+.1%}  CAGR {figures['cagr']:+.2%}  Sharpe {figures['sharpe']:.2f}")
    print(f"  volatility {figures['volatility']:.1%}, max drawdown {figures['max_drawdown']:.1%}")
    print(f"  {figures['trades']} trades, {figures['turnover_per_year']:.1f} times the capital turned over a year")
    return {**figures, "equity_at_year_end": equity.groupby(equity.index.year).last().round(4)}
