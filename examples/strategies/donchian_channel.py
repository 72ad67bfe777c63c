"""Donchian channel breakout, long and short, filled at the next open.

Long from a close above the highest high of the `entry` bars before it, until a close below the lowest low of the `exit`
bars before it; short the other way round. Sized by the average true range, so that one ATR is `risk` of the capital at
entry, at most the whole of it. Faith, The Original Turtle Trading Rules (2003), "System 2", without its pyramiding and
stops.

    ./scripts/quantine run examples/strategies/donchian_channel.py --data examples/data/sp500.csv --param short=true

Parameters: entry (55), exit (20) and atr (20), in bars; risk (0.01), a fraction of capital; short (false); cost_bps (5)
per side. A signal is known at a close, is filled at the next open, and earns from open to open. Bars are daily.
"""

import numpy as np
import pandas as pd

BARS_PER_YEAR = 252


def average_true_range(data, bars):
    """Wilder's average of the true range, in units of price."""
    before = data["close"].shift(1)
    ranges = [data["high"] - data["low"], (data["high"] - before).abs(), (data["low"] - before).abs()]
    return pd.concat(ranges, axis=1).max(axis=1).ewm(alpha=1.0 / bars, adjust=False, min_periods=bars).mean()


def held_size(enters, leaves, size):
    """The size at each entry, kept until the exit; zero outside."""
    state = pd.Series(np.nan, index=size.index)
    state[enters] = 1.0
    state[leaves] = 0.0
    is_held = state.ffill() == 1.0
    trade = (is_held & ~is_held.shift(1, fill_value=False)).cumsum()
    return size.groupby(trade).transform("first").where(is_held, 0.0)


def run(data, params):
    entry, exit_bars, atr_bars = (int(params.get(k, d)) for k, d in (("entry", 55), ("exit", 20), ("atr", 20)))
    risk, cost_bps = float(params.get("risk", 0.01)), float(params.get("cost_bps", 5.0))
    if not 0 < exit_bars <= entry < len(data):
        raise ValueError(f"needs 0 < exit <= entry < {len(data)} bars, not exit={exit_bars}, entry={entry}")

    # Channels end on the bar before, or no close could ever leave them.
    close, highs, lows = data["close"], data["high"].shift(1), data["low"].shift(1)
    size = (risk * close / average_true_range(data, atr_bars)).clip(upper=1.0).fillna(0.0)
    target = held_size(close > highs.rolling(entry).max(), close < lows.rolling(exit_bars).min(), size)
    if params.get("short", False):
        target -= held_size(close < lows.rolling(entry).min(), close > highs.rolling(exit_bars).max(), size)

    # From one open to the next, the book holds what the close before the first of them asked for.
    at_open = target.shift(1, fill_value=0.0)
    held = at_open.shift(1, fill_value=0.0)
    costs = at_open.diff().abs().fillna(0.0) * cost_bps / 1e4
    returns = held * data["open"].pct_change().fillna(0.0) - costs
    equity = (1.0 + returns).cumprod().rename("equity")

    years = (data.index[-1] - data.index[0]).days / 365.25
    side = np.sign(target)
    figures = {
        "total_return": equity.iloc[-1] - 1.0,
        "cagr": equity.iloc[-1] ** (1.0 / years) - 1.0,
        "sharpe": returns.mean() / returns.std() * np.sqrt(BARS_PER_YEAR),
        "max_drawdown": (equity / equity.cummax() - 1.0).min(),
        "trades": int(((side != 0) & (side != side.shift(1, fill_value=0.0))).sum()),
        "mean_exposure": target.abs().mean(),
    }
    print(f"Donchian {entry}/{exit_bars} on {len(data)} daily bars, one ATR = {risk:.1%} of capital")
    print(f"  long on {(side > 0).mean():.0%} of days, short on {(side < 0).mean():.0%}, {figures['trades']} trades")
    print(f"  total {figures['total_return']:+.1%}  CAGR {figures['cagr']:+.2%}  Sharpe {figures['sharpe']:.2f}")
    print(f"  max drawdown {figures['max_drawdown']:.1%}, {cost_bps:g} bp per side")
    return {**figures, "equity_at_year_end": equity.groupby(equity.index.year).last().round(4)}
