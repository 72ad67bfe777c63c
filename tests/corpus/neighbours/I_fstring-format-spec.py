width = 10
result = f'{1.5:>{width}.2f}'
