"""Asks for a number with more digits than there is time to compute.

Stopped by: the validator (huge-constant). Without it, by the wall clock.
"""
result = len(str(9**9**9))
