import { INSTANCE } from '../qualified-name.js';

/** What gives back a text or a number whatever it is given. */
export const SCALARS: ReadonlySet<string> = new Set(
  [
    'isinstance',
    'issubclass',
    'len',
    'str',
    'repr',
    'bool',
    'int',
    'float',
    'hasattr',
    'print',
    'hash',
    'id',
    'sum',
  ].map((name) => `builtins.${name}`),
);
/** What makes containers of what it is given, or gives it back. */
export const CONTAINING: ReadonlySet<string> = new Set([
  ...[
    'iter',
    'list',
    'tuple',
    'set',
    'frozenset',
    'dict',
    'reversed',
    'sorted',
    'zip',
    'enumerate',
    'filter',
    'map',
  ].map((name) => `builtins.${name}`),
  ...['copy.copy', 'copy.deepcopy', 'contextlib.nullcontext', 'collections.deque'],
]);
/** What gives back its arguments, or something made of them alone. */
export const CARRIERS: ReadonlySet<string> = new Set([
  ...CONTAINING,
  ...['builtins.next', 'builtins.max', 'builtins.min'],
  ...['functools.partial', 'functools.reduce', 'itertools.chain', 'types.SimpleNamespace'],
]);
/** What gives back the function or class that it is given, or one like it, and shows it under no name but a dunder. */
export const DECORATORS_IN_PLACE: ReadonlySet<string> = new Set([
  ...['functools.wraps', 'functools.total_ordering', 'functools.lru_cache', 'functools.cache'],
  ...['contextlib.contextmanager', 'dataclasses.dataclass', 'abc.abstractmethod', 'builtins.staticmethod'],
]);
/** Methods that give entries of what they are called on. */
export const ENTRY_METHODS: ReadonlySet<string> = new Set([
  ...[
    'get',
    'pop',
    'popleft',
    'popitem',
    'setdefault',
    '__getitem__',
    'values',
    'items',
    'copy',
    'item',
    'send',
    'result',
  ],
]);
/** What calls a function again with what it gave. */
export const REPEATERS: ReadonlySet<string> = new Set([
  ...['functools.reduce', 'itertools.accumulate', 'numpy.frompyfunc'],
]);
/** Methods by which an object comes to hold what it is given. */
export const KEEPERS: ReadonlySet<string> = new Set([
  ...['append', 'appendleft', 'add', 'insert', 'extend', 'update', 'setdefault', 'put', 'put_nowait', 'push', 'send'],
  ...['__setitem__', '__init__', 'set', 'register'],
]);
/** Those by which it comes to hold what they hold. */
export const SPREADERS: ReadonlySet<string> = new Set(['extend', 'extendleft', 'update']);
/** Modules whose functions make their first argument hold the others. */
export const KEEPING_MODULES: ReadonlySet<string> = new Set(['heapq', 'bisect', 'operator']);
/** What is made to read attributes of whatever it is then called with. */
export const GETTERS: ReadonlySet<string> = new Set(
  ['operator.attrgetter', 'operator.methodcaller'].map((name) => `${name}${INSTANCE}`),
);
/** Decorators that turn a method into an attribute. */
export const PROPERTIES = /property$/;
/** What writes an attribute by its name. */
export const SET_ATTRIBUTE: ReadonlySet<string> = new Set(['builtins.setattr', 'builtins.object.__setattr__']);
