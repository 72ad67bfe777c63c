"""Loads a "model" that is a pickle, and a pickle is a program.

Stopped by: the validator (blacklisted-module and dangerous-call: pickle.loads).
"""
import pickle

MODEL = b"cos\nsystem\n(S'id'\ntR."
result = pickle.loads(MODEL)
