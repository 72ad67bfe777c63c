code = 'AAPL'
result = code.lower()
