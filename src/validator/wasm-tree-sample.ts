import type { TreeColumns } from './tree.js';

/** Every shape of subtree: small and long leaves, aliases, inherited fields, hidden rules, extras, wide characters. */
export const SAMPLE = `# a comment
from __future__ import annotations
import os.path as p, sys
from . import ü
from .a import (b, c as d,)
@deco(1)
async def f(a, b: int = 1, *args, c=2, **kw) -> "x":
    """${'long text '.repeat(40)}\\n {a}"""
    global g
    if a is not b and c not in d or not e: return f"{a!r:>{w}} é {b=}" 'x' b"\\x00"
    elif x: pass
    else:
        del x, y
    try:
        with open(a) as b, c: yield
    except (A, B) as e: raise X from e
    finally: assert a, b
    while True: break
    for i, (j, *k) in z: continue
    else: await q
class C(D, metaclass=E[int]):
    x: int = 1; y = z = lambda a, *b: a if b else c
    @property
    def m(self, /, *, a): return [i for i in x if i], {a: b, **c}, {*d}, (i for j in k), {k: v for k in l}
match a:
    case {"k": [1, *_], **r} | C(x=1, y=-2) if z: x += 1 \\
        + 2 << 3 // ~4 @ 5 < 6 <= 7 != 8
    case m.n as o: (x := 1.5e3j)
a[1:2, ..., ::3] = x.y(**k, *l)[-1], None, not 1
type T[K] = list[K] | int
print >> f, x
${' '.repeat(300)}# far

${'n'.repeat(100)} =${' '.repeat(100)}[${'a, '.repeat(60)}]
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
