"""Prints without end, to fill a disk or drown whoever reads.

Stopped by: the container (output: 8 MiB of it are kept).
"""
line = "buy " * 4096
for _ in range(10**9):
    print(line)
result = 1
