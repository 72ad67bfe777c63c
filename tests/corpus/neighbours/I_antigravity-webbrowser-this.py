import bisect

result = bisect.bisect([1, 2, 3], 2)
