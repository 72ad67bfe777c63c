"""Takes hours, and holds no loop that a reader could object to: pandas calls back a thousand times.

Stopped by: the container (wall clock).
"""
import pandas as pd


def score(bar):
    return sum(i * i for i in range(100_000_000)) + bar


result = pd.Series(range(1000)).map(score).sum()
