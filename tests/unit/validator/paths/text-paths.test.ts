import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const accused = (source: string) =>
  scoredBy('file-io', `import os\nimport pandas as pd\nfrom pathlib import Path\n${source}\n`);

describe('a path that is put together', () => {
  it.each([
    'df.to_csv(os.path.join("/output", f"trades_{s}.csv"))',
    'df.to_csv(os.path.join("/output", "res_" + s + ".csv"))',
    'df.to_csv(os.path.join("/output", name))',
    'df.to_csv(os.path.join("/output", *names))',
    'df.to_csv("/output/%s_%d.csv" % (s, n))',
    'df.to_csv("/output/{}.csv".format(s))',
    'OUT = "/output"\ndf.to_csv("{}/{:03d}.csv".format(OUT, n))\ndf.to_csv("{out}/x.csv".format(out=OUT))',
    'OUT = "/output"\ndf.to_csv("%s/%05.2f.csv" % (OUT, n))',
    'df.to_json(Path("/output/a.csv").with_suffix(".json"))',
    'pd.read_csv(Path("/data/a.txt").with_suffix(".csv"))',
    'df.to_json(Path("/output/a.csv").parent / "b.csv")',
    'df.to_json(Path("/output/a.csv").with_name(f"{x}.csv"))',
    'CONFIG = {"out": "/output/x.csv", "n": 3}\ndf.to_csv(CONFIG["out"])\nprint(CONFIG["n"])',
    'CONFIG = {"out": "/output/x.csv", "n": 3}\ndf.to_csv(CONFIG.get("out", "/output/y.csv"))',
    'CONFIG = {"paths": {"out": "/output"}, "n": 3}\ndf.to_csv(CONFIG["paths"]["out"] + "/x.csv")',
    'df.to_csv("/output/a.csv" if up else "/output/b.csv")',
    'df.to_csv(os.path.join("/output", name + ".csv"))',
    'df.to_csv(Path("/output") / os.path.basename(name))',
    'pd.read_csv(Path("/data") / Path("/output/x.csv").name)',
    'pd.read_csv(os.path.join("/data", os.path.basename("/output/x.csv")))',
    'pd.read_csv(os.path.normpath("/data/x/../y.csv"))',
    'pd.read_csv(os.path.join(os.path.dirname("/data/"), "x.csv"))',
    'def load(p="/data/x.csv"):\n    p = Path(p).resolve()\n    pd.read_csv(p)',
    'def load(p="/data/x.csv"):\n    p = str(p)\n    pd.read_csv(p)',
    'x = None\nx = x or "/data/x.csv"\npd.read_csv(str(x))',
    'def load(p="/data/x.csv"):\n    p = os.path.abspath(p)\n    pd.read_csv(p)',
  ])('lies in /output where it begins there: %j', async (source) => {
    expect(await accused(source)).toEqual([]);
  });

  it.each([
    ['df.to_csv(os.path.join("/output", "/etc/x"))', 'to_csv'],
    ['x = None\npd.read_csv("/output/a.csv" if c else str(x) + "/../../etc/passwd")', 'pandas.read_csv'],
    [
      'b = x = "/data/a/b"\nfor i in y:\n    a = b or x\n    b = a + "/.."\npd.read_csv(b + "/etc/x")',
      'pandas.read_csv',
    ],
    [
      'b = x = "/data/a/b"\nfor i in y:\n    a = b + "/.."\n    b = a or x\npd.read_csv(a + "/etc/x")',
      'pandas.read_csv',
    ],
    ['b = "/data/a/b"\nfor i in y:\n    a = b\n    c = a + "/.."\n    b = c or a\npd.read_csv(b)', 'pandas.read_csv'],
    ['j = os.path.join\nif c:\n    j = lambda *a: "/etc/x"\ndf.to_csv(j("/output", "x"))', 'to_csv'],
    ['df.to_csv(os.path.join("/output", f"/etc/{s}"))', 'to_csv'],
    ['df.to_csv(os.path.join("/output", "..", "etc/x"))', 'to_csv'],
    ['df.to_csv(os.path.join(*names))', 'to_csv'],
    ['df.to_csv(os.path.join(folder, "x.csv"))', 'to_csv'],
    ['df.to_csv("%s/x.csv" % s)', 'to_csv'],
    ['df.to_csv("{}/x.csv".format(s))', 'to_csv'],
    ['df.to_csv("/output/../%s.csv" % s)', 'to_csv'],
    ['OUT = "/etc"\ndf.to_csv("{}/{:03d}.csv".format(OUT, n))', 'to_csv'],
    ['df.to_json(Path("/etc/a.csv").with_suffix(".json"))', 'to_json'],
    ['df.to_json(Path("/output/a.csv").with_suffix(".py"))', 'to_json'],
    ['df.to_json(Path("/output/a.csv").with_name("b.py"))', 'to_json'],
    ['df.to_json(Path("/output").parent / "b.csv")', 'to_json'],
    ['pd.read_csv(os.path.join("/data", name))', 'pandas.read_csv'],
    ['pd.read_csv("/data/%s.csv" % s)', 'pandas.read_csv'],
    ['CONFIG = {"out": "/etc/x.csv", "n": "/output/x"}\ndf.to_csv(CONFIG["out"])', 'to_csv'],
    ['CONFIG = {"out": "/output/x.csv"}\nCONFIG["out"] = other\ndf.to_csv(CONFIG["out"])', 'to_csv'],
    ['CONFIG = {"out": "/output/x.csv"}\nCONFIG.update(more)\ndf.to_csv(CONFIG["out"])', 'to_csv'],
    ['df.to_csv("/".join([folder, "x.csv"]))', 'to_csv'],
    ['CONFIG = {"paths": {"out": "/etc"}}\ndf.to_csv(CONFIG["paths"]["out"] + "/x.csv")', 'to_csv'],
    ['C = {"paths": {"out": "/output/x"}}\nC["paths"]["out"] = other\ndf.to_csv(C["paths"]["out"])', 'to_csv'],
    ['C = {"paths": {"out": "/output/x"}}\np = C["paths"]\np["out"] = other\ndf.to_csv(C["paths"]["out"])', 'to_csv'],
    ['df.to_csv("/output/a.csv" if up else "/etc/b.csv")', 'to_csv'],
    ['pd.read_csv(Path("/data/x").with_name("..") / "etc" / "passwd")', 'pandas.read_csv'],
    ['pd.read_csv(Path("/data/x").with_name(name) / "etc" / "passwd")', 'pandas.read_csv'],
    ['pd.read_csv(Path("/data/x").with_stem("..") / "etc" / "passwd")', 'pandas.read_csv'],
    ['pd.read_csv(Path("/data/...x").with_suffix("") / "etc" / "passwd")', 'pandas.read_csv'],
    ['pd.read_csv(Path("/data") / Path("...x").stem / "etc" / "passwd")', 'pandas.read_csv'],
    ['pd.read_csv(Path("/data") / Path("/..x/..").name / "etc" / "passwd")', 'pandas.read_csv'],
    ['pd.read_csv(os.path.join("/data", os.path.basename(".."), "etc", "passwd"))', 'pandas.read_csv'],
    ['pd.read_csv(os.path.join("/data", os.path.basename(name)))', 'pandas.read_csv'],
    ['pd.read_csv(f"/data/{os.path.basename(name)}" + "/etc/passwd")', 'pandas.read_csv'],
    ['pd.read_csv(Path("/data/.").parent / "etc" / "passwd")', 'pandas.read_csv'],
    ['pd.read_csv(Path("/data/x/..").resolve().parent / "etc" / "passwd")', 'pandas.read_csv'],
    ['pd.read_csv(os.path.dirname(os.path.normpath("/data/x/..")) + "etc/passwd")', 'pandas.read_csv'],
    ['pd.read_csv(os.path.join("/data", os.path.abspath("etc/passwd")))', 'pandas.read_csv'],
    ['pd.read_csv(os.path.join("/data", os.path.expanduser("~root/x")))', 'pandas.read_csv'],
    [`pd.read_csv(f"/data/{Path('')}./etc/passwd")`, 'pandas.read_csv'],
    [`pd.read_csv(f"/data/{Path('x').parent}./etc/passwd")`, 'pandas.read_csv'],
    ['p = "/data/."\np = Path(p)\npd.read_csv(os.path.join(os.path.dirname(p), "etc"))', 'pandas.read_csv'],
    [
      'p = "/data/x/.."\np = os.path.normpath(p)\npd.read_csv(os.path.join(os.path.dirname(p), "etc"))',
      'pandas.read_csv',
    ],
    ['def load(p, join=os.path.join):\n    pd.read_csv(join("/data", p))', 'pandas.read_csv'],
    ['os.path.basename = other\npd.read_csv("/data/" + os.path.basename(x))', 'pandas.read_csv'],
  ])('is told where it leads out, or nobody knows where: %j', async (source, name) => {
    expect(await accused(source)).toEqual([name]);
  });
});
