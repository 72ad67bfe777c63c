"""The methods and functions that may be given a value, by what Python and the packages of the image really have."""

import base64
import binascii
import builtins
import codecs
import collections
import itertools
import json
import operator
import os.path
import random
import statistics

import numpy
import pandas

MODULES = [base64, binascii, builtins, codecs, collections, itertools, json, numpy, operator, os.path, pandas, random]
GROUPINGS = [pandas.core.groupby.DataFrameGroupBy, pandas.core.groupby.SeriesGroupBy, pandas.core.window.Rolling]
CLASSES = [pandas.DataFrame, pandas.Series, pandas.Index, pandas.Series.str, numpy.ndarray, collections.deque]
PLAIN = [list, dict, set, str, bytes, tuple]
SPECIAL = ["__len__", "__iter__", "__getitem__", "__contains__"]


def public(owner):
    return [name for name in dir(owner) if not name.startswith("_")]


def run(data, params):
    methods = {name for owner in [*GROUPINGS, *CLASSES, *PLAIN] for name in public(owner)}
    functions = [f"{module.__name__}.{name}" for module in [*MODULES, statistics] for name in public(module)]
    return {"methods": sorted({*methods, *SPECIAL}), "functions": functions}
