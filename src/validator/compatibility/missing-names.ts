import type { Facts } from '../facts.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import { prefilter } from '../remembered.js';
import { callOf } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { GONE } from './gone.js';
import { namesSpokenOf } from './guards.js';
import type { ImageApi } from './image-api.js';
import type { Knowledge } from './knowledge.js';
import type { KnownClasses } from './known-class.js';
import { Advice, type Missing, missingName } from './missing.js';
import type { OwnCode } from './own-code.js';

const OLD_PROPERTIES: ReadonlySet<string> = new Set(['ix', 'is_monotonic']);
/** Read of dates, which have no columns. */
const WEEKS: ReadonlySet<string> = new Set(['week', 'weekofyear']);
const DATES = 'pandas.DatetimeIndex';
const ACCESSOR = 'pandas.Series.dt';
/** What may be a column of dates. */
const COLUMNS: ReadonlySet<string> = new Set(['pandas.DataFrame', 'pandas.Series']);
/** What a dict of tables has, which `data` may be. */
const OF_DICT: ReadonlySet<string> = new Set(['clear', 'fromkeys', 'popitem', 'setdefault']);
/** Names of members that some class had. */
const ONCE_THERE: ReadonlySet<string> = new Set([...GONE.keys()].map((name) => name.slice(name.lastIndexOf('.') + 1)));

/** Attributes that a source reads of modules and of objects, and that the image does not have. */
export function* missingAttributes(facts: Facts, { api, classes, own, guards }: Knowledge): Iterable<Missing> {
  const spoken = namesSpokenOf(facts);
  for (const read of facts.attributes.filter(({ by, name }) => by === 'dot' && !spoken.has(name))) {
    const missing =
      ofModule(facts, api, read) ??
      ofObject(facts, api, classes, read, own) ??
      ofDates(facts, api, classes, read, own) ??
      (own.isAlone ? ofAnybody(facts, api, read, own) : undefined);
    if (missing !== undefined && !guards.isGuarded(read.node)) yield missing;
  }
}

function ofModule(facts: Facts, api: ImageApi, { node, name }: AttributeRead): Missing | undefined {
  const owner = facts.tree.child(node, 'object');
  const [module, ...others] = facts.names.namesOf(owner);
  if (module === undefined || others.length > 0 || api.hasName(module, name)) return undefined;
  if (!isPlainlyImported(facts, owner)) return undefined;
  return missingName(api, node, module, name);
}

/** Whether a dotted name begins with one that only imports bind. */
function isPlainlyImported({ tree, names }: Facts, owner: Node): boolean {
  let first = tree.unwrap(owner);
  while (tree.kind(first) === 'attribute') first = tree.unwrap(tree.child(first, 'object'));
  if (tree.kind(first) !== 'identifier') return false;
  const bindings = names.bindingsOf(first) ?? [];
  return bindings.length > 0 && bindings.every(({ meaning }) => meaning.kind === 'import');
}

const mayOnceHaveBeenThere = prefilter((name) => ONCE_THERE.has(name));

// A table shows its columns as attributes, but none of them can be called. A module of others may have added methods.
function ofObject(
  facts: Facts,
  api: ImageApi,
  classes: KnownClasses,
  read: AttributeRead,
  own: OwnCode,
): Missing | undefined {
  const { node, name } = read;
  if (!own.isAlone && !mayOnceHaveBeenThere(read)) return undefined;
  const isUsed = callOf(facts.tree, node) !== NONE || isOldProperty(facts, read, own);
  if (!isUsed || OF_DICT.has(name)) return undefined;
  const owners = classes.of(facts.tree.child(node, 'object')) ?? [];
  const [owner = ''] = owners;
  if (owners.length === 0 || owners.some((known) => api.hasMember(known, name))) return undefined;
  if (!own.isAlone && !GONE.has(`${owner}.${name}`)) return undefined;
  return missingMember(api, node, owners, name);
}

// `prices['date'].dt.week`, where nothing is called `dt` or `week` otherwise: a column of that name is no method either.
function ofDates(
  { tree, names }: Facts,
  api: ImageApi,
  classes: KnownClasses,
  { node, name }: AttributeRead,
  own: OwnCode,
): Missing | undefined {
  if (!WEEKS.has(name) || own.says(name) || api.hasMember(DATES, name) || callOf(tree, node) !== NONE) return undefined;
  const dates = tree.unwrap(tree.child(node, 'object'));
  const ofIndex = classes.of(dates) ?? [];
  const missing = missingMember(api, node, [DATES], name);
  if (ofIndex.length > 0 && ofIndex.every((known) => known === DATES)) return missing;
  const isAccessor = tree.kind(dates) === 'attribute' && tree.textOf(tree.child(dates, 'attribute')) === 'dt';
  if (!isAccessor || own.says('dt') || !own.isAlone) return undefined;
  const column = tree.unwrap(tree.child(dates, 'object'));
  const kinds = classes.of(column) ?? [];
  const isColumn = kinds.includes('pandas.Series') && kinds.every((known) => COLUMNS.has(known));
  const isMade = tree.kind(column) === 'call' && isToDatetime(names.namesOf(tree.child(column, 'function')));
  if (!isColumn && !isMade) return undefined;
  return {
    ...missing,
    qualifiedName: `${ACCESSOR}.${name}`,
    message: missing.message.replace('DatetimeIndex', 'Series.dt'),
  };
}

function isToDatetime(called: readonly string[]): boolean {
  return called.length === 1 && called[0] === 'pandas.to_datetime';
}

// What was no method, and of which a table may have a column: `frame.ix[0]` where no text says `ix`.
function isOldProperty(facts: Facts, { node, name }: AttributeRead, own: OwnCode): boolean {
  if (!OLD_PROPERTIES.has(name) || own.says(name)) return false;
  return name !== 'ix' || facts.tree.kind(facts.tree.parent(node)) === 'subscript';
}

// Whatever the object is, no class of the image has that.
function ofAnybody(facts: Facts, api: ImageApi, { node, name }: AttributeRead, own: OwnCode): Missing | undefined {
  if (!api.isNobodys(name) || callOf(facts.tree, node) === NONE || own.says(name)) return undefined;
  return missingMember(api, node, ['pandas.DataFrame', 'pandas.Series'], name);
}

function missingMember(api: ImageApi, node: Node, owners: readonly string[], name: string): Missing {
  const [owner = ''] = owners;
  const { package: root, version } = api.versionOf(owner);
  const shown = owners.map((known) => known.slice(known.lastIndexOf('.') + 1)).join(' or ');
  const qualifiedName = `${owner}.${name}`;
  const known = GONE.get(qualifiedName) ?? GONE.get(`pandas.Series.${name}`);
  const advice = new Advice(api.image).about(known, (other) => other.hasMember(owner, name));
  return {
    node,
    qualifiedName,
    message: `${owners.length > 1 ? `no ${shown} has` : `${shown} has no`} ${name} in ${root} ${version}${advice}`,
  };
}
