import { REACHED_MODULES } from './policy/modules.js';

const BUILTIN_OWNER = /^builtins\.\w+\.__self__(?=\.|$)/;

/**
 * A dotted name by its shortest road: `random._os.system` and `typing.contextlib.os.system` are both `os.system`, and
 * `print.__self__` is the module of every built-in function.
 */
export function canonicalName(name: string): string {
  const parts = name.replace(BUILTIN_OWNER, 'builtins').split('.');
  let from = 0;
  for (let index = 1; index < parts.length; index++) {
    const reached = moduleReachedBy(parts[index] ?? '');
    if (reached === undefined) continue;
    parts[index] = reached;
    from = index;
  }
  return parts.slice(from).join('.');
}

/** The dangerous module that an attribute of another module holds, by the attribute's name. */
export function moduleReachedBy(attribute: string): string | undefined {
  return REACHED_MODULES.get(attribute) ?? REACHED_MODULES.get(attribute.replace(/^_+/, ''));
}

/** The module at the root of a dotted name. */
export function rootOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** Whether a name is another, or something below it. */
export function isBelow(name: string, ancestor: string): boolean {
  return name === ancestor || name.startsWith(`${ancestor}.`);
}
