"""What really becomes of a value that a statement reads, in the packages of the image.

`params['prelude']` is run once. Each statement of `params['statements']` is run for every value that `q` may have and,
where it speaks of `o`, for every owner that is worth the same kind. What comes back says of each statement the worst that
happened, with an example: 0 where nobody got anything, 1 where somebody got what `q` holds, 2 where somebody got `q`
itself, or where it has changed.
"""

import collections.abc
import gc
import itertools
import sys
import warnings

warnings.simplefilter("ignore")
common = {}
# What holds the value for as long as it is gone through. A view has a table of its own to show: its `mapping`.
LENT = (collections.abc.Iterator, collections.abc.KeysView, collections.abc.ValuesView, collections.abc.ItemsView)


def items_of(value):
    held = value.values() if isinstance(value, dict) else value
    return [item for item in held if isinstance(item, list)]


def exhausted(result):
    """What is lent lets go of the value once it has been gone through."""
    try:
        return list(itertools.islice(result, 100)) if isinstance(result, LENT) else result
    except Exception:
        return None


def measure(statement, value, owner):
    common["seen"].clear()
    names = dict(common)
    names["o"] = eval(owner, names)
    q = names["q"] = eval(value, names)
    items = items_of(q)
    before = [sys.getrefcount(item) for item in (q, *items)]
    shown = repr(q)
    try:
        exec(statement, names)
        names["r"] = exhausted(names.get("r"))
    except Exception:
        pass
    after = [sys.getrefcount(item) for item in (q, *items)]
    if after != before:
        gc.collect()
        after = [sys.getrefcount(item) for item in (q, *items)]
    if after[0] > before[0] or repr(q) != shown:
        return 2
    return int(after[1:] != before[1:])


def worst(statement, values, owners):
    code = compile(statement, "<statement>", "exec")
    found = (0, "", "")
    for value in values:
        for owner in owners:
            found = max(found, (measure(code, value, owner), value, owner))
            if found[0] == 2:
                return found
    return found


def run(data, params):
    exec(params["prelude"], common)
    gc.collect()
    gc.freeze()
    owners = params["owners"]
    return [worst(text, params["values"], owners[kind]) for text, kind in params["statements"]]
