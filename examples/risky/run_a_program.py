"""Starts a shell.

Stopped by: the validator (blacklisted-module and dangerous-call: subprocess.run). The image holds no shell either.
"""
import subprocess

result = subprocess.run(["sh", "-c", "id"], capture_output=True, text=True).stdout
