"""Moving-average crossover on one instrument, long or flat.

Long while the fast simple average of the close is above the slow one, otherwise in cash that earns nothing. The signal
of a bar is known at its close, is filled there, and earns from that close to the next. Each change of position costs
`cost_bps` basis points of the amount traded.

    ./scripts/quantine run examples/strategies/sma_crossover.py --data examples/data/sp500.csv --param fast=20

Parameters: fast (50) and slow (200), in bars; cost_bps (5). Bars are daily.
"""

import numpy as np

BARS_PER_YEAR = 252

fast = int(params.get("fast", 50))
slow = int(params.get("slow", 200))
cost_bps = float(params.get("cost_bps", 5.0))
if not 0 < fast < slow < len(data):
    raise ValueError(f"needs 0 < fast < slow < {len(data)} bars, not fast={fast}, slow={slow}")


def performance(returns):
    """Figures of a series of simple daily returns. The Sharpe ratio is annualised, over a risk-free rate of zero."""
    equity = (1.0 + returns).cumprod()
    years = (returns.index[-1] - returns.index[0]).days / 365.25
    return {
        "total_return": equity.iloc[-1] - 1.0,
        "cagr": equity.iloc[-1] ** (1.0 / years) - 1.0,
        "sharpe": returns.mean() / returns.std() * np.sqrt(BARS_PER_YEAR),
        "max_drawdown": (equity / equity.cummax() - 1.0).min(),
    }


close = data["close"]
market = close.pct_change().fillna(0.0)

is_above = close.rolling(fast).mean() > close.rolling(slow).mean()
position = is_above.astype(float).shift(1, fill_value=0.0)
traded = position.diff().abs().fillna(0.0)
returns = position * market - traded * cost_bps / 1e4

strategy, holding = performance(returns), performance(market)
trades = int((position.diff() > 0).sum())
equity = (1.0 + returns).cumprod().rename("equity")

print(f"SMA {fast}/{slow} on {len(data)} daily bars, {data.index[0]:%Y-%m-%d} to {data.index[-1]:%Y-%m-%d}")
for name, figures in (("strategy", strategy), ("buy and hold", holding)):
    print(
        f"  {name:<13} total {figures['total_return']:+8.1%}  CAGR {figures['cagr']:+6.2%}"
        f"  Sharpe {figures['sharpe']:5.2f}  max drawdown {figures['max_drawdown']:7.1%}"
    )
print(f"  {trades} trades, invested {position.mean():.0%} of the time, {cost_bps:g} bp per side")

result = {
    **strategy,
    "trades": trades,
    "exposure": position.mean(),
    "buy_and_hold": holding,
    "equity_at_year_end": equity.groupby(equity.index.year).last().round(4),
}
