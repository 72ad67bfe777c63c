import sys

result = sys.version_info >= (3, 11)
