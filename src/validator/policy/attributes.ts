/** Attributes that lead from any object into the interpreter, and what they hold. */
export const DANGEROUS_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['__globals__', 'every name of the module a function came from'],
  ['__dict__', "an object's insides"],
  ['__class__', "an object's class, the first step to every other class"],
  ['__bases__', 'the classes a class is made of'],
  ['__base__', 'the class a class is made of'],
  ['__subclasses__', 'every class in the process'],
  ['__mro__', 'the classes a class is made of'],
  ['__traceback__', 'the frames of whoever called'],
  ['mro', 'the classes a class is made of'],
  ['__code__', "a function's code"],
  ['__builtins__', 'the built-in functions'],
  ['ctypes', 'raw memory, and functions of native code'],
  ['load_module', 'the import machinery'],
  ['exec_module', 'the import machinery'],
  ['find_spec', 'the import machinery'],
  ['create_builtin', 'the import machinery'],
  ['create_dynamic', 'the import machinery'],
  ['fork_exec', 'the machinery that starts programs'],
  ['func_globals', 'every name of the module a function came from'],
  ['func_code', "a function's code"],
]);

/** Attributes of frames, tracebacks, generators and coroutines. */
const FRAME_ATTRIBUTE =
  /^(?:f_(?:back|builtins|code|generator|globals|lasti|lineno|locals|trace)|tb_(?:frame|next)|(?:gi|cr|ag)_(?:frame|code|await|yieldfrom|origin|running|suspended))$/;

/** Attributes of code objects, one by one: a strategy may well keep a `co_beta` of its own. */
const CODE_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['co_argcount', 'co_posonlyargcount', 'co_kwonlyargcount', 'co_nlocals', 'co_stacksize', 'co_flags', 'co_code'],
  ...['co_consts', 'co_names', 'co_varnames', 'co_freevars', 'co_cellvars', 'co_filename', 'co_name', 'co_qualname'],
  ...['co_firstlineno', 'co_linetable', 'co_lnotab', 'co_exceptiontable', 'co_lines', 'co_positions', 'co_branches'],
]);

/** The attributes that cost what the main table says; every other introspection costs more. */
const PLAIN_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['__globals__', '__dict__', '__class__', '__bases__', '__subclasses__', '__mro__', '__code__', '__builtins__'],
  // What a handler prints; the frames behind it have names of their own.
  '__traceback__',
]);

/** Dunder attributes that anybody may read of anything. All others are dangerous: new ones appear in every release. */
const HONEST_DUNDERS: ReadonlySet<string> = new Set([
  ...['__name__', '__qualname__', '__module__', '__doc__', '__file__', '__version__', '__author__', '__all__'],
  ...['__annotations__', '__slots__', '__members__', '__dataclass_fields__', '__match_args__', '__fields__'],
  ...['__cause__', '__context__', '__main__', '__len__', '__str__', '__repr__', '__iter__', '__next__'],
  ...['__stdout__', '__stderr__', '__enter__', '__exit__', '__aenter__', '__aexit__', '__aiter__', '__anext__'],
]);

/** Methods that Python calls by itself: a class defines them, and hands on to those of its base, and nobody else does. */
const OWN_DUNDERS: ReadonlySet<string> = new Set([
  ...['__init__', '__new__', '__post_init__', '__del__', '__bytes__', '__format__', '__hash__', '__bool__', '__call__'],
  ...['__length_hint__', '__contains__', '__reversed__', '__getitem__', '__setitem__', '__delitem__', '__missing__'],
  ...['__await__', '__copy__', '__deepcopy__', '__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__', '__add__'],
  ...['__sub__', '__mul__', '__matmul__', '__truediv__', '__floordiv__', '__mod__', '__divmod__', '__pow__'],
  ...['__and__', '__or__', '__xor__', '__lshift__', '__rshift__', '__neg__', '__pos__', '__abs__', '__invert__'],
  ...['__int__', '__float__', '__complex__', '__index__', '__round__', '__floor__', '__ceil__', '__trunc__'],
  ...['__radd__', '__rsub__', '__rmul__', '__rtruediv__', '__rfloordiv__', '__rmod__', '__rpow__', '__rand__'],
  ...['__ror__', '__rxor__', '__iadd__', '__isub__', '__imul__', '__itruediv__', '__array__', '__array_ufunc__'],
  ...['__array_priority__', '__array_function__', '__class_getitem__', '__init_subclass__', '__set_name__'],
  ...['__get__', '__set__', '__delete__', '__sizeof__', '__dir__'],
  // Scored as reflection too, where the name they are given is not a plain literal.
  ...['__getattribute__', '__getattr__', '__setattr__', '__delattr__'],
]);

/** What belongs to Python itself is written small: `talib.__TA_FUNCTION_NAMES__` is a constant of that package. */
const DUNDER = /^__(?=\w*[a-z])[^\W_](?:\w*[^\W_])?__$/;
const CONSTANT = /^__[A-Z0-9_]+__$/;

/** What a dangerous attribute leads to, or undefined for an honest one. */
export function dangerOfAttribute(name: string): string | undefined {
  const listed = DANGEROUS_ATTRIBUTES.get(name);
  if (listed !== undefined || !name.includes('_')) return listed;
  if (isOfFrame(name)) return "the interpreter's frames and code objects";
  if (DUNDER.test(name) && !HONEST_DUNDERS.has(name) && !OWN_DUNDERS.has(name))
    return "the interpreter's own machinery";
  return undefined;
}

/** What an attribute is that only its owner has a use for, or undefined where it is anybody's. */
export function dangerToStrangers(name: string): string | undefined {
  if (OWN_DUNDERS.has(name)) return 'is for Python itself to call';
  return isMangled(name) ? 'is what a class hides from all others' : undefined;
}

/** Whether a name is what `__name` in a class is called outside of it: `_Class__name`. */
function isMangled(name: string): boolean {
  return /^_[A-Z]/.test(name) && name.includes('__', 2) && !name.endsWith('_');
}

/** Whether an attribute is one of those that the main table names, frames among them. */
export function isPlainlyDangerous(name: string): boolean {
  return PLAIN_ATTRIBUTES.has(name) || isOfFrame(name);
}

function isOfFrame(name: string): boolean {
  return FRAME_ATTRIBUTE.test(name) || CODE_ATTRIBUTES.has(name);
}

/** Whether code reads this name only to get at what its owner keeps to itself. */
export function isPrivate(name: string): boolean {
  if (!name.startsWith('_') || name === '_' || CONSTANT.test(name)) return false;
  return !HONEST_DUNDERS.has(name) && !OWN_DUNDERS.has(name);
}

/** Private-looking attributes of modules that are documented for everybody. */
export const HONEST_MODULE_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['_asdict', '_replace', '_fields', '_make'],
  // What `add_subparsers` and its like give back: annotations have no other name for it.
  ...['_SubParsersAction', '_ArgumentGroup', '_MutuallyExclusiveGroup'],
]);

/** Writing one of these changes what code runs. */
export const CODE_BEARING_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...['__code__', '__builtins__', '__globals__', '__class__', '__bases__', '__defaults__', '__kwdefaults__'],
]);

/** Names that stand, unassigned, for the interpreter's own machinery. */
export const MACHINERY_NAMES: ReadonlySet<string> = new Set([
  '__builtins__',
  '__loader__',
  '__spec__',
  '__build_class__',
]);

/** What exceptions carry along: the object on which a lookup failed. */
export const LEAKING_ATTRIBUTES: ReadonlySet<string> = new Set([
  'builtins.AttributeError().obj',
  'builtins.NameError().obj',
  'builtins.Exception().obj',
  'builtins.BaseException().obj',
]);
