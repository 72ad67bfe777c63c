import { DANGEROUS_ATTRIBUTES } from '../policy/attributes.js';
import { BLACKLISTED_MODULES } from '../policy/blacklist.js';
import { DANGEROUS_BUILTINS } from '../policy/builtins.js';
import { CALL_SINKS } from '../policy/call-sinks.js';
import { FILE_FUNCTIONS, FILE_METHODS } from '../policy/sinks.js';

type Named = Iterable<readonly [name: string, reason: string]>;

/** The rule that judges by `BLACKLISTED_MODULES`. */
export const MODULE_RULE = 'blacklisted-module';

/** The rules that judge by a table, and what the table says of each name. */
const TABLES: ReadonlyMap<string, () => Named> = new Map<string, () => Named>([
  ['dangerous-builtin', () => DANGEROUS_BUILTINS],
  ['dangerous-attribute', () => [...DANGEROUS_ATTRIBUTES].map(([name, holds]) => [name, `leads to ${holds}`])],
  [MODULE_RULE, () => [...BLACKLISTED_MODULES].map(([name, { why }]) => [name, why])],
  ['dangerous-call', () => CALL_SINKS.flatMap(({ patterns, why }) => patterns.map((name) => [name, why] as const))],
  ['file-io', () => [...FILE_FUNCTIONS, ...FILE_METHODS].map(([name, { why }]) => [name, why])],
]);

/** The table that a rule judges by: for each reason the names it holds for, in order. Empty where there is none. */
export function policyOfRule(id: string): ReadonlyMap<string, readonly string[]> {
  const namesByReason = new Map<string, string[]>();
  for (const [name, reason] of TABLES.get(id)?.() ?? []) {
    const names = namesByReason.get(reason);
    if (names === undefined) namesByReason.set(reason, [name]);
    else if (!names.includes(name)) names.push(name);
  }
  for (const names of namesByReason.values()) names.sort();
  return namesByReason;
}

/** Modules of which an import that nothing uses costs less, in order. */
export function harmlessUnused(): readonly string[] {
  const rows = [...BLACKLISTED_MODULES].filter(([, row]) => row.isHarmlessUnused || row.isHarmlessUntilUsed);
  return rows.map(([name]) => name).sort();
}

/** The parts of blacklisted modules that cost less, by module, in order. */
export function harmlessParts(): readonly (readonly [module: string, parts: readonly string[]])[] {
  return [...BLACKLISTED_MODULES]
    .flatMap(([name, { harmless }]) => (harmless === undefined ? [] : [[name, harmless.toSorted()] as const]))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
