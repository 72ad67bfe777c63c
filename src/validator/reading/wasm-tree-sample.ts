import type { TreeColumns } from '../tree/syntax-tree.js';

/**
 * Every shape of subtree in few nodes, because each load reads it twice: small and long leaves, near and far padding,
 * hidden productions of which a field is inherited, aliases, tokens that are kept, extras, wide characters.
 */
export const SAMPLE = `# a
from .ü import (a as b,)
@d
async def f(x: int = 1 \\
  + 2, *y):
    if x is not b: return lambda: f"é{x!r}"
    ${'n'.repeat(100)}[1:2] =${' '.repeat(100)}1
${' '.repeat(300)}# far
    s = "${'long text '.repeat(14)}" 'x'
match f(*a, k=b)[0].c:
    case {"k": [1, *_]} | C(x=-2) as o if o:
        x += [i for i in x if not i]
`;

/** Whether two readings of one tree agree in everything. */
export function areSame(one: TreeColumns, other: TreeColumns): boolean {
  if (one.size !== other.size) return false;
  for (let node = 0; node < one.size; node++) {
    if (one.kinds[node] !== other.kinds[node] || one.fields[node] !== other.fields[node]) return false;
    if (one.starts[node] !== other.starts[node] || one.ends[node] !== other.ends[node]) return false;
    if (one.parents[node] !== other.parents[node] || one.afters[node] !== other.afters[node]) return false;
  }
  return true;
}
