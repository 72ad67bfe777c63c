import statistics

result = statistics.stdev([1, 2, 3])
