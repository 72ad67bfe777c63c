"""Asks for a number with more digits than there is time to compute.

Stopped by: the container (wall clock). To a reader this is arithmetic.
"""
result = len(str(9**9**9))
