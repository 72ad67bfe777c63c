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
/** What gives back its arguments, or something made of them alone. */
export const CARRIERS: ReadonlySet<string> = new Set([
  ...[
    'next',
    'iter',
    'list',
    'tuple',
    'set',
    'frozenset',
    'dict',
    'max',
    'min',
    'sorted',
    'reversed',
    'zip',
    'filter',
  ].map((name) => `builtins.${name}`),
  ...['builtins.enumerate', 'builtins.map', 'copy.copy', 'copy.deepcopy', 'contextlib.nullcontext'],
  ...['functools.partial', 'functools.reduce', 'itertools.chain', 'collections.deque', 'types.SimpleNamespace'],
]);
/** What gives back the function or class that it is given, or one like it, and shows it under no name but a dunder. */
export const DECORATORS_IN_PLACE: ReadonlySet<string> = new Set([
  ...['functools.wraps', 'functools.total_ordering', 'functools.lru_cache', 'functools.cache'],
  ...['contextlib.contextmanager', 'dataclasses.dataclass', 'abc.abstractmethod', 'builtins.staticmethod'],
]);
/** Methods by which an object comes to hold what it is given. */
export const KEEPERS: ReadonlySet<string> = new Set([
  ...['append', 'appendleft', 'add', 'insert', 'extend', 'update', 'setdefault', 'put', 'put_nowait', 'push', 'send'],
  ...['__setitem__', '__init__', 'set', 'register'],
]);
/** What is made to read attributes of whatever it is then called with. */
export const GETTERS: ReadonlySet<string> = new Set(
  ['operator.attrgetter', 'operator.methodcaller'].map((name) => `${name}${INSTANCE}`),
);
/** Decorators that turn a method into an attribute. */
export const PROPERTIES = /property$/;
/** What writes an attribute by its name. */
export const SET_ATTRIBUTE: ReadonlySet<string> = new Set(['builtins.setattr', 'builtins.object.__setattr__']);
