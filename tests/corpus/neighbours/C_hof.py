result = list(map(float, ['1.5', '2']))
