"""Reads the source of the standard library of an image: which names lead to files, processes, the network or code.

Run as a strategy by scripts/make-catalogue.mjs. Nothing is imported to be looked at: every module is parsed, and what
a function says of others is followed by its name. Rather too much is said to lead there than too little.
"""

import ast
import builtins
import importlib.machinery
import os
import pathlib
import re
import sys
import sysconfig

LIBRARY = pathlib.Path(sysconfig.get_paths()['stdlib'])
# Tests, demonstrations and what the validator accuses as a whole by an older list.
NOT_READ = re.compile(
    r'(^|\.)(tests?|idlelib|turtledemo|lib2to3|site-packages|dist-packages|__phello__)(\.|$)'
    r'|^(_sysconfigdata|_test|_pyrepl|_xxtest|config-|asyncio\.windows_|_(ios|android|osx|apple)_support$|antigravity$|this$|_bootsubprocess|_aix_support)'
)
CALLED = '()'
# How far one name leads to another.
DEPTH = 12

# ---------------------------------------------------------------- where everything ends

# Of `os`, which has no source, what neither touches a file or a process nor changes one: its names, and why.
HARMLESS_OF_OS = frozenset(
    # Texts, numbers and constants.
    'fspath fsencode fsdecode strerror cpu_count process_cpu_count sep altsep extsep pathsep linesep curdir pardir '
    'devnull defpath name error PathLike get_terminal_size terminal_size urandom getrandom major minor makedev '
    'sysconf sysconf_names confstr confstr_names pathconf fpathconf pathconf_names supports_bytes_environ '
    'supports_dir_fd supports_effective_ids supports_fd supports_follow_symlinks stat_result statvfs_result DirEntry '
    'waitstatus_to_exitcode stat_float_times '
    # Says whether and since when something is there, not what.
    'path stat lstat fstat access isatty statvfs fstatvfs getcwd getcwdb '
    # The environment is judged by its entries.
    'environ environb getenv getenvb get_exec_path '
    # Who and what the process is.
    'getpid getppid getuid geteuid getgid getegid getgroups getlogin getpgid getpgrp getsid getpriority getresgid '
    'getresuid getloadavg uname times times_result uname_result umask ctermid ttyname get_blocking get_inheritable '
    'device_encoding register_at_fork close closerange fsync fdatasync lseek tcgetpgrp '
    'WEXITSTATUS WIFEXITED WIFSIGNALED WIFSTOPPED WIFCONTINUED WTERMSIG WSTOPSIG WCOREDUMP'.split()
)
STARTS = re.compile(r'^(system|popen|exec\w*|spawn\w*|posix_spawn\w*|fork\w*|startfile|wait\w*|pidfd_open)$')
SIGNALS = re.compile(r'^(kill\w*|_exit|abort|nice|set\w+|sched_\w+|chroot|unshare|login_tty|initgroups|tcset\w+)$')
ENDS = {
    **dict.fromkeys(
        ['builtins.open', '_io.open', '_io.open_code', '_io.FileIO', 'io.open', 'io.open_code', 'io.FileIO'],
        'reads-files',
    ),
    **dict.fromkeys(['builtins.exec', 'builtins.eval', 'builtins.compile', 'runpy', 'code', 'codeop'], 'runs-text-as-code'),
    **dict.fromkeys(
        [
            *['builtins.__import__', 'importlib.import_module', 'importlib.__import__', 'importlib.reload', '_imp'],
            *['importlib.util', 'importlib.machinery', 'importlib._bootstrap', 'importlib._bootstrap_external'],
            *['importlib.resources', 'importlib.metadata', 'zipimport', '_frozen_importlib'],
            *['_frozen_importlib_external', 'pkgutil.resolve_name', 'pkgutil.get_loader', 'pkgutil.find_loader'],
            *['pkgutil.get_data', 'pkgutil.walk_packages', 'imp.load_module', 'imp.load_source'],
        ],
        'imports-by-name',
    ),
    **dict.fromkeys(
        [
            *['pickle.load', 'pickle.loads', 'pickle.Unpickler', 'pickle._Unpickler', 'pickle._load', 'pickle._loads'],
            *['_pickle.load', '_pickle.loads', '_pickle.Unpickler', 'marshal.load', 'marshal.loads', 'shelve'],
        ],
        'reads-pickles',
    ),
    **dict.fromkeys(['_socket', 'socket', '_ssl', 'select', '_ssl.SSLContext'], 'uses-network'),
    **dict.fromkeys(['subprocess', '_posixsubprocess', 'multiprocessing', '_multiprocessing', 'pty'], 'starts-processes'),
    **dict.fromkeys(['ctypes', '_ctypes', 'mmap', '_posixshmem', '_tkinter', '_curses'], 'calls-native-code'),
    **dict.fromkeys(['_sqlite3', '_dbm', '_gdbm', 'sqlite3', 'dbm'], 'uses-database'),
    **dict.fromkeys(['signal', '_signal', 'faulthandler'], 'signals-processes'),
    **dict.fromkeys(
        [
            *['sys.settrace', 'sys.setprofile', 'sys._getframe', 'sys._current_frames', 'sys.addaudithook'],
            *['sys._getframemodulename', 'sys.monitoring', 'gc.get_objects', 'gc.get_referrers', 'gc.get_referents'],
            *['_lsprof', 'termios', 'fcntl', 'readline', 'resource', 'syslog', 'builtins.breakpoint'],
        ],
        'steers-interpreter',
    ),
}
GRAVEST = (
    'starts-processes runs-text-as-code imports-by-name reads-pickles calls-native-code uses-network signals-processes '
    'steers-interpreter uses-database reads-files'
).split()
# What is at its end by the list above but for these, which only say or compute something.
NO_ENDS = re.compile(
    r'^(signal|_signal)\.(SIG\w*|Signals|getsignal|default_int_handler|valid_signals|strsignal)$'
    r'|^(socket|_socket|ssl|_ssl)\.(\w*error|timeout|gethostname|has_ipv6|hton\w+|ntoh\w+|inet_\w+|[A-Z]+[A-Z0-9_]*)$'
    r'|^(subprocess)\.([A-Z]+|\w*Error|\w*Expired|list2cmdline)$|^(select|mmap|fcntl|termios|resource)\.([A-Z_0-9]+|error)$'
    r'|^multiprocessing\.(cpu_count|current_process|parent_process|TimeoutError|util\.(debug|info|sub_debug|get_logger))$'
    r'|^importlib\.(util\.(MAGIC_NUMBER|source_hash|cache_from_source|source_from_cache)|machinery\.\w+_SUFFIXES)$'
    r'|^_imp\.(source_hash|check_hash_based_pycs|acquire_lock|release_lock|lock_held)$|^dbm\.error$|^shelve\.error$'
    r'|^(_?sqlite3)\.(\w*Error|Warning|[A-Z_0-9]+)$|^_ctypes\.(sizeof|alignment)$|^code\.Quitter$'
)
# Where the search stops though more lies behind: what everything calls, and what is done with it is not the caller's.
GO_NO_FURTHER = {
    'warnings': 'a warning shows the line of source that it comes from',
    'traceback': 'so does a traceback',
    'linecache': 'reads the lines of source that both show',
    're': 'compiles its own patterns',
    'enum': 'makes classes of what the source writes out',
    'typing': 'reads annotations; those that do so are on the list of annotation readers',
    'annotationlib': 'likewise',
    'dataclasses': 'makes methods of the fields that the source writes out',
    'collections.namedtuple': 'makes a class of names that it has checked',
    'functools': 'reads annotations only where a function is registered by them',
    'gettext': 'looks for translations of what the library itself says',
    'locale': 'likewise',
    'logging': 'writes to the handlers that it was given',
    'contextlib': 'calls what it is given',
    'abc': 'likewise',
    'codecs': 'finds an encoding by its name, and opens a file only where asked by codecs.open',
    'encodings': 'likewise',
    'inspect': 'a module on the blacklist, judged there',
    'threading': 'likewise',
    'weakref': 'calls what it is given',
    'platform.system': 'says on which system it runs',
    'platform.python_implementation': 'likewise',
    'atexit': 'calls what it is given',
    'random': 'reads the randomness of the system',
    'copyreg': 'rebuilds objects that are there',
    'site': 'a module on the blacklist, judged there',
    'sysconfig': 'likewise',
    'ast.parse': 'reads code, and runs none',
    'argparse._ActionsContainer.add_argument': 'opens a file only where asked by argparse.FileType',
}


def end_of(name):
    """To what a name leads that has no source, or whose source says no more; None where it is harmless."""
    if NO_ENDS.search(name):
        return None
    root, _, rest = name.partition('.')
    first = rest.partition('.')[0]
    if root in ('os', 'posix') and first:
        if first.lstrip('_') in HARMLESS_OF_OS or first.isupper() or first.startswith('_path_') or not hasattr(os, first):
            return None
        if STARTS.search(first):
            return 'starts-processes'
        return 'signals-processes' if SIGNALS.search(first) else 'reads-files'
    parts = name.split('.')
    for count in range(len(parts), 0, -1):
        end = '.'.join(parts[:count])
        if end in ENDS:
            # To have a module does nothing yet.
            return None if len(parts) == count and end in MODULES_OF_ENDS else ENDS[end]
    return None


MODULES_OF_ENDS = frozenset(name for name in ENDS if '.' not in name or name.startswith('importlib.'))

# ---------------------------------------------------------------- what is written where


class Scope:
    """A function or a class body: what it says of others."""

    def __init__(self, module, name, owner=None):
        self.module, self.name, self.owner = module, name, owner
        self.said = []
        self.local = {}
        self.first = None


class Class(Scope):
    def __init__(self, module, name, owner=None):
        super().__init__(module, name, owner)
        self.bases, self.members, self.given = [], {}, {}


class Module:
    def __init__(self, name, is_package, tree):
        self.name, self.is_package = name, is_package
        self.bound, self.stars = {}, []
        self.body = Scope(self, '')
        Reader(self).visit(tree)

    def absolute(self, level, name):
        if level == 0:
            return name or ''
        parts = self.name.split('.')
        parts = parts[: len(parts) - level + (1 if self.is_package else 0)]
        return '.'.join([*parts, *([name] if name else [])])


def path_of(node):
    """`['a', 'b', '()', 'c']` for `a.b(1).c`; None for what is no chain of names."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        owner = path_of(node.value)
        return owner and [*owner, node.attr]
    if isinstance(node, ast.Call):
        owner = path_of(node.func)
        return owner and [*owner, CALLED]
    if isinstance(node, (ast.Await, ast.NamedExpr)):
        return path_of(node.value)
    return None


class Reader(ast.NodeVisitor):
    """Writes down for each function and class of a module which names it says."""

    def __init__(self, module):
        self.module = module
        self.scopes = [module.body]
        self.classes = []
        self.functions = []

    @property
    def scope(self):
        return self.scopes[-1]

    def bind(self, name, value):
        if self.functions:
            self.scope.local.setdefault(name, []).append(value)
        elif self.classes:
            self.classes[-1].members.setdefault(name, []).append(value)
        else:
            self.module.bound.setdefault(name, []).append(value)

    def visit_Import(self, node):
        for alias in node.names:
            self.bind(alias.asname or alias.name.partition('.')[0], alias.name if alias.asname else alias.name.partition('.')[0])

    def visit_ImportFrom(self, node):
        source = self.module.absolute(node.level, node.module)
        for alias in node.names:
            if alias.name == '*':
                self.module.stars.append(source)
            else:
                self.bind(alias.asname or alias.name, f'{source}.{alias.name}')

    def visit_ClassDef(self, node):
        if self.functions:
            self.generic_visit(node)
            return
        owner = self.classes[-1] if self.classes else None
        known = Class(self.module, f'{owner.name}.{node.name}' if owner else node.name, owner)
        known.bases = [path for path in map(path_of, node.bases) if path]
        for outer in (*node.decorator_list, *node.keywords, *node.bases):
            self.visit(outer)
        self.bind(node.name, known)
        self.classes.append(known)
        self.scopes.append(known)
        for statement in node.body:
            self.visit(statement)
        self.scopes.pop()
        self.classes.pop()

    def function(self, node):
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        arguments += [one for one in (node.args.vararg, node.args.kwarg) if one]
        if self.functions:
            for argument in arguments:
                self.scope.local.setdefault(argument.arg, [])
            self.generic_visit(node)
            return
        owner = self.classes[-1] if self.classes else None
        known = Scope(self.module, f'{owner.name}.{node.name}' if owner else node.name, owner)
        self.bind(node.name, known)
        is_static = any(isinstance(one, ast.Name) and one.id == 'staticmethod' for one in node.decorator_list)
        if owner and arguments and not is_static:
            known.first = arguments[0].arg
        for argument in arguments:
            known.local.setdefault(argument.arg, [])
        self.functions.append(known)
        self.scopes.append(known)
        for part in (*node.decorator_list, node.args, *node.body):
            self.visit(part)
        self.scopes.pop()
        self.functions.pop()

    visit_FunctionDef = visit_AsyncFunctionDef = function

    def visit_Assign(self, node):
        for target in node.targets:
            self.assign(target, node.value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node):
        if node.value is not None:
            self.assign(node.target, node.value)
            self.visit(node.value)

    def visit_With(self, node):
        for item in node.items:
            if item.optional_vars is not None:
                self.assign(item.optional_vars, item.context_expr)
        self.generic_visit(node)

    visit_AsyncWith = visit_With

    def assign(self, target, value):
        values = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
        values = [one for value in values for one in (value.values if isinstance(value, ast.BoolOp) else [value])]
        paths = [path for path in map(path_of, values) if path]
        if isinstance(target, ast.Name):
            for path in paths or [[]]:
                self.bind(target.id, path)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and self.functions:
            function = self.functions[-1]
            if function.owner and target.value.id == function.first:
                function.owner.given.setdefault(target.attr, []).extend((function, path) for path in paths)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for part in target.elts:
                if isinstance(part, ast.Name):
                    self.bind(part.id, [])

    def chain(self, node):
        path = path_of(node)
        if path is None:
            self.generic_visit(node)
            return
        self.scope.said.append(path)
        while isinstance(node, (ast.Attribute, ast.Call, ast.Await, ast.NamedExpr)):
            if isinstance(node, ast.Call):
                for argument in (*node.args, *node.keywords):
                    self.visit(argument)
            node = node.func if isinstance(node, ast.Call) else node.value

    visit_Attribute = chain

    def visit_Call(self, node):
        # To ask whether something is of a class makes nothing of it.
        if isinstance(node.func, ast.Name) and node.func.id in ('isinstance', 'issubclass'):
            self.visit(node.args[0])
        else:
            self.chain(node)

    def visit_arg(self, node):
        pass

    def visit_ExceptHandler(self, node):
        for statement in node.body:
            self.visit(statement)

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.scope.said.append([node.id])


# ---------------------------------------------------------------- the library


class Instance:
    def __init__(self, of):
        self.of = of


class Outside:
    """A name without a source: of a module in C, or built in."""

    def __init__(self, name):
        self.name = name


class End:
    """A name at which the search ends, and what it does."""

    def __init__(self, name, kind):
        self.name, self.kind = name, kind

    @classmethod
    def at(cls, name):
        kind = end_of(name)
        return kind and cls(name.removeprefix('builtins.'), kind)


class Library:
    def __init__(self):
        self.modules = {}
        self.walking = set()
        for path in sorted(LIBRARY.rglob('*.py')):
            parts = path.relative_to(LIBRARY).with_suffix('').parts
            is_package = parts[-1] == '__init__'
            name = '.'.join(parts[:-1] if is_package else parts)
            if NOT_READ.search(name) or not all(part.isidentifier() for part in parts):
                continue
            self.modules[name] = Module(name, is_package, ast.parse(path.read_bytes()))

    def module(self, name):
        known = 'posixpath' if name == 'os.path' else name
        return self.modules.get(known) or Outside(known)

    def named(self, dotted, depth=DEPTH):
        """What a dotted name of an import stands for."""
        parts = dotted.split('.')
        for count in range(len(parts), 0, -1):
            name = '.'.join(parts[:count])
            if name in self.modules or name == 'os.path':
                return self.members([self.module(name)], parts[count:], depth)
        return [Outside(dotted)]

    def members(self, owners, parts, depth):
        for part in parts:
            owners = [one for owner in owners for one in self.member(owner, part, depth)]
        return owners

    def member(self, owner, part, depth):
        if depth <= 0 or (id(owner), part) in self.walking:
            return []
        self.walking.add((id(owner), part))
        try:
            return list(self.found(owner, part, depth - 1))
        finally:
            self.walking.discard((id(owner), part))

    def found(self, owner, part, depth):
        if isinstance(owner, Outside):
            # What is done with a file that is open was said where it was opened.
            if part != CALLED or end_of(owner.name) is None:
                yield Outside(owner.name if part == CALLED else f'{owner.name}.{part}')
        elif isinstance(owner, Module):
            yield from self.of_module(owner, part, depth)
        elif part == CALLED:
            if isinstance(owner, (Class, Instance)):
                yield owner if isinstance(owner, Instance) else Instance(owner)
        elif isinstance(owner, (Class, Instance)):
            yield from self.of_class(owner.of if isinstance(owner, Instance) else owner, part, depth)

    def of_module(self, module, part, depth):
        if part in module.bound:
            for value in module.bound[part]:
                yield from self.value(module.body, value, depth)
            # The fast version in C comes after the one in Python, and does the same.
            return
        if f'{module.name}.{part}' in self.modules:
            yield self.modules[f'{module.name}.{part}']
            return
        for source in module.stars:
            if source in self.modules:
                found = self.member(self.modules[source], part, depth)
                if found:
                    yield from found
                    return
        if part.startswith('__'):
            return
        for source in module.stars:
            if source not in self.modules:
                yield Outside(f'{source}.{part}')

    def value(self, scope, value, depth):
        if isinstance(value, str):
            yield from self.named(value, depth)
        elif isinstance(value, list):
            if value:
                yield from self.resolve(scope, value, depth)
        else:
            yield value

    def bases(self, known, depth):
        for base in known.bases:
            yield from self.resolve(known.module.body, base, depth)

    def of_class(self, known, part, depth):
        if part in known.members:
            for value in known.members[part]:
                yield from self.value(known, value, depth)
            return
        for function, path in known.given.get(part, ()):
            yield from self.resolve(function, path, depth)
        for base in self.bases(known, depth):
            yield from self.member(base, part, depth) if isinstance(base, Class) else ()

    def resolve(self, scope, path, depth=DEPTH):
        """What a chain of names stands for where it is said."""
        if depth <= 0:
            return []
        first, *rest = path
        if first == scope.first:
            owners = [Instance(scope.owner)]
        elif first == 'super' and rest[:1] == [CALLED] and scope.owner:
            owners, rest = [Instance(one) for one in self.bases(scope.owner, depth - 1) if isinstance(one, Class)], rest[1:]
        elif first in scope.local:
            key = (id(scope), first)
            if key in self.walking:
                return []
            self.walking.add(key)
            try:
                owners = [one for value in scope.local[first] for one in self.value(scope, value, depth - 1)]
            finally:
                self.walking.discard(key)
        elif isinstance(scope, Class) and first in scope.members:
            owners = self.member(scope, first, depth - 1)
        else:
            owners = self.member(scope.module, first, depth - 1)
            if hasattr(builtins, first) and not any(isinstance(one, (Scope, Module, Instance)) for one in owners):
                owners = [*owners, Outside(f'builtins.{first}')]
        return self.members(owners, rest, depth - 1)

    # ------------------------------------------------------------ what leads where

    def scopes(self):
        for module in self.modules.values():
            yield module.body
            open_values = [value for values in module.bound.values() for value in values]
            while open_values:
                value = open_values.pop()
                if isinstance(value, Scope) and value.module is module:
                    yield value
                    if isinstance(value, Class):
                        open_values.extend(one for values in value.members.values() for one in values)

    def steps(self, scope):
        """The scopes and ends to which one scope leads at once, what it calls on the way among them."""
        for path in scope.said:
            for count in range(1, len(path) + 1):
                for found in self.resolve(scope, path[:count]):
                    if isinstance(found, Outside):
                        yield End.at(found.name)
                    elif isinstance(found, Scope):
                        yield from self.entered(found, scope)

    def entered(self, known, scope):
        if known is not scope and not goes_no_further(known, scope):
            yield End.at(f'{known.module.name}.{known.name}') or known


def goes_no_further(known, scope):
    if known.module is scope.module:
        return False
    name = f'{known.module.name}.{known.name}'
    return any(name == stop or name.startswith(f'{stop}.') for stop in GO_NO_FURTHER)


def implied(library, known):
    """What happens to an object of a class without a call by name."""
    names = {name for one in ancestors(library, known) for name in one.members}
    for name in sorted(names):
        if name.startswith('__') and name.endswith('__'):
            yield from (one for one in library.member(known, name, DEPTH) if isinstance(one, Scope))


def ancestors(library, known):
    seen, queue = [], [known]
    while queue:
        one = queue.pop()
        if one not in seen:
            seen.append(one)
            queue.extend(base for base in library.bases(one, DEPTH) if isinstance(base, Class))
    return seen


def leads(library):
    """`{scope: the kinds of ends to which it leads}`, by going back from the ends until nothing is new."""
    scopes = list(library.scopes())
    found, callers = {}, {}
    for scope in scopes:
        nexts = [one for one in library.steps(scope) if one is not None]
        if isinstance(scope, Class):
            nexts.extend(implied(library, scope))
        for one in nexts:
            if isinstance(one, End):
                found.setdefault(scope, {}).setdefault(one.kind, one.name)
            else:
                callers.setdefault(one, {})[scope] = True
    queue = list(found)
    while queue:
        scope = queue.pop()
        for caller in callers.get(scope, ()):
            known = found.setdefault(caller, {})
            added = [kind for kind in found[scope] if kind not in known]
            for kind in added:
                known[kind] = f'{scope.module.name}.{scope.name}'
            if added:
                queue.append(caller)
    return found


def names_that_lead(library):
    """`{module: {name: [kind, by which name, home]}}`, for functions, classes and methods by every name they go by."""
    found = leads(library)
    table = {}
    for module in library.modules.values():
        names = {}
        for bound in dict.fromkeys([*module.bound, *names_of_stars(library, module)]):
            for value in library.member(module, bound, DEPTH):
                if isinstance(value, Scope) and not isinstance(value, Module):
                    collect(library, found, names, bound, value)
        if names:
            table[module.name] = names
    return table


def names_of_stars(library, module):
    sources = [library.modules[source] for source in module.stars if source in library.modules]
    return [name for source in sources for name in source.bound if not name.startswith('_')]


def row(ways, scope):
    """The gravest kind, by which name it is reached, and where the function or class is at home."""
    kind = min(ways, key=GRAVEST.index)
    return [kind, ways[kind], f'{scope.module.name}.{scope.name}']


def collect(library, found, names, name, value):
    if value in found:
        names[name] = row(found[value], value)
    if not isinstance(value, Class):
        return
    for member in sorted({member for one in ancestors(library, value) for member in one.members}):
        if member.startswith('__') and member.endswith('__'):
            continue
        for one in library.member(value, member, DEPTH):
            if isinstance(one, Scope) and not isinstance(one, Class) and one in found:
                names[f'{name}.{member}'] = row(found[one], one)
            elif isinstance(one, Class) and name.count('.') < 3 and one.owner is value:
                collect(library, found, names, f'{name}.{member}', one)


sys.setrecursionlimit(20000)
result = names_that_lead(Library())
