"""Writes where it may, and more than fits.

Stopped by: the container (/output is 64 MiB in memory: the write fails with OSError).
"""
import numpy as np

np.zeros(64 * 1024 * 1024).tofile("/output/signals.bin")
result = 1
