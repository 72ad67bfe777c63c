# coding: utf-8
pattern = '\\x0a'
signal = len(pattern)
