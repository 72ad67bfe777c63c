/** Built-in functions that no strategy needs, and what they do. */
export const DANGEROUS_BUILTINS: ReadonlyMap<string, string> = new Map([
  ['eval', 'runs text as code'],
  ['exec', 'runs text as code'],
  ['compile', 'turns text into code'],
  ['__import__', 'imports a module by a name made at run time'],
  ['open', 'opens files'],
  ['input', 'waits for a person, and there is none'],
  ['globals', 'hands out every name of the module, built-in functions included'],
  ['locals', 'hands out every local name'],
  ['vars', "hands out an object's insides"],
  ['breakpoint', 'starts a debugger, or whatever PYTHONBREAKPOINT names'],
  ['help', 'starts a pager that runs programs'],
  ['license', 'reads files'],
]);

/** Built-in functions that read or write attributes by name. */
export const REFLECTION_BUILTINS: ReadonlySet<string> = new Set(['getattr', 'setattr', 'delattr']);

/** Functions and methods that do the same as `getattr` by another name, and which argument is the name. */
export const REFLECTION_FUNCTIONS: ReadonlyMap<string, number> = new Map([
  ['builtins.getattr', 1],
  ['builtins.setattr', 1],
  ['builtins.delattr', 1],
  ['operator.attrgetter', 0],
  ['operator.methodcaller', 0],
  ['inspect.getattr_static', 1],
  ['string.Formatter().get_field', 0],
  ['string.Formatter().vformat', 0],
  ['string.Formatter().format', 0],
]);

/** Attributes that are such functions on every object. */
export const REFLECTION_METHODS: ReadonlySet<string> = new Set([
  '__getattribute__',
  '__getattr__',
  '__setattr__',
  '__delattr__',
]);

/** Built-in names, so that an override of one is seen. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set([
  ...DANGEROUS_BUILTINS.keys(),
  ...REFLECTION_BUILTINS,
  ...['__build_class__', '__spec__', '__loader__', 'abs', 'aiter', 'all', 'anext', 'any', 'ascii', 'bin', 'bool'],
  ...['bytearray', 'bytes', 'callable', 'chr', 'classmethod', 'complex', 'dict', 'dir', 'divmod', 'enumerate'],
  ...['filter', 'float', 'format', 'frozenset', 'hasattr', 'hash', 'hex', 'id', 'int', 'isinstance', 'issubclass'],
  ...['iter', 'len', 'list', 'map', 'max', 'memoryview', 'min', 'next', 'object', 'oct', 'ord', 'pow', 'print'],
  ...['property', 'range', 'repr', 'reversed', 'round', 'set', 'slice', 'sorted', 'staticmethod', 'str', 'sum'],
  ...['super', 'tuple', 'type', 'zip', 'exit', 'quit', 'AttributeError', 'NameError', 'ImportError'],
  ...['Exception', 'BaseException'],
]);
