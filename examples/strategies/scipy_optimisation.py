"""Minimum-variance portfolio of stocks, refitted every month by scipy's SLSQP on MONTHLY prices.

Each month the covariance of the past `window` months is shrunk towards its diagonal and the long-only, fully invested
portfolio of least variance is found, no stock above `cap`. A stock joins once it has a full window of returns. The
benchmark is the same stocks in equal parts, at the same costs.

    ./scripts/quantine run examples/strategies/scipy_optimisation.py --data examples/data/stocks.csv --param cap=0.5

Data in long format: columns symbol and price, by date. Parameters: window (36), in months; shrinkage (0.3), the weight
of the diagonal; cap (0.6) per stock; cost_bps (10) per side. Weights of a month are traded at its price and earn from
there to the next. Five stocks that are known today to have survived are no fair sample: compare the two portfolios,
and believe neither return.
"""

import numpy as np
import pandas as pd
from scipy.optimize import minimize

MONTHS_PER_YEAR = 12


def least_variance(returns, shrinkage, cap):
    """Weights of the long-only portfolio of least variance, one per column, no more than `cap` each."""
    sample = returns.cov().to_numpy() * MONTHS_PER_YEAR
    covariance = (1.0 - shrinkage) * sample + shrinkage * np.diag(np.diag(sample))
    count = len(covariance)
    solution = minimize(
        lambda weights: weights @ covariance @ weights,
        x0=np.full(count, 1.0 / count),
        jac=lambda weights: 2.0 * covariance @ weights,
        bounds=[(0.0, cap)] * count,
        constraints={"type": "eq", "fun": lambda weights: weights.sum() - 1.0, "jac": lambda weights: np.ones(count)},
        method="SLSQP",
        options={"ftol": 1e-12},
    )
    if not solution.success:
        raise RuntimeError(f"no portfolio found: {solution.message}")
    return solution.x


def backtest(target, market, cost_bps):
    """Monthly returns of target weights, one row a month. Prices move the weights between two rebalancings."""
    held = target.shift(1, fill_value=0.0)
    gross = (held * market).sum(axis=1)
    drifted = (held * (1.0 + market)).div(1.0 + gross, axis=0)
    return gross - (target - drifted).abs().sum(axis=1) * cost_bps / 1e4


def performance(returns):
    equity = (1.0 + returns).cumprod()
    years = len(returns) / MONTHS_PER_YEAR
    return {
        "total_return": equity.iloc[-1] - 1.0,
        "cagr": equity.iloc[-1] ** (1.0 / years) - 1.0,
        "volatility": returns.std() * np.sqrt(MONTHS_PER_YEAR),
        "sharpe": returns.mean() / returns.std() * np.sqrt(MONTHS_PER_YEAR),
        "max_drawdown": (equity / equity.cummax() - 1.0).min(),
    }


def run(data, params):
    window, cap = int(params.get("window", 36)), float(params.get("cap", 0.6))
    shrinkage, cost_bps = float(params.get("shrinkage", 0.3)), float(params.get("cost_bps", 10.0))

    prices = data.pivot(columns="symbol", values="price")
    returns = prices.pct_change(fill_method=None)
    target = pd.DataFrame(0.0, index=prices.index, columns=prices.columns)
    equal = target.copy()
    for end in range(window, len(returns)):
        past = returns.iloc[end - window + 1 : end + 1].dropna(axis=1)
        if cap * past.shape[1] < 1.0:
            raise ValueError(f"cap={cap:g} leaves {past.shape[1]} stocks unable to hold the whole capital")
        target.loc[returns.index[end], past.columns] = least_variance(past, shrinkage, cap)
        equal.loc[returns.index[end], past.columns] = 1.0 / past.shape[1]

    market = returns.fillna(0.0)
    optimised, benchmark = (backtest(weights, market, cost_bps).iloc[window:] for weights in (target, equal))
    figures, equal_figures = performance(optimised), performance(benchmark)
    equity = (1.0 + optimised).cumprod().rename("equity")

    print(f"Least variance of {prices.shape[1]} stocks, MONTHLY, {window}-month window, {cost_bps:g} bp per side")
    for name, row in (("optimised", figures), ("equal parts", equal_figures)):
        print(
            f"  {name:<11} CAGR {row['cagr']:+6.1%}  volatility {row['volatility']:5.1%}"
            f"  Sharpe {row['sharpe']:.2f}  max drawdown {row['max_drawdown']:6.1%}"
        )
    print("  weights now " + ", ".join(f"{symbol} {weight:.0%}" for symbol, weight in target.iloc[-1].items()))
    return {
        **figures,
        "trades": int((target.diff().abs() > 1e-4).sum().sum()),
        "equal_parts": equal_figures,
        "weights": target.iloc[-1],
        "equity_at_year_end": equity.groupby(equity.index.year).last().round(4),
    }
