result = f'{(lambda: max([1, 2]))()}'
