import type { NamedTree } from '../names/named-tree.js';
import { BLACKLISTED_MODULES } from '../policy/blacklist.js';
import { UNMISTAKABLE_METHODS } from '../policy/call-sinks.js';
import type { EffectKind } from '../policy/effects.js';
import { BUILTIN_EFFECTS, PATH_EFFECTS, quietEffectOf, SECRET_PATH } from '../policy/quiet-effects.js';
import { callSinkNamed, fileSinkNamed } from '../policy/sink-of.js';
import { FILE_METHODS, UNMISTAKABLE_PATH_METHODS } from '../policy/sinks.js';
import { ANNOTATION_READERS } from '../policy/text-executors.js';
import { isBelow, publicName, rootOf } from '../qualified-name.js';
import type { AttributeRead } from '../reads/attribute-reads.js';
import { isNameOfClass } from '../reads/class-names.js';
import type { Reference } from '../reads/references.js';
import { prefilter } from '../remembered.js';
import type { ImportedName } from '../scopes/imports.js';
import { callOf, keywordArgument, positionalArguments } from '../tree/calls.js';
import { NONE, type Node } from '../tree/syntax-tree.js';
import { readsSecretSetting } from './secret-settings.js';

/** One thing that a source does beyond computing, whether or not it is accused of it. */
export interface Effect {
  readonly kind: EffectKind;
  /** The dotted name that does it. */
  readonly by: string;
  readonly node: Node;
  /** Whether honest strategies have no use for it. */
  readonly isGrave: boolean;
}

interface KnownFacts extends NamedTree {
  readonly imports: readonly ImportedName[];
  readonly references: readonly Reference[];
  readonly attributes: readonly AttributeRead[];
  /** Those of the attributes that lead into the interpreter. */
  readonly leading: readonly AttributeRead[];
}
type Found = Omit<Effect, 'by' | 'node'>;

const PATH_INSTANCE = 'pathlib.Path().';
const WRITING_MODE = /[wax+]/;
/** Functions whose argument is a path, beside those that touch files. */
const TAKE_PATHS: ReadonlySet<string> = new Set([
  ...['builtins.open', 'pathlib.Path', 'pathlib.PosixPath', 'os.path.join', 'os.path.expanduser', 'os.path.exists'],
]);

/** What a source does beyond computing, in no particular order. */
export function effectsOf(facts: KnownFacts): readonly Effect[] {
  return [
    ...facts.imports.flatMap(importEffects),
    ...facts.references.filter(mayHaveEffect).flatMap((reference) => referenceEffects(facts, reference)),
    ...facts.attributes.filter(mayBeEffective).flatMap((read) => methodEffects(facts, read)),
    ...facts.leading
      .filter((read) => !isNameOfClass(facts.tree, read))
      .map(({ node, name }) => grave('walks-objects', name, node)),
  ];
}

function importEffects({ node, module }: ImportedName): Effect[] {
  const row = BLACKLISTED_MODULES.get(rootOf(module));
  if (row?.gives === undefined || row.harmless !== undefined) return [];
  return [{ kind: row.gives, by: module, node, isGrave: row.isHarmlessUntilUsed !== true }];
}

// What reads the environment has an effect already.
const mayHaveEffect = prefilter((name) => effectOfName(name) !== undefined || TAKE_PATHS.has(name));

function referenceEffects(facts: KnownFacts, reference: Reference): Effect[] {
  const { node, name, call } = reference;
  const found = effectOfName(name);
  const effects: Effect[] = found === undefined ? [] : [{ ...found, ...milderUnused(reference), by: name, node }];
  if (name === 'builtins.open' && opensToWrite(facts, call)) effects.push(grave('writes-files', name, node));
  if (readsSecret(facts, reference)) effects.push(grave('reads-secrets', name, node));
  return effects;
}

// What is only imported, or given another name, is used elsewhere or not at all.
function milderUnused({ name, isAlias }: Reference): Partial<Found> {
  const isHarmless =
    ANNOTATION_READERS.has(name) || BLACKLISTED_MODULES.get(rootOf(name))?.isHarmlessUntilUsed === true;
  return isAlias && isHarmless ? { isGrave: false } : {};
}

function grave(kind: EffectKind, by: string, node: Node): Effect {
  return { kind, by, node, isGrave: true };
}

function effectOfName(name: string): Found | undefined {
  const builtin = BUILTIN_EFFECTS.get(name);
  if (builtin !== undefined) return { kind: builtin, isGrave: true };
  if (name.startsWith(PATH_INSTANCE)) {
    const kind = PATH_EFFECTS.get(name.slice(PATH_INSTANCE.length));
    return kind === undefined ? undefined : { kind, isGrave: false };
  }
  const sink = callSinkNamed(name);
  if (sink !== undefined) return { kind: sink.does, isGrave: true };
  const file = fileSinkNamed(name);
  if (file !== undefined) return { kind: file.does, isGrave: file.path === undefined };
  const quiet = quietEffectOf(publicName(name));
  if (quiet !== undefined) return { kind: quiet, isGrave: false };
  // Built-in names are everybody's.
  return name.startsWith('builtins.') ? undefined : effectOfModule(name);
}

function effectOfModule(name: string): Found | undefined {
  const row = BLACKLISTED_MODULES.get(rootOf(name));
  if (row?.gives === undefined || row.harmless?.some((part) => isBelow(name, part) || isBelow(part, name))) {
    return undefined;
  }
  return { kind: row.gives, isGrave: true };
}

function methodEffects(facts: KnownFacts, { node, name, by }: AttributeRead): Effect[] {
  const kind = by === 'dot' ? kindOfMethod(name) : undefined;
  if (kind === undefined || callOf(facts.tree, node) === NONE || facts.names.namesOf(node).length > 0) return [];
  return [{ kind, by: name, node, isGrave: UNMISTAKABLE_METHODS.has(name) }];
}

const mayBeEffective = prefilter((name) => kindOfMethod(name) !== undefined);

function kindOfMethod(name: string): EffectKind | undefined {
  const sink = UNMISTAKABLE_METHODS.get(name) ?? FILE_METHODS.get(name);
  return sink?.does ?? (UNMISTAKABLE_PATH_METHODS.has(name) ? PATH_EFFECTS.get(name) : undefined);
}

function opensToWrite({ tree, names }: KnownFacts, call: Node): boolean {
  if (call === NONE) return true;
  const byKeyword = keywordArgument(tree, call, 'mode');
  const mode = byKeyword === NONE ? (positionalArguments(tree, call)[1] ?? NONE) : byKeyword;
  return mode !== NONE && WRITING_MODE.test(names.constants.text(mode) ?? 'w');
}

function readsSecret({ tree, names }: KnownFacts, reference: Reference): boolean {
  const { name, call } = reference;
  if (readsSecretSetting({ tree, names }, reference)) return true;
  if (call === NONE || !(TAKE_PATHS.has(name) || fileSinkNamed(name) !== undefined)) return false;
  return positionalArguments(tree, call).some((path) => SECRET_PATH.test(names.constants.text(path) ?? ''));
}
