"""Runs the strategy's exact bytes as a script, and says how that ended."""

import atexit
import contextlib
import gc
import linecache
import sys
import threading
from types import ModuleType

from . import errors
from .request import Caps
from .value import encode_value

# What a message of the strategy's ending holds in place of a value that was never set.
NO_VALUE = object()


def execute(source: bytes, data: object, params: dict, caps: Caps) -> tuple[dict, bytes]:
    """The final report, and the value as JSON text (empty where there is none)."""
    module = _main_module(source, data, params)
    try:
        final, text = _run(module, source, caps)
    except BaseException as error:  # whatever leaves the strategy is how it ended
        final, text = {'type': 'exception', 'error': errors.describe(error, source, caps.messageCharacters)}, b''
    _finish(module)
    return final, text


def _main_module(source: bytes, data: object, params: dict) -> ModuleType:
    """A fresh `__main__`, whose lines tracebacks can show."""
    module = ModuleType('__main__')
    module.__file__ = errors.STRATEGY_FILE
    module.__dict__.update(data=data, params=params)
    sys.modules['__main__'] = module
    text = source.decode('utf-8', 'replace')
    linecache.cache[errors.STRATEGY_FILE] = (len(source), None, text.splitlines(True), errors.STRATEGY_FILE)
    return module


def _run(module: ModuleType, source: bytes, caps: Caps) -> tuple[dict, bytes]:
    try:
        value = _value_of(module, source)
    except SystemExit as leaving:
        code = _exit_code(leaving)
        if code != 0:
            error = errors.describe(leaving, source, caps.messageCharacters)
            return {'type': 'system_exit', 'exitCode': code, 'error': error}, b''
        value = module.__dict__.get('result', NO_VALUE)
    if value is NO_VALUE:
        return {'type': 'completed', 'hasValue': False, 'nonFinitePaths': []}, b''
    text, paths = encode_value(value, caps.valueBytes)
    return {'type': 'completed', 'hasValue': True, 'nonFinitePaths': paths}, text


def _value_of(module: ModuleType, source: bytes) -> object:
    namespace = module.__dict__
    data, params = namespace['data'], namespace['params']
    exec(compile(source, errors.STRATEGY_FILE, 'exec', dont_inherit=True), namespace)
    run = namespace.get('run')
    if _is_own_function(run):
        return run(data, params)
    return namespace.get('result', NO_VALUE)


def _is_own_function(run: object) -> bool:
    """Whether the strategy defined it: `from subprocess import run` is not an entry point."""
    return callable(run) and not isinstance(run, type) and getattr(run, '__module__', None) == '__main__'


def _exit_code(leaving: SystemExit) -> int:
    """As the interpreter would: a text goes to stderr and means 1; of a number the kernel keeps eight bits."""
    code = leaving.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code if code == 0 else code & 0xFF or 1
    with contextlib.suppress(Exception):
        print(code, file=sys.stderr)
    return 1


def _finish(module: ModuleType) -> None:
    """Ends as a Python script does, so that nothing the strategy wrote is lost: threads, exit handlers, open files."""
    with contextlib.suppress(BaseException):
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join()
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()
    with contextlib.suppress(BaseException):
        module.__dict__.clear()
        gc.collect()
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(BaseException):
            stream.flush()
