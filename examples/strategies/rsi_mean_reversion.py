"""Buys short dips in a long rise, by the two-day relative strength index.

Enters long when the RSI closes below `entry` while the close is above its `trend`-bar average; leaves when the RSI
closes above `exit`. The RSI is Wilder's (New Concepts in Technical Trading Systems, 1978), smoothed by 1/period; the
rule is after Connors and Alvarez, Short Term Trading Strategies That Work (2008).

    ./scripts/quantine run examples/strategies/rsi_mean_reversion.py --data examples/data/sp500.csv --param entry=5

Parameters: period (2) and trend (200), in bars; entry (10) and exit (70), in RSI points; cost_bps (5) per side.
A signal is filled at the close that gives it and earns from there to the next close. Bars are daily.
"""

import numpy as np
import pandas as pd

BARS_PER_YEAR = 252


def wilder_rsi(close, period):
    """RSI in points from 0 to 100; NaN until `period` changes have been seen."""
    change = close.diff()
    smooth = {"alpha": 1.0 / period, "adjust": False, "min_periods": period}
    gain = change.clip(lower=0.0).ewm(**smooth).mean()
    loss = -change.clip(upper=0.0).ewm(**smooth).mean()
    return 100.0 * gain / (gain + loss)


def held_between(enters, leaves):
    """1.0 from each bar that enters to the bar before the one that leaves, else 0.0. Leaving wins on the same bar."""
    state = pd.Series(np.nan, index=enters.index)
    state[enters] = 1.0
    state[leaves] = 0.0
    return state.ffill().fillna(0.0)


def round_trips(position, returns):
    """Compound return of each completed or open trade, its costs included."""
    entries = (position > 0) & (position.shift(1, fill_value=0.0) == 0)
    is_ours = (position > 0) | (position.shift(1, fill_value=0.0) > 0)
    return (1.0 + returns[is_ours]).groupby(entries.cumsum()[is_ours]).prod() - 1.0


def run(data, params):
    period, trend = int(params.get("period", 2)), int(params.get("trend", 200))
    entry, exit_level = float(params.get("entry", 10)), float(params.get("exit", 70))
    cost_bps = float(params.get("cost_bps", 5.0))
    if not 0 <= entry < exit_level <= 100:
        raise ValueError(f"needs 0 <= entry < exit <= 100, not entry={entry:g}, exit={exit_level:g}")

    close = data["close"]
    rsi = wilder_rsi(close, period)
    is_rising = close > close.rolling(trend).mean()
    position = held_between((rsi < entry) & is_rising, rsi > exit_level).shift(1, fill_value=0.0)

    costs = position.diff().abs().fillna(0.0) * cost_bps / 1e4
    returns = position * close.pct_change().fillna(0.0) - costs
    equity = (1.0 + returns).cumprod().rename("equity")
    years = (data.index[-1] - data.index[0]).days / 365.25
    trades = round_trips(position, returns)

    figures = {
        "total_return": equity.iloc[-1] - 1.0,
        "cagr": equity.iloc[-1] ** (1.0 / years) - 1.0,
        "sharpe": returns.mean() / returns.std() * np.sqrt(BARS_PER_YEAR),
        "max_drawdown": (equity / equity.cummax() - 1.0).min(),
        "trades": len(trades),
        "hit_rate": (trades > 0).mean(),
        "mean_trade": trades.mean(),
    }
    print(f"RSI({period}) below {entry:g} over the {trend}-day average, out at {exit_level:g}")
    print(f"  total {figures['total_return']:+.1%}  CAGR {figures['cagr']:+.2%}  Sharpe {figures['sharpe']:.2f}")
    print(f"  max drawdown {figures['max_drawdown']:.1%}, invested {position.mean():.0%} of the time")
    print(f"  {len(trades)} trades, {figures['hit_rate']:.0%} gained, {figures['mean_trade']:+.2%} each after costs")
    return {**figures, "equity_at_year_end": equity.groupby(equity.index.year).last().round(4)}
