import { hasLeads, type KindsOfModule, leadsOfModule } from '../catalogue/standard-library.js';
import { INSTANCE, rootOf } from '../qualified-name.js';
import type { EffectKind } from './effects.js';
import { FILE_FUNCTIONS } from './sinks.js';
import { HARMLESS_THOUGH_LEADING } from './standard-library.js';

/** Longer than any name of the standard library. */
const LONGEST_NAME = 100;
const HARMLESS = new RegExp(HARMLESS_THOUGH_LEADING.map(([, names]) => names.source).join('|'));

/** What is said of a name that leads there. */
const WHY = {
  'starts-processes': 'starts programs',
  'runs-text-as-code': 'runs text as code',
  'imports-by-name': 'imports a module by name',
  'reads-pickles': 'reads a pickle, which runs whatever code it holds',
  'calls-native-code': 'calls native code',
  'uses-network': 'opens a network connection',
  'signals-processes': 'ends, signals or changes processes',
  'steers-interpreter': "reads or steers the interpreter's frames, or its terminal",
  'uses-database': 'opens a database',
  'reads-files': 'reads or writes files that the sandbox did not give',
} as const satisfies Partial<Record<EffectKind, string>>;
type Kind = keyof typeof WHY;

interface StandardSink {
  readonly why: string;
  readonly does: EffectKind;
}

/** What the names of one module lead to. */
interface Leads {
  readonly names: ReadonlyMap<string, Kind>;
  /** By class, its methods that lead there. */
  readonly methods: ReadonlyMap<string, readonly string[]>;
}

/**
 * What a function, class or method of the standard library leads to by its own source, as the images hold it. A class
 * that nobody has looked at does what any of its methods does.
 */
export function standardSinkOf(name: string): StandardSink | undefined {
  const found = find(name);
  if (found === undefined || FILE_FUNCTIONS.has(name)) return undefined;
  const { module, rest, leads } = found;
  for (const part of partsBelow(rest, lengthOfInstance(name) - module.length - 1)) {
    const sink = sinkAt(leads, module, part);
    if (sink !== undefined) return sink;
  }
  return undefined;
}

/** How much of a name, without its marks, is the class whose instance is meant; negative where none is. */
function lengthOfInstance(name: string): number {
  const end = name.lastIndexOf(INSTANCE);
  return end < 0 ? end : name.slice(0, end).replaceAll(INSTANCE, '').length;
}

/**
 * `Class.method` and `Class.method.more`, where that is longer than a class whose instance is meant: who makes one has
 * said the name of the class.
 */
function* partsBelow(rest: string, longerThan: number): Iterable<string> {
  for (let end = rest.indexOf('.'); end > 0; end = rest.indexOf('.', end + 1)) {
    if (end > longerThan) yield rest.slice(0, end);
  }
  if (rest.length > longerThan) yield rest;
}

/** Whether a class is harmless itself, and not all that is done with its instances: so these are followed. */
export function isFollowedClass(name: string): boolean {
  const found = find(name);
  if (found === undefined || kindOfMethods(found.leads, found.module, found.rest) === undefined) return false;
  return sinkAt(found.leads, found.module, found.rest) === undefined;
}

function sinkAt(leads: Leads, module: string, rest: string): StandardSink | undefined {
  const isKnown = leads.names.has(rest) || leads.methods.has(rest);
  if (!isKnown || isJudgedElsewhere(`${module}.${rest}`)) return undefined;
  const kind = leads.names.get(rest) ?? kindOfMethods(leads, module, rest);
  return kind === undefined ? undefined : { why: WHY[kind], does: kind };
}

function kindOfMethods({ names, methods }: Leads, module: string, className: string): Kind | undefined {
  const leading = methods.get(className)?.findLast((method) => !isJudgedElsewhere(`${module}.${method}`));
  return leading === undefined ? undefined : names.get(leading);
}

// Asked of names that lead there and are met in a source: the reviewed rows are long.
function isJudgedElsewhere(name: string): boolean {
  return FILE_FUNCTIONS.has(name) || HARMLESS.test(name);
}

function find(name: string): { readonly module: string; readonly rest: string; readonly leads: Leads } | undefined {
  if (name.length > LONGEST_NAME || !hasLeads(rootOf(name).replace(INSTANCE, ''))) return undefined;
  const plain = name.includes(INSTANCE) ? name.replaceAll(INSTANCE, '') : name;
  for (let end = plain.lastIndexOf('.'); end > 0; end = plain.lastIndexOf('.', end - 1)) {
    const module = plain.slice(0, end);
    const leads = leadsOf(module);
    if (leads !== undefined) return { module, rest: plain.slice(end + 1), leads };
  }
  return undefined;
}

/** Unpacked when the first name of a module is asked for. */
const leadsOf = remembered((kinds): Leads => {
  const names = new Map<string, Kind>();
  const methods = new Map<string, string[]>();
  for (const [kind, list] of Object.entries(kinds) as [Kind, string][]) {
    for (const name of list.trim().split(' ')) {
      names.set(name, kind);
      const owner = name.slice(0, Math.max(0, name.lastIndexOf('.')));
      const known = methods.get(owner);
      if (known !== undefined) known.push(name);
      else if (owner !== '') methods.set(owner, [name]);
    }
  }
  return { names, methods };
});

function remembered<Value>(unpack: (kinds: KindsOfModule) => Value): (module: string) => Value | undefined {
  const known = new Map<string, Value>();
  return (module) => {
    const kinds = known.has(module) ? undefined : leadsOfModule(module);
    if (kinds !== undefined) known.set(module, unpack(kinds));
    return known.get(module);
  };
}
