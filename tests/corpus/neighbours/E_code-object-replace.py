f = lambda: 0
f.period = 42
result = f.period
