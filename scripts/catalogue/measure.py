"""Measures the packages of an image, from inside it: which name leads to which module, and which names there are.

Run as a strategy by scripts/make-catalogue.mjs, which describes what becomes of the answer. Everything importable is
imported once, so an attribute that only the import of a submodule brings is there: a name is rather said to exist.
"""

import ast
import builtins
import contextlib
import importlib
import inspect
import io
import os
import pkgutil
import re
import sys
import types
import warnings

warnings.simplefilter('ignore')

PACKAGES = ('numpy', 'pandas', 'scipy', 'talib', 'orjson', 'dateutil', 'pytz')
DISTRIBUTIONS = ('numpy', 'pandas', 'scipy', 'TA-Lib', 'orjson', 'python-dateutil', 'pytz')
# Importing these prints, opens a window or a browser, or takes over the process; nothing of them is in reach unimported.
NOT_IMPORTED = re.compile(
    r'(^|\.)(tests?|testing_?data|conftest|setup|__main__|_tests?|_examples?|examples|benchmarks?)(\.|$)'
    r'|^(antigravity|this|idlelib|turtle|turtledemo|tkinter|lib2to3|test|ensurepip|quantine_guest|sitecustomize)(\.|$)'
    r'|^(_testcapi|_test\w+|_xxtest\w*|xxlimited\w*|xxsubtype|__phello__|__hello__|_pyrepl|rlcompleter|readline)(\.|$)'
    r'|^(msilib|distutils\.command\.bdist_msi|encodings\.(mbcs|oem|cp65001)|multiprocessing\.popen_\w*win32)'
    r'|^numpy\.(distutils|f2py\.setup|typing\.mypy_plugin|_pyinstaller)'
)
# Homes of functions and classes that compute and reach nothing: an alias of one of these says nothing.
PURE = frozenset(
    'abc typing collections functools itertools datetime time math cmath operator re enum dataclasses contextlib warnings '
    'copy numbers decimal fractions random statistics string textwrap calendar heapq bisect json keyword weakref numpy '
    'pandas scipy talib orjson dateutil pytz six reprlib types locale struct array hashlib hmac secrets binascii base64 '
    'unicodedata difflib token tokenize ast dis opcode graphlib pprint uuid email html xml csv configparser gettext '
    'optparse argparse logging traceback zoneinfo stringprep quopri colorsys queue contextvars sre_constants sre_parse '
    'sre_compile codecs encodings typing_extensions tzdata concurrent asyncio stat genericpath ntpath posixpath '
    'ipaddress mimetypes netrc shlex fnmatch filecmp cmd plistlib tomllib zlib errno lib2to3 distutils unittest '
    'exceptiongroup pyexpat _distutils_hack Cython charset_normalizer threading queue'.split()
)
# By which name everybody knows what the interpreter keeps under another.
PUBLIC_HOMES = {'posix': 'os', '_io': 'io', '_pickle': 'pickle', '_socket': 'socket', '_ctypes': 'ctypes'}
# Built-in functions that reach; the others are everybody's.
BUILTINS = frozenset('eval exec compile open __import__ getattr setattr delattr vars globals locals input breakpoint'.split())
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, type)

# ---------------------------------------------------------------- modules


def all_names():
    """Every module that can be imported, tests left out."""
    names = set(sys.builtin_module_names) | set(sys.stdlib_module_names)
    names |= {module.name for module in pkgutil.iter_modules()}
    for root in sorted(names):
        if not NOT_IMPORTED.search(root):
            names.update(submodules(root))
    return sorted(name for name in names if not NOT_IMPORTED.search(name) and importable(name))


def all_roots():
    """The modules that can be imported by a name without a dot, however unwise that is."""
    names = set(sys.builtin_module_names) | set(sys.stdlib_module_names) | {one.name for one in pkgutil.iter_modules()}
    return sorted(name for name in names if importable(name) and not name.startswith('quantine'))


def importable(name):
    try:
        return name in sys.modules or importlib.util.find_spec(name) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def submodules(root):
    """The names below a package, without importing the modules that are no packages."""
    try:
        spec = importlib.util.find_spec(root)
    except (ImportError, ValueError):
        return
    open_packages = [(root, spec.submodule_search_locations)] if spec and spec.submodule_search_locations else []
    while open_packages:
        name, places = open_packages.pop()
        for module in pkgutil.iter_modules(list(places)):
            below = f'{name}.{module.name}'
            if NOT_IMPORTED.search(below):
                continue
            yield below
            if module.ispkg:
                open_packages.append((below, [os.path.join(place, module.name) for place in places]))


def import_all(names):
    for name in names:
        with contextlib.suppress(BaseException), contextlib.redirect_stdout(io.StringIO()):
            with contextlib.redirect_stderr(io.StringIO()):
                importlib.import_module(name)


def loaded():
    """The modules that are there now, by the name that everybody uses."""
    found = {}
    for name, module in sorted(sys.modules.items()):
        if isinstance(module, types.ModuleType) and not NOT_IMPORTED.search(name):
            found[name] = module
    return found


def name_of_module(module, modules):
    if module is os.path:
        return 'os.path'
    name = getattr(module, '__name__', None)
    if isinstance(name, str) and modules.get(name) is module:
        return name
    return next((known for known, one in modules.items() if one is module), None)


# ---------------------------------------------------------------- edges


def attribute_names(owner):
    try:
        names = set(dir(owner))
        # What a module keeps out of its listing is there all the same.
        if isinstance(owner, types.ModuleType):
            names |= set(vars(owner))
        return sorted(name for name in names if isinstance(name, str) and name.isidentifier())
    except Exception:
        return []


def read(owner, name):
    """What an attribute holds, or None: a lazy one may fail in whatever way."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return inspect.getattr_static(owner, name) if isinstance(owner, type) else getattr(owner, name)
    except BaseException:
        return None


def home_of(value):
    """Where a function or class that may do harm is at home, as `os.system`; None for every other value."""
    if value is os.environ:
        return 'os.environ'
    if value is sys.modules:
        return 'sys.modules'
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    # An exception catches, and does nothing.
    if not isinstance(value, FUNCTIONS) or is_exception(value):
        return None
    if value is open:
        return 'builtins.open'
    module = getattr(value, '__module__', None)
    name = getattr(value, '__qualname__', None)
    if not isinstance(module, str) or not isinstance(name, str) or '<' in name:
        return None
    if module == 'builtins':
        return f'builtins.{name}' if name in BUILTINS else None
    root = module.partition('.')[0]
    if root in PURE or root.lstrip('_') in PURE or NOT_IMPORTED.search(module):
        return None
    # Paths reach nothing: `os.path.normpath` is at home in `posix`.
    if name.startswith('_path_'):
        return None
    public = PUBLIC_HOMES.get(root, root)
    if getattr(sys.modules.get(public), name, None) is value and not public.startswith('_'):
        return f'{public}.{name}'
    # The inner side of a module of the standard library is known by the name of that module.
    if root.startswith('_'):
        return None
    home = sys.modules.get(module)
    return f'{module}.{name}' if getattr(home, name, None) is value else None


def target_of(value, modules):
    if isinstance(value, types.ModuleType):
        return name_of_module(value, modules)
    return home_of(value)


def edges(modules):
    """`{owner: {attribute: what it leads to}}`, where that is not simply `owner.attribute`."""
    table = {}
    kept = kept_by_objects(modules)
    for owner, module in modules.items():
        # A codec is like all the others, and what it imports has its plain name.
        if owner.startswith(('quantine', 'encodings.', '__m')):
            continue
        name = name_of_module(module, modules) if module is os.path else owner
        for attribute in attribute_names(module):
            if attribute in ('__builtins__', '__loader__', '__spec__', '__class__'):
                continue
            value = read(module, attribute)
            note(table, name, attribute, target_of(value, modules))
            if isinstance(value, type) and getattr(value, '__module__', None) == owner:
                class_edges(table, f'{name}.{attribute}', value, modules)
            if isinstance(value, type):
                object_edges(table, f'{name}.{attribute}()', value, kept)
    return table


def class_edges(table, owner, value, modules):
    """Modules and harmful functions that a class holds: `pathlib.Path._flavour` is `os.path`."""
    for attribute in attribute_names(value):
        if attribute.startswith('__'):
            continue
        held = read(value, attribute)
        target = target_of(held, modules)
        if target is not None and not target.startswith(f'{getattr(value, "__module__", "")}.'):
            note(table, owner, attribute, target)


def object_edges(table, owner, value, kept):
    """Those that each object of a class holds: `warnings.catch_warnings()._module` is `warnings`."""
    for base in reversed(value.__mro__):
        for attribute, target in kept.get(base, {}).items():
            note(table, owner, attribute, target)


def kept_by_objects(modules):
    """By class, what its methods write on the object. It is read, not tried: few classes can be made without arguments."""
    kept = {}
    for name, module in modules.items():
        if name.startswith('quantine'):
            continue
        for part in ast.walk(syntax_of(module)):
            value = getattr(module, part.name, None) if isinstance(part, ast.ClassDef) else None
            if isinstance(value, type) and value.__module__ == name:
                kept.setdefault(value, {}).update(written_on_self(part, module, modules))
    return kept


def syntax_of(module):
    try:
        return ast.parse(inspect.getsource(module))
    except (OSError, TypeError, SyntaxError):
        return ast.Module(body=[], type_ignores=[])


def written_on_self(class_, module, modules):
    for method in class_.body:
        if not isinstance(method, ast.FunctionDef) or not method.args.args:
            continue
        given = {argument.arg for argument in method.args.args + method.args.kwonlyargs}
        for part in ast.walk(method):
            targets = part.targets if isinstance(part, ast.Assign) else []
            for target in targets:
                if not isinstance(target, ast.Attribute) or ast.unparse(target.value) != method.args.args[0].arg:
                    continue
                for value in choices(part.value):
                    reached = target_of(meant(value, module, given), modules)
                    if reached is not None and not target.attr.startswith('__'):
                        yield target.attr, reached


def choices(value):
    if isinstance(value, ast.IfExp):
        return [value.body, value.orelse]
    return value.values if isinstance(value, ast.BoolOp) else [value]


def meant(value, module, given):
    """What an expression stands for that only names something; None for every other."""
    if isinstance(value, ast.Name) and value.id not in given:
        return getattr(module, value.id, getattr(builtins, value.id, None))
    if isinstance(value, ast.Attribute):
        owner = meant(value.value, module, given)
        return read(owner, value.attr) if isinstance(owner, types.ModuleType) else None
    if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Constant):
        return sys.modules.get(value.slice.value) if ast.unparse(value.value) == 'sys.modules' else None
    return None


def note(table, owner, attribute, target):
    if target is None or (owner, attribute) == ('io', 'open') or target == f'{owner}.{attribute}' or target.startswith(('__m', 'quantine')):
        return
    is_function = target not in sys.modules
    if is_function and owner.partition('.')[0] == target.partition('.')[0]:
        return
    table.setdefault(owner, {})[attribute] = target


# ---------------------------------------------------------------- one thing at several places


def places(modules):
    """`{home, names}` of each function and class that goes by several names; no home where it says none of them.

    The name of a container is one of what it holds: whoever has that, has it all.
    """
    groups = {}
    for owner, module in modules.items():
        if owner.startswith(('quantine', 'encodings.', '__m')):
            continue
        name = name_of_module(module, modules) if module is os.path else owner
        for attribute in attribute_names(module):
            # What an import leaves behind everywhere is judged by its own name.
            value = None if attribute.startswith('__') else read(module, attribute)
            for held in definitions_in(value):
                groups.setdefault(id(held), (held, set()))[1].add(f'{name}.{attribute}')
    found = [(home_among(names, value), sorted(names)) for value, names in groups.values() if len(names) > 1]
    return [{'home': home, 'names': names} for home, names in found]


def definitions_in(value):
    values = [value]
    if type(value) in (tuple, list, set, frozenset):
        values = value
    elif type(value) is dict:
        values = value.values()
    return [one for one in values if isinstance(one, FUNCTIONS) and not is_exception(one)]


def is_exception(value):
    return isinstance(value, type) and issubclass(value, BaseException)


def home_among(names, value):
    home = f'{getattr(value, "__module__", "")}.{getattr(value, "__qualname__", "")}'
    return home if home in names else ''


def star_names(modules, table):
    """Of the attributes in the table those that `from owner import *` brings."""
    brought = {}
    for owner, attributes in table.items():
        module = modules.get(owner)
        if module is None:
            continue
        listed = getattr(module, '__all__', None)
        if listed is None:
            names = [name for name in attributes if not name.startswith('_')]
        else:
            names = [name for name in attributes if name in listed]
        if names:
            brought[owner] = sorted(names)
    return brought


# ---------------------------------------------------------------- versions


def versions():
    from importlib.metadata import version

    python = '.'.join(str(part) for part in sys.version_info[:3])
    return {'python': python, **{name: version(name) for name in DISTRIBUTIONS}}


# ---------------------------------------------------------------- what there is

STANDARD = (
    'abc asyncio bisect calendar cmath collections collections.abc contextlib copy dataclasses datetime decimal enum '
    'fractions functools heapq inspect itertools json logging math numbers operator random re statistics string '
    'textwrap time types typing warnings'
).split()
CLASSES = {
    'pandas': 'DataFrame Series Index RangeIndex MultiIndex DatetimeIndex Timestamp Timedelta Categorical'.split(),
    'numpy': ['ndarray'],
    'numpy.random': ['Generator', 'RandomState'],
}
# Classes that only a method makes, and how to make one.
MADE = {
    'Rolling': lambda series: series.rolling(2),
    'Expanding': lambda series: series.expanding(),
    'ExponentialMovingWindow': lambda series: series.ewm(span=2),
    'Resampler': lambda series: series.resample('D'),
    'SeriesGroupBy': lambda series: series.groupby(level=0),
    'DataFrameGroupBy': lambda series: series.to_frame().groupby(level=0),
}


# Inner modules of the packages, which strategies do not use by these names.
INNER = re.compile(r'(^|\.)_|^(pandas\.core|numpy\.(core|f2py|matlib|array_api|compat)|orjson\.orjson)(\.|$)')


def is_public(name):
    return INNER.search(name) is None


def module_names(modules):
    """`{module: its public names}` of the packages and of what strategies use of the standard library."""
    table = {}
    for name, module in modules.items():
        of_package = name.partition('.')[0] in PACKAGES and is_public(name)
        if not of_package and name not in STANDARD:
            continue
        table[name] = sorted({one for one in attribute_names(module) if is_public(one)} | hidden_names(module))
    return table


def hidden_names(module):
    """Names that a module gives only when it is asked for them: those that its own code speaks of are tried."""
    give = getattr(module, '__dict__', {}).get('__getattr__')
    if not isinstance(give, types.FunctionType):
        return set()
    spoken = set(texts_in(give.__code__.co_consts))
    for name in give.__code__.co_names:
        spoken.update(texts_in(getattr(module, name, None)))
    return {name for name in spoken if name.isidentifier() and is_public(name) and has(module, name)}


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list, set, frozenset, dict)):
        for part in value:
            yield from texts_in(part)


def has(owner, name):
    try:
        return hasattr(owner, name)
    except BaseException:
        return False


def keywords_of(function):
    """The names of the arguments that a function takes by keyword; None where it may take others, or nobody knows."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (ValueError, TypeError):
        return None
    if any(one.kind is one.VAR_KEYWORD for one in parameters):
        return None
    taken = [one.name for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)]
    return sorted({*taken, *texts_in(held_by_wrappers(function))})


def held_by_wrappers(function):
    """What the decorators of a function keep: an old name of an argument that is still taken is among it."""
    held = []
    while hasattr(function, '__wrapped__'):
        for cell in getattr(function, '__closure__', None) or ():
            with contextlib.suppress(ValueError):
                held.append(cell.cell_contents)
        function = function.__wrapped__
    return [value for value in held if isinstance(value, (str, tuple, list, set, frozenset, dict))]


def function_keywords(modules):
    table = {}
    for name, module in modules.items():
        if name.partition('.')[0] not in PACKAGES or name.count('.') > 1 or not is_public(name):
            continue
        for attribute in attribute_names(module):
            value = read(module, attribute)
            if is_public(attribute) and callable(value) and not inspect.isclass(value):
                keywords = keywords_of(value)
                if keywords is not None:
                    table[f'{name}.{attribute}'] = keywords
    return table


def class_tables():
    """`{class: {'names': its public names, 'keywords': {method: the names of its arguments}}}`."""
    import pandas as pd

    classes = {f'{module}.{name}': getattr(sys.modules[module], name) for module in CLASSES for name in CLASSES[module]}
    series = pd.Series([1.0, 2.0], index=pd.to_datetime(['2020-01-01', '2020-01-02']))
    classes |= {f'pandas.{name}': type(make(series)) for name, make in MADE.items()}
    tables = {}
    for name, one in classes.items():
        names = [attribute for attribute in attribute_names(one) if is_public(attribute)]
        methods = {attribute: getattr(one, attribute, None) for attribute in names}
        known = {attribute: keywords_of(method) for attribute, method in methods.items() if inspect.isroutine(method)}
        tables[name] = {
            'names': names,
            'keywords': {
                attribute: [word for word in keywords if word != 'self']
                for attribute, keywords in known.items()
                if keywords is not None
            },
        }
    return tables


MET = {'builtins', *PACKAGES, *(name.partition('.')[0] for name in STANDARD), 'pathlib', 'os', 'sys', 'io', 'zoneinfo'}


def nobodys_methods(candidates):
    """Which of these names no class has that a strategy meets: on whatever object of its own, they are not there."""
    seen, open_classes = set(), [object]
    had = set()
    while open_classes:
        for one in type.__subclasses__(open_classes.pop()):
            if one not in seen and not str(one.__module__).startswith('quantine'):
                seen.add(one)
                open_classes.append(one)
                root = str(one.__module__).partition('.')[0]
                had.update(vars(one) if root in MET or root.lstrip('_') in MET else ())
    return sorted(set(candidates) - had)


def refused_offsets(candidates):
    """Which of these aliases are an offset of no kind, and which are none but a period."""
    import pandas as pd

    def takes(use):
        try:
            use()
        except (ValueError, TypeError):
            return False
        return True

    none = [alias for alias in candidates if not takes(lambda: pd.tseries.frequencies.to_offset(alias))]
    periods = [alias for alias in none if takes(lambda: pd.Period('2020-01-01', freq=alias))]
    return {'refused': none, 'periods': periods}


def measure(asked):
    names = all_names()
    import_all(names)
    modules = loaded()
    table = edges(modules)
    return {
        'versions': versions(),
        'roots': all_roots(),
        'modules': names,
        'edges': table,
        'places': places(modules),
        'star': star_names(modules, table),
        'names': module_names(modules),
        'functions': function_keywords(modules),
        'classes': class_tables(),
        'nobodys': nobodys_methods(asked['methods']),
        'offsets': refused_offsets(asked['offsets']),
    }


# As a strategy: `params` comes from the one who asks.
result = measure(params)  # noqa: F821
