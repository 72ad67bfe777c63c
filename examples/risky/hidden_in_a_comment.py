# coding: utf-7
"""Declares an encoding in which what looks like a comment is code.

Stopped by: the validator (SOURCE_UNREADABLE: only UTF-8 is read).
"""
result = 0
#+AAo-result = eval("6 * 7")
