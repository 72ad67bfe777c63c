breakpoints = [10, 20]
result = max(breakpoints)
