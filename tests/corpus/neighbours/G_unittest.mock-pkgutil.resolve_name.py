names = {'mean': min}
result = names['mean']([1, 2])
