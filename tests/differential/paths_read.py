"""Which paths programs really read: `params['sources']` are run, one after the other, with `read_csv` replaced.

What comes back says of each program how often it read, and which of the paths lie outside what a run is given once `..`
is followed. What it lists are `params['files']`, in /output.
"""

import glob
import os
import pathlib
import random
import sys

import pandas

GIVEN = ("/data", "/output")
# What a program puts something else in the place of is put back.
KEPT = [(owner, dict(vars(owner))) for owner in (os, os.path, glob, random, pathlib.Path)]


def leads_out(path):
    real = os.path.normpath(os.path.join("/elsewhere", path)).replace("//", "/")
    return not any(real == given or real.startswith(given + "/") for given in GIVEN)


def restore():
    for owner, names in KEPT:
        for name, value in names.items():
            if vars(owner).get(name) is not value:
                setattr(owner, name, value)


def measured(source):
    paths = []

    def read(path, *more, **options):
        if isinstance(path, (str, os.PathLike)):
            paths.append(os.fspath(path))

    pandas.read_csv = read
    random.seed(1)
    try:
        # An older Python takes fewer f-strings.
        exec(compile(source, "<program>", "exec"), {"__name__": "program"})
    except (Exception, SystemExit):
        pass
    restore()
    return [len(paths), [path for path in paths if leads_out(path)][:3]]


def run(data, params):
    sys.argv = ["program"]
    sys.stderr = open(os.devnull, "w")
    for name in params["files"]:
        file = pathlib.Path("/output", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return [measured(source) for source in params["sources"]]
