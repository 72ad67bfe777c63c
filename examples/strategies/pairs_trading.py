"""Pairs trading on MONTHLY prices: the spread of two stocks, bought when low and sold when high.

The spread is the regression residual log(y) - beta * log(x), with beta from the past `window` months alone, and its
z-score uses the same window. Enters at |z| > `entry`, leaves when z has come back within `exit`. The capital is split
over the two legs as 1 : beta, and both pay for what they trade. Gatev, Goetzmann and Rouwenhorst, Pairs Trading (2006),
is the classic study, on daily prices. With 123 months and one pair, this shows the method, not an edge.

    ./scripts/quantine run examples/strategies/pairs_trading.py --data examples/data/stocks.csv --param y=AAPL

Data in long format: columns symbol and price, by date. Parameters: y (IBM) and x (MSFT), two of its symbols; window
(24), in months; entry (1.5) and exit (0.5), in standard deviations; cost_bps (10) per side and leg. Signals of a month
are filled at its price and earn from there to the next.
"""

import numpy as np
import pandas as pd

MONTHS_PER_YEAR = 12

y, x = params.get("y", "IBM"), params.get("x", "MSFT")
window = int(params.get("window", 24))
entry, exit_level = float(params.get("entry", 1.5)), float(params.get("exit", 0.5))
cost_bps = float(params.get("cost_bps", 10.0))

prices = data.pivot(columns="symbol", values="price")
if y == x or y not in prices or x not in prices:
    raise ValueError(f"y={y} and x={x} must be two of {', '.join(prices.columns)}")
pair = prices[[y, x]].dropna()

log_y, log_x = np.log(pair[y]), np.log(pair[x])
beta = log_y.rolling(window).cov(log_x) / log_x.rolling(window).var()
alpha = log_y.rolling(window).mean() - beta * log_x.rolling(window).mean()
spread = log_y - alpha - beta * log_x

# The residuals of a window have mean zero by construction; their variance is what the regression leaves unexplained.
unexplained = log_y.rolling(window).var() - beta**2 * log_x.rolling(window).var()
z = spread / np.sqrt(unexplained * (window - 1) / (window - 2))


def held(enters, leaves):
    """1.0 from each month that enters to the month before the one that leaves, else 0.0."""
    state = pd.Series(np.nan, index=enters.index)
    state[enters] = 1.0
    state[leaves] = 0.0
    return state.ffill().fillna(0.0)


# A pair whose beta is not positive moves apart for a reason: no position hedges it.
is_hedged = beta > 0
long_spread = held((z < -entry) & is_hedged, (z > -exit_level) | ~is_hedged)
short_spread = held((z > entry) & is_hedged, (z < exit_level) | ~is_hedged)
side = long_spread - short_spread

gross = 1.0 + beta.abs()
target = pd.DataFrame({y: side / gross, x: -side * beta / gross}).fillna(0.0)
weights = target.shift(1, fill_value=0.0)
traded = weights.diff().abs().fillna(0.0).sum(axis=1)
returns = (weights * pair.pct_change().fillna(0.0)).sum(axis=1) - traded * cost_bps / 1e4
equity = (1.0 + returns).cumprod().rename("equity")

years = (pair.index[-1] - pair.index[0]).days / 365.25
entries = (side != 0) & (side != side.shift(1, fill_value=0.0))
result = {
    "total_return": equity.iloc[-1] - 1.0,
    "cagr": equity.iloc[-1] ** (1.0 / years) - 1.0,
    "sharpe": returns.mean() / returns.std() * np.sqrt(MONTHS_PER_YEAR),
    "max_drawdown": (equity / equity.cummax() - 1.0).min(),
    "trades": int(entries.sum()),
    "correlation_with_x": returns.corr(pair[x].pct_change()),
    "equity_at_year_end": equity.groupby(equity.index.year).last().round(4),
}

print(f"{y} against {x}, {len(pair)} MONTHLY prices, window {window}, in at |z| {entry:g}, out at {exit_level:g}")
for date in side.index[entries]:
    action = "buys" if side[date] > 0 else "sells"
    print(f"  {date:%Y-%m} z {z[date]:+.2f}, beta {beta[date]:.2f}: {action} the spread")
print(f"  total {result['total_return']:+.1%}  CAGR {result['cagr']:+.2%}  Sharpe {result['sharpe']:.2f}")
print(f"  max drawdown {result['max_drawdown']:.1%}, {cost_bps:g} bp per side and leg")
