import collections

result = collections.deque(maxlen=5)
