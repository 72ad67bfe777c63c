result = isinstance(1, int), type(1) is int
