import time

begin = time.perf_counter()
x = 1 + 1
result = time.perf_counter() - begin
