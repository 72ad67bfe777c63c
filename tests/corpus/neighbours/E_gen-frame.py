g = (x for x in (1, 2))
result = next(g), list(g)
