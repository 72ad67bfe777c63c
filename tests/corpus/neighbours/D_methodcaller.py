import operator

result = operator.methodcaller('mean')(data['close'])
