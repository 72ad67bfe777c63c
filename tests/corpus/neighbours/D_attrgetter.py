import operator

result = sorted(trades, key=operator.attrgetter('entry.price'))
