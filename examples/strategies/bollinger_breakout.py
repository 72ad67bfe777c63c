"""Follows breakouts above the upper Bollinger band, and writes its daily equity curve to /output/equity.csv.

Long from the close above the upper band (the `window`-bar average plus `width` population standard deviations, as
Bollinger defines it) until a close below the average. The size is chosen at entry and kept until the exit: at the
volatility of the past `window` bars it has `target_volatility` a year, without leverage.

    ./scripts/quantine run examples/strategies/bollinger_breakout.py --data examples/data/sp500.csv --out results

Parameters: window (50), in bars; width (1.0), in standard deviations; target_volatility (0.15) a year; cost_bps (5) per
side. A signal is filled at the close that gives it and earns from there to the next close. Bars are daily.
"""

import numpy as np
import pandas as pd

BARS_PER_YEAR = 252

window = int(params.get("window", 50))
width = float(params.get("width", 1.0))
target_volatility = float(params.get("target_volatility", 0.15))
cost_bps = float(params.get("cost_bps", 5.0))

close = data["close"]
market = close.pct_change().fillna(0.0)
average = close.rolling(window).mean()
upper = average + width * close.rolling(window).std(ddof=0)

# In from the first close above the band to the first below the average, at the size that the entry called for.
state = pd.Series(np.nan, index=close.index)
state[close > upper] = 1.0
state[close < average] = 0.0
is_held = state.ffill() == 1.0
trade = (is_held & ~is_held.shift(1, fill_value=False)).cumsum()
volatility = market.rolling(window).std() * np.sqrt(BARS_PER_YEAR)
size = (target_volatility / volatility).clip(upper=1.0)
target = size.groupby(trade).transform("first").where(is_held, 0.0)

position = target.shift(1, fill_value=0.0)
returns = position * market - position.diff().abs().fillna(0.0) * cost_bps / 1e4
equity = (1.0 + returns).cumprod().rename("equity")
drawdown = (equity / equity.cummax() - 1.0).rename("drawdown")

pd.concat([equity, drawdown, position.rename("position")], axis=1).to_csv("/output/equity.csv", float_format="%.6f")

years = (data.index[-1] - data.index[0]).days / 365.25
trades = int(((position > 0) & (position.shift(1, fill_value=0.0) == 0)).sum())
result = {
    "total_return": equity.iloc[-1] - 1.0,
    "cagr": equity.iloc[-1] ** (1.0 / years) - 1.0,
    "sharpe": returns.mean() / returns.std() * np.sqrt(BARS_PER_YEAR),
    "max_drawdown": drawdown.min(),
    "trades": trades,
    "mean_position": position.mean(),
    "equity_at_year_end": equity.groupby(equity.index.year).last().round(4),
}

print(f"Bollinger({window}, {width:g}) breakout, {target_volatility:.0%} volatility target, {cost_bps:g} bp per side")
print(f"  total {result['total_return']:+.1%}  CAGR {result['cagr']:+.2%}  Sharpe {result['sharpe']:.2f}")
print(f"  max drawdown {result['max_drawdown']:.1%} on {drawdown.idxmin():%Y-%m-%d}")
print(f"  {trades} trades, {position.mean():.0%} of capital at work on average")
