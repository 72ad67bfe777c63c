/** Why something matters and what to write instead, where that is not what its rule says. */
interface Advice {
  readonly why: string;
  readonly saferWay: string;
}

/** Built-in functions that no strategy needs, and what they do. */
export const DANGEROUS_BUILTINS: ReadonlyMap<string, string> = new Map([
  ['eval', 'runs text as code'],
  ['exec', 'runs text as code'],
  ['compile', 'turns text into code'],
  ['__import__', 'imports a module by name'],
  ['open', 'opens files'],
  ['input', 'waits for a person, and there is none'],
  ['globals', 'hands out every name of the module, built-in functions included'],
  ['locals', 'hands out every local name'],
  ['vars', "hands out an object's insides"],
  ['breakpoint', 'starts a debugger, or whatever PYTHONBREAKPOINT names'],
  ['help', 'starts a pager that runs programs'],
  ['license', 'reads files'],
]);

const FILES: Advice = {
  why: 'What a strategy reads or writes beyond its data and /output is not in the run card, and may be a secret or leave with one.',
  saferWay: 'Read `data` or a literal path below /data/ with pandas, and write to /output/ with `to_csv`.',
};
const INSIDES: Advice = {
  why: 'Who holds every name holds those that nobody would have allowed, and can change what they mean.',
  saferWay: 'Keep what belongs together in a dict or a dataclass of your own, and name what you read.',
};
const PEOPLE: Advice = {
  why: 'Nobody sits before a sandbox, and what starts there is another program than the strategy.',
  saferWay: 'Take settings from `params`.',
};

/** What to say of those of them that run no text as code. */
export const BUILTIN_ADVICE: ReadonlyMap<string, Advice> = new Map([
  ...['open', 'license'].map((name): [string, Advice] => [name, FILES]),
  ...['globals', 'locals', 'vars'].map((name): [string, Advice] => [name, INSIDES]),
  ...['input', 'breakpoint', 'help'].map((name): [string, Advice] => [name, PEOPLE]),
]);

/** What code for Python 2 and 3 alike imports by name: classes and functions that everybody has anyway. */
export const PLAIN_BUILTINS: ReadonlySet<string> = new Set(
  [
    ...['bytes', 'dict', 'int', 'list', 'object', 'range', 'str', 'super'],
    ...['ascii', 'chr', 'filter', 'hex', 'map', 'next', 'oct', 'pow', 'round', 'zip'],
  ].map((name) => `builtins.${name}`),
);

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
  ['string.Formatter.get_field', 1],
  ['string.Formatter.vformat', 1],
  ['string.Formatter().get_field', 0],
  ['string.Formatter().vformat', 0],
  ['string.Formatter().format', 0],
]);

/** Those that are given a format string, whose fields name what is read. */
export const FORMATTERS: ReadonlySet<string> = new Set(['string.Formatter().vformat', 'string.Formatter().format']);

/** Attributes that are such functions on every object. */
export const REFLECTION_METHODS: ReadonlySet<string> = new Set([
  'get_field',
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
