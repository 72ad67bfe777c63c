"""Imports only random, which happens to hold the operating system in an attribute.

Stopped by: the validator (blacklisted-module: os, reached through random._os).
"""
import random

result = random._os.listdir("/")
