"""Starts processes until the machine has no room left.

Stopped by: the validator (blacklisted-module: os, dangerous-call: os.fork). Were it let through, the container holds at
most 64 processes.
"""
import os

while True:
    os.fork()
