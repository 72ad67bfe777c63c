import functools

result = functools.reduce(lambda total, value: total + value, [1, 2, 3], 0)
