import math

result = getattr(math, 'sq' + 'rt')(4)
