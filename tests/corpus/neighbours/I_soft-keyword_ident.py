match = max
type = 'limit'
result = match([1, 2])
