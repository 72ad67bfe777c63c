"""Leaves something behind for the next run to import, by a path that is put together at run time.

Stopped by: the validator (file-io: a path that is not known). Were it let through, the container's root is read-only.
"""
import numpy as np

target = "/".join(["", "usr", "lib", "sitecustomize.py"])
np.zeros(4).tofile(target)
result = 1
