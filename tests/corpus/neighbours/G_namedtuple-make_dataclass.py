from collections import namedtuple

Bar = namedtuple('Bar', ['open', 'close'])
result = Bar(1, 2)._replace(close=3)
