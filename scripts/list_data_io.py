"""Lists, by public dotted name, what the data libraries of an image seem to read or write.

Run inside an image, and commit what both images say together:

    for image in python313 python311; do
        docker run --rm --network none -i --entrypoint /usr/bin/python3 quantine/$image:TAG - < scripts/list_data_io.py
    done | LC_ALL=C sort -u > tests/unit/validator/policy/data-library-io.txt
"""

import importlib
import inspect
import re
import warnings

MODULES = [
    "numpy",
    "numpy.lib",
    "numpy.lib.format",
    "numpy.lib.npyio",
    "numpy.rec",
    "numpy.ma",
    "numpy.ma.mrecords",
    "numpy.testing",
    "numpy.ctypeslib",
    "pandas",
    "pandas.io.api",
    "pandas.io.clipboards",
    "pandas.io.json",
    "pandas.io.parquet",
    "pandas.io.pickle",
    "pandas.io.sql",
    "scipy",
    "scipy.datasets",
    "scipy.io",
    "scipy.io.arff",
    "scipy.io.matlab",
    "scipy.io.wavfile",
    "scipy.misc",
    "scipy.sparse",
    "talib",
    "orjson",
    "dateutil.tz",
    "dateutil.zoneinfo",
    "pytz",
]
# Instances are written as in the validator: `pandas.DataFrame()`.
CLASSES = {
    "numpy": ["ndarray"],
    "pandas": [
        "DataFrame",
        "Series",
        "Index",
        "MultiIndex",
        "HDFStore",
        "ExcelFile",
        "Timestamp",
    ],
    "pandas.io.formats.style": ["Styler"],
}
SEEMS_TO_READ_OR_WRITE = re.compile(
    r"^(read|write|load|save|dump|open|fetch|download|to|from|gen|rec|hb|mm|test|source|clear)(_|[a-z]*$)"
    r"|file|memmap|DataSource|Writer$|Store$|netcdf|_sql|pickle",
    re.IGNORECASE,
)


def names_in(owner, prefix):
    for name in dir(owner):
        if name.startswith("_") or not SEEMS_TO_READ_OR_WRITE.search(name):
            continue
        value = getattr(owner, name, None)
        is_warning = inspect.isclass(value) and issubclass(value, (Warning, Exception))
        if callable(value) and not inspect.ismodule(value) and not is_warning:
            yield f"{prefix}.{name}"


def main():
    warnings.simplefilter("ignore")
    for module in MODULES:
        try:
            owner = importlib.import_module(module)
        except ImportError:
            continue
        for name in names_in(owner, module):
            print(name)
    for module, classes in CLASSES.items():
        try:
            owner = importlib.import_module(module)
        except ImportError:
            continue
        for name in classes:
            for method in names_in(getattr(owner, name), f"{module}.{name}()"):
                print(method)


main()
