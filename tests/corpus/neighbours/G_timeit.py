import time

result = time.time()
