threshold = 3
result = data.query('close > @threshold and volume > 0')
