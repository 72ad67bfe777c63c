from contextlib import nullcontext

with nullcontext(min) as statistic:
    result = statistic([1, 2])
