names = {'long': 1, 'flat': 0}
result = names['long']
