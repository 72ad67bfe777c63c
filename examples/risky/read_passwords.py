"""Reads the host's user list, under the pretext of a symbol file.

Stopped by: the validator (file-io: a path that the sandbox did not give). The container's own /etc/passwd holds nothing
but its one user.
"""
import pandas as pd

symbols = pd.read_csv("/etc/passwd", sep=":", header=None)
result = symbols.to_string()
