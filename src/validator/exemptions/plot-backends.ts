import type { Facts } from '../facts.js';
import { isWritten } from '../reads/own-objects.js';
import type { Reference } from '../reads/references.js';
import { callOf, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';

/** Who draws for pandas; by any other name pandas imports a module of that name. */
const DRAWING: ReadonlySet<string> = new Set([
  ...['matplotlib', 'plotly', 'hvplot', 'holoviews', 'pandas_bokeh', 'pandas_altair', 'altair', 'plotnine'],
]);
/** Methods of a frame that draw, and may be told with what. */
export const PLOTTING_METHODS: ReadonlySet<string> = new Set(['plot', 'hist', 'boxplot']);
const OPTION_SETTERS: ReadonlySet<string> = new Set(['pandas.set_option', 'pandas.option_context']);
const OPTIONS = 'pandas.options.plotting';
/** What pandas finds the option by: any pattern that matches its name alone. */
const MAY_BE_BACKEND = /backend|plotting|[^\w.]/;
const MATPLOTLIB_OPTION = /matplotlib\./;

/** The value by which a method that draws makes pandas import a module which nobody knows for drawing; otherwise `NONE`. */
export function backendImportedBy(facts: Facts, method: Node): Node {
  const call = callOf(facts.tree, method);
  return call === NONE ? NONE : unlessDrawing(facts, keywordArgument(facts.tree, call, 'backend'));
}

/** Whether a name is of what sets by what pandas draws. */
export function setsBackend(name: string): boolean {
  return OPTION_SETTERS.has(name) || name.startsWith(OPTIONS);
}

/** The same for `pandas.set_option`, for `pandas.options.plotting.backend = name`, and for whoever is handed the options. */
export function backendImportedAt(facts: Facts, { node, name, call, isAlias }: Reference): Node {
  if (OPTION_SETTERS.has(name)) return call === NONE ? NONE : backendAmongOptions(facts, call);
  if (!name.startsWith(OPTIONS)) return NONE;
  if (name === OPTIONS) return isAlias ? NONE : node;
  if (name !== `${OPTIONS}.backend` || !isWritten(facts.tree, node)) return NONE;
  const { tree } = facts;
  const value = tree.child(tree.parent(node), 'right');
  return value === NONE ? node : unlessDrawing(facts, value);
}

function backendAmongOptions(facts: Facts, call: Node): Node {
  const given = positionalArguments(facts.tree, call);
  const { constants } = facts.names;
  for (let index = 0; index + 1 < given.length; index += 2) {
    const [option = NONE, value = NONE] = given.slice(index, index + 2);
    const { texts } = constants.texts(option);
    const isBackend = texts.some((text) => MAY_BE_BACKEND.test(text) && !MATPLOTLIB_OPTION.test(text));
    const found = isBackend ? unlessDrawing(facts, value) : NONE;
    if (found !== NONE) return found;
  }
  return NONE;
}

function unlessDrawing({ tree, names }: Facts, value: Node): Node {
  if (value === NONE || tree.kind(value) === 'none') return NONE;
  const { texts, isWhole } = names.constants.texts(value);
  return isWhole && texts.every((text) => DRAWING.has(text)) ? NONE : value;
}
