result = '{0.real} {1[close]:.2f}'.format(1, {'close': 2})
