import { describe, expect, it } from 'vitest';
import { scoreOf } from '../judge.js';

const read = (made: string, name: string) => `import random\n${made}\ngetattr(random, ${name})\n`;

describe('a list or table that is changed', () => {
  it.each([
    [read('q = ["_"]\nq.append("os")', '"".join(q)')],
    [read('q = ["choice"]\nadd = q.append\nadd(x)', 'q[0]')],
    [read('q = ["choice"]\nq[0] = x', 'q[0]')],
    [read('q = ["choice"]\ndel q[:]\nq.extend(x)', '"".join(q)')],
    [read('q = ["choice"]\nlist.append(q, x)', '"".join(q)')],
    [read('q = ["os", "_"]\nq.reverse()', '"".join(q)')],
    [read('q = ["os", "_"]\nrandom.shuffle(q)', '"".join(q)')],
    [read('q = ["choice"]\nother = q\nother.insert(0, x)', 'q[0]')],
    [read('q = ["choice"]\ngetattr(q, "insert")(0, x)', 'q[0]')],
    [read('import functools\nq = ["choice"]\nfunctools.partial(list.insert, q, 0)(x)', 'q[0]')],
    [read('q = ["choice"]\nwith f() as q[0]:\n    pass', 'q[0]')],
    [read('q = ["choice"]\na = b = q\na.insert(0, x)', 'q[0]')],
    [read('q = ["choice"]\nfor part in [q]:\n    part.insert(0, x)', 'q[0]')],
    [read('q = ["choice"]\ndef parts():\n    return q\nparts().append(x)', '"".join(q)')],
    [read('q = ["choice"]\ndef f(part=q):\n    part.append(x)\nf()', '"".join(q)')],
    [read('q = ["choice"]\ndef f(part):\n    part.append(x)\nf(q)', '"".join(q)')],
    [read('q = [["choice"]]\nq[0].append(x)', '"".join(q[0])')],
    [read(`q = ["choice"]\nq${'[0]'.repeat(100)}.append(x)`, 'q[0]')],
    [read('d = {"k": "choice"}\nd["k"] = x', 'd["k"]')],
    [read('d = {"k": "choice"}\nd.update(k=x)', 'd["k"]')],
    [read('b = bytearray(b"aos")\nb[0] = 95', 'b.decode()')],
    ['import random\nq = ["choice"]\nq.append(x)\nfor name in q:\n    getattr(random, name)\n'],
  ])('says nothing certain: %j', async (source) => {
    expect(await scoreOf(source)).toBeGreaterThanOrEqual(30);
  });

  it.each([
    [read('q = ["cho", "ice"]', '"".join(q)')],
    [read('q = ["choice"]\nprint(len(q), sorted(q))', 'q[0]')],
    [read('q = ("choice", "shuffle")\ndef f(part):\n    return part\nf(q)', 'q[0]')],
    [read('d = {"k": "choice"}\nd.get("k")\nother = {}\nother["k"] = x', 'd["k"]')],
    ['import random\nq = ["choice"]\nr = []\nfor name in q:\n    r.append(getattr(random, name))\n'],
  ])('is told from one that is not: %j', async (source) => {
    expect(await scoreOf(source)).toBeLessThanOrEqual(5);
  });
});
