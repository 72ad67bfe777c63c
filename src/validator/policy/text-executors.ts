/** How a text is read that something runs: what is rewritten before it is Python, and what its plain names stand for. */
export type TextLanguage =
  /** Python, with the names of the strategy. */
  | 'python'
  /** A query of pandas: plain names are columns, `@name` is the strategy's. */
  | 'columns'
  /** An expression over the strategy's own arrays and frames. */
  | 'arrays'
  /** A formula of patsy: `y ~ log(x)`. */
  | 'formula';

/** A function that runs a text. */
export interface TextExecutor {
  readonly language: TextLanguage;
  /** Which arguments are such texts, by position and by keyword. */
  readonly positions: readonly number[];
  readonly keywords: readonly string[];
  /** Points where the text cannot be read; none where the function is scored as such, whatever it is given. */
  readonly unreadPoints: number;
}

const EXECUTED: TextExecutor = { language: 'python', positions: [0], keywords: ['source'], unreadPoints: 0 };
const TIMED: TextExecutor = { language: 'python', positions: [0, 1], keywords: ['stmt', 'setup'], unreadPoints: 0 };
const PROFILED: TextExecutor = { language: 'python', positions: [0], keywords: ['statement', 'cmd'], unreadPoints: 0 };
const SYMBOLIC: TextExecutor = { language: 'python', positions: [0], keywords: ['s', 'a'], unreadPoints: 15 };
const ARRAYS: TextExecutor = { language: 'arrays', positions: [0], keywords: ['expr', 'ex'], unreadPoints: 15 };
const COLUMNS: TextExecutor = { language: 'columns', positions: [0], keywords: ['expr'], unreadPoints: 10 };
// That a formula is put together from the names of columns is how it is used.
const FORMULA: TextExecutor = { language: 'formula', positions: [0], keywords: ['formula'], unreadPoints: 0 };

/** Functions that run a text, by dotted name. */
export const TEXT_EXECUTORS: ReadonlyMap<string, TextExecutor> = new Map([
  ...rows(EXECUTED, ['builtins.exec', 'builtins.eval', 'builtins.compile', 'codeop.compile_command']),
  ...rows(TIMED, ['timeit.timeit', 'timeit.repeat', 'timeit.Timer']),
  ...rows(PROFILED, ['cProfile.run', 'cProfile.runctx', 'profile.run', 'profile.runctx']),
  ...rows(PROFILED, ['pdb.run', 'pdb.runeval', 'pdb.runctx', 'numpy.testing.runstring', 'numpy.testing.measure']),
  ...rows(SYMBOLIC, ['sympy.sympify', 'sympy.S', 'sympy.parse_expr', 'sympy.parsing.sympy_parser.parse_expr']),
  ...rows(ARRAYS, ['pandas.eval', 'pandas.core.computation.api.eval', 'pandas.core.computation.eval.eval']),
  ...rows(ARRAYS, ['numexpr.evaluate', 'numexpr.NumExpr', 'numexpr.validate']),
  ...rows(FORMULA, ['patsy.dmatrix', 'patsy.dmatrices', 'patsy.build_design_matrices', 'patsy.incr_dbuilder']),
]);

/** Methods that run a text, on whatever object. */
export const TEXT_METHODS: ReadonlyMap<string, TextExecutor> = new Map([
  ...rows(COLUMNS, ['query', 'eval']),
  ...rows(FORMULA, ['ols', 'wls', 'gls', 'glm', 'glsar', 'logit', 'probit', 'mnlogit', 'poisson', 'quantreg', 'rlm']),
  ...rows(FORMULA, ['mixedlm', 'phreg', 'negativebinomial', 'from_formula', 'dmatrix', 'dmatrices']),
  ...rows(EXECUTED, ['runsource', 'runcode', 'run_cell', 'run_code']),
]);

/** Functions that run the annotations which are texts. */
export const ANNOTATION_READERS: ReadonlySet<string> = new Set([
  ...['typing.get_type_hints', 'typing_extensions.get_type_hints', 'inspect.get_annotations', 'typing.ForwardRef'],
  ...['functools.singledispatch', 'functools.singledispatchmethod', 'annotationlib.get_annotations'],
  ...['pydantic.BaseModel', 'pydantic.dataclasses.dataclass', 'pydantic.create_model'],
]);

function rows(executor: TextExecutor, names: readonly string[]): (readonly [string, TextExecutor])[] {
  return names.map((name) => [name, executor] as const);
}
