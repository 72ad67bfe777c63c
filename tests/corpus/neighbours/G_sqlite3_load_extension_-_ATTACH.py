table = {'AAPL': 1}
result = hasattr(table, 'items')
