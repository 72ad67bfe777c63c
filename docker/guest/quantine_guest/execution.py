"""Runs the strategy's exact bytes as a script, and says how that ended."""

import atexit
import contextlib
import gc
import linecache
import os
import sys
import threading
from types import ModuleType

from . import errors
from .report import exit_status
from .request import Caps
from .value import encode_value

# What a message of the strategy's ending holds in place of a value that was never set.
NO_VALUE = object()


def execute(source: bytes, data: object, params: dict, caps: Caps) -> tuple[dict, bytes]:
    """The final report, and the value as JSON text (empty where there is none).

    A process that the strategy forked, and that comes this far, ends here: it is not the one to report.
    """
    owner = os.getpid()
    module = _main_module(source, data, params)
    try:
        final, text = _run(module, source, caps)
    except BaseException as error:  # whatever leaves the strategy is how it ended
        if os.getpid() != owner:
            with contextlib.suppress(BaseException):
                errors.print_traceback(error)
        final, text = {'type': 'exception', 'error': errors.describe(error, source, caps.messageCharacters)}, b''
    _finish(module)
    if os.getpid() != owner:
        os._exit(exit_status(final))
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
    if callable(run) and not _was_imported(run):
        return run(data, params)
    return namespace.get('result', NO_VALUE)


def _was_imported(run: object) -> bool:
    """Whether it is what another module calls by its name: `from subprocess import run` is not an entry point.

    A partial, an object that can be called or a function that another module made for the strategy has no such name.
    """
    module, name = getattr(run, '__module__', None), getattr(run, '__qualname__', None)
    if not isinstance(module, str) or module == '__main__' or not isinstance(name, str):
        return False
    return getattr(sys.modules.get(module), name, None) is run


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
