from statistics import mean as m
result = m([1, 2])
