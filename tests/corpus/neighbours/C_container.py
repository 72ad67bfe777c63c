result = [min][0]([3, 1, 2])
