"""Spells eval in character codes, so that no search for the word finds it.

Stopped by: the validator (dangerous-attribute: __builtins__, dangerous-builtin: eval), which reads what constants say.
"""
NAME = "".join(map(chr, [101, 118, 97, 108]))
run = getattr(__builtins__, NAME)
result = run("1 + 1")
