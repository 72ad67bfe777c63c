"""Leaves without a word, to look like a run that had nothing to report.

Stopped by: the validator (blacklisted-module: os, dangerous-call: os._exit). Were it let through, the supervisor tells an
abrupt exit from an end.
"""
import os

result = {"sharpe": 9.9}
os._exit(0)
