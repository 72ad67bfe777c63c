import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const accused = (source: string) =>
  scoredBy('file-io', `import contextlib, io\nimport pandas as pd\nfrom io import StringIO\n${source}\n`);

const WRITER = 'with pd.ExcelWriter("/output/r.xlsx") as w:\n    d.to_excel(w, sheet_name="a")';

describe('what stands where a path may', () => {
  it.each([
    WRITER,
    'w = pd.ExcelWriter("/output/r.xlsx", engine="openpyxl")\nd.to_excel(w)\nd.to_excel(excel_writer=w)\nw.close()',
    'def sheet(w, name):\n    d.to_excel(w, sheet_name=name)\nwith pd.ExcelWriter("/output/r.xlsx") as writer:\n    sheet(writer, "a")',
    'class R:\n    def __init__(self):\n        self.w = pd.ExcelWriter("/output/r.xlsx")\n    def go(self):\n        d.to_excel(self.w)',
    'b = StringIO()\nd.to_csv(b)\npd.read_csv(io.StringIO("a,b"))',
    'with io.BytesIO() as b:\n    d.to_csv(b)',
  ])('is no path where it was judged when it was made, or lies in memory: %j', async (source) => {
    expect(await accused(source)).toEqual([]);
  });

  it.each([
    [WRITER.replace('/output', '/etc'), 'pandas.ExcelWriter'],
    [WRITER.replace('    d', '    w = "/etc/x.xlsx"\n    d'), 'to_excel'],
    [`for w in paths:\n    pass\n${WRITER}`, 'to_excel'],
    [`def ExcelWriter(p):\n    return contextlib.nullcontext("/etc/x")\n${WRITER.replace('pd.', '')}`, 'to_excel'],
    [`pd.ExcelWriter = lambda p: contextlib.nullcontext("/etc/x")\n${WRITER}`, 'to_excel'],
    [`pd.ExcelWriter.__enter__ = lambda self: "/etc/x"\n${WRITER}`, 'to_excel'],
    [`setattr(pd, "ExcelWriter", other)\n${WRITER}`, 'to_excel'],
    ['with contextlib.nullcontext("/etc/x") as w:\n    d.to_excel(w)', 'to_excel'],
    ['with pd.ExcelWriter("/output/r.xlsx") as (w, v):\n    d.to_excel(w)', 'to_excel'],
    ['def sheet(w):\n    d.to_excel(w)\nsheet(pd.ExcelWriter("/output/r.xlsx"))\nsheet("/etc/x.xlsx")', 'to_excel'],
    ['def sheet(w):\n    d.to_excel(w)', 'to_excel'],
    ['if up:\n    StringIO = lambda: "/etc/x"\nd.to_csv(StringIO())', 'to_csv'],
    ['io.StringIO = lambda: "/etc/x"\nd.to_csv(io.StringIO())', 'to_csv'],
  ])('is told where it may be a path after all: %j', async (source, name) => {
    expect(await accused(source)).toContain(name);
  });
});
