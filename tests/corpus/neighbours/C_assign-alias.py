smallest = min
result = smallest([3, 1, 2])
