import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const accused = (source: string) =>
  scoredBy('file-io', `import glob, os\nimport pandas as pd\nfrom pathlib import Path\n${source}\n`);

describe('a path that the directory of the data gives', () => {
  it.each([
    'for f in sorted(Path("/data").glob("*.csv")):\n    pd.read_csv(f)',
    'frames = {p.stem: pd.read_csv(p) for p in Path("/data").iterdir() if p.suffix == ".csv"}',
    'files = glob.glob("/data/*.csv")\nfiles = sorted(files)\nframes = [pd.read_csv(f) for f in files]\nprint(len(files))',
    'for f in os.listdir("/data"):\n    if f.endswith(".csv"):\n        pd.read_csv(os.path.join("/data", f))',
    'DATA = "/data"\nfor f in [f for f in os.listdir(DATA) if f]:\n    pd.read_csv(f"{DATA}/{f}")',
    'files = [os.path.join("/data", f) for f in os.listdir("/data")]\nfiles.sort()\npd.read_csv(files[0])\n[pd.read_csv(f) for f in files[:5]]',
    'DATA = Path("/data")\ndef load():\n    files = list(DATA.rglob("*.csv"))\n    if not files:\n        raise ValueError("none")\n    return [pd.read_csv(f) for f in files]',
    'def load(folder=Path("/data")):\n    for i, f in enumerate(folder.glob("*.csv")):\n        pd.read_csv(f)\nload()',
    'frames = pd.concat(map(pd.read_csv, sorted(glob.glob("/data/*.csv"))))',
    'for f in glob.glob("/data/*.csv"):\n    pd.read_csv(f)\nfor f in glob.glob("/data/*.txt"):\n    pd.read_csv(f)',
    'for f in sorted(glob.glob("/data/*.csv")) or glob.glob("/data/*.txt"):\n    pd.read_csv(f)',
    'files = list(Path("/data").glob("*.csv")) + list(Path("/data").glob("*.txt"))\npd.read_csv(files[0])',
    'files = {p.stem: p for p in Path("/data").glob("*.csv")}\nfor name, f in files.items():\n    pd.read_csv(f)',
    'pd.read_csv(next(Path("/data").glob("*.csv")))',
    'p = None\nfor f in os.listdir("/data"):\n    p = p or os.path.join("/data", f)\npd.read_csv(p)',
    'for f in Path("/data").glob("*.csv"):\n    pd.read_csv(f).to_csv(Path("/output") / f.name)',
    'for p in Path("/data").iterdir():\n    pd.read_csv(p / "prices.csv")\n    pd.read_csv(f"{p}/prices.csv")',
    'for p in Path("/data").glob("*/prices.csv"):\n    pd.read_csv(p)\n    pd.read_csv(p.parent / "x.csv")',
    'for p in Path("/data").glob("*.csv"):\n    df.to_csv(Path("/output") / p.with_suffix(".png").name)',
    'for n in os.listdir("/data"):\n    p = os.path.join("/data", n)\n    pd.read_csv(os.path.join(os.path.dirname(p), "x.csv"))',
    'FILES = ["/data/a.csv"]\nif FILES == [] or "/data/b.csv" in FILES or FILES is other:\n    pass\npd.read_csv(max(FILES))',
    'try:\n    from os.path import join\nexcept ImportError:\n    from posixpath import join\npd.read_csv(join("/data", "x.csv"))',
  ])('is as good as the directory: %j', async (source) => {
    expect(await accused(source)).toEqual([]);
  });

  it.each([
    'for f in Path("/etc").glob("*.csv"):\n    pd.read_csv(f)',
    'for *x, f in [("/data/x", "/data/y", "/etc/passwd")]:\n    pd.read_csv(f)',
    'def find(n):\n    return {"/data/x": f"/etc/{n}"}\nT = find(n)\npd.read_csv(T["/data/x"])',
    'for d, _, files in os.walk("/data"):\n    for f in files:\n        pd.read_csv(os.path.join(d, f))',
    'for d, folders, _ in os.walk("/data"):\n    pd.read_csv(os.path.join(d, "x.csv"))\n    folders[:] = ["../../etc"]',
    'w = os.walk("/data")\nnext(w)[1].append("../../etc")\nfor d, _, files in w:\n    for f in files:\n        pd.read_csv(os.path.join(d, f))',
    'for f in Path("/data").glob("../etc/*"):\n    pd.read_csv(f)',
    'for f in Path("/data").glob(pattern):\n    pd.read_csv(f)',
    'for f in folder.glob("*.csv"):\n    pd.read_csv(f)',
    'for f in glob.glob("/data/*/../../etc/*"):\n    pd.read_csv(f)',
    'for f in glob.glob("/data/../etc/*"):\n    pd.read_csv(f)',
    'for f in glob.glob("/data/*.csv"):\n    pd.read_csv(f)\nfor f in glob.glob("/etc/*.txt"):\n    pd.read_csv(f)',
    'for f in glob.glob("/data/*.csv"):\n    pd.read_csv(f)\nfor f in others:\n    pd.read_csv(f)',
    'for f in glob.glob("/data/*.csv"):\n    pd.read_csv(f)\nf = other\npd.read_csv(f)',
    'for f in others or glob.glob("/data/*.txt"):\n    pd.read_csv(f)',
    'for f in glob.glob("passwd", root_dir="/etc"):\n    pd.read_csv("/data/" + f)',
    'for f in glob.glob(f"/data/{name}/*"):\n    pd.read_csv(f)',
    'for f in os.listdir("/data"):\n    pd.read_csv(os.path.join("/data", "..", "etc", f))',
    'for f in os.listdir("/data"):\n    pd.read_csv(os.path.join("/etc", f))',
    'for f in os.listdir("/data"):\n    pd.read_csv(f"/data/{f}/../../etc/passwd")',
    'files = os.listdir("/data")\nfiles.append("../etc/passwd")\nfor f in files:\n    pd.read_csv(os.path.join("/data", f))',
    'files = glob.glob("/data/*.csv")\nfiles += [other]\nfor f in files:\n    pd.read_csv(f)',
    'files = glob.glob("/data/*.csv")\nothers = files\nothers[0] = other\nfor f in files:\n    pd.read_csv(f)',
    'for f in Path("/data").iterdir():\n    pd.read_csv(f.read_text())',
    'pd.concat(map(pd.read_csv, sorted(glob.glob("/etc/*.csv"))))',
    'list(map(pd.read_csv, glob.glob("/data/*.csv"), others))',
    'files = list(Path("/data").glob("*.csv")) + others\npd.read_csv(files[0])',
    'files = {p.stem: p for p in Path("/data").glob("*.csv")}\nfiles["x"] = other\nfor name, f in files.items():\n    pd.read_csv(f)',
    'table = [["a", "/data/a"]]\ntable[0][1] = other\nfor n, f in table:\n    pd.read_csv(f)',
    'for n in os.listdir("/data"):\n    p = os.path.join("/data", n)\n    pd.read_csv(os.path.join(os.path.dirname(os.path.dirname(p)), "etc"))',
    'for p in Path("/data").iterdir():\n    pd.read_csv(p.parent.parent / "etc" / "passwd")',
    'for p in Path("/data").glob("**"):\n    pd.read_csv(p.parent / "etc" / "passwd")',
    'for f in glob.glob("/data/**", recursive=True):\n    pd.read_csv(os.path.join(os.path.dirname(f), "../etc/passwd"))',
    'for f, _, _ in os.walk("/data"):\n    pd.read_csv(os.path.join(os.path.dirname(f), "etc", "passwd"))',
    'for n in os.listdir("/data"):\n    pd.read_csv(f"/data/{n}/" + "." + "./../etc/passwd")',
    'for n in os.listdir("/data"):\n    pd.read_csv("".join(["/data/", n, "/.", "./../etc/passwd"]))',
    'for p in Path("/output").iterdir():\n    pd.read_csv(Path("/data") / p.stem / "etc" / "passwd")',
    'FILES = ["/data/a.csv"]\nmax(FILES, [""]).insert(0, other)\npd.read_csv(FILES[0])',
    'FILES = ["/data/a.csv"]\nnext(other, FILES).insert(0, other)\npd.read_csv(FILES[0])',
    'FILES = ["/data/a.csv"]\nprint(FILES == Other())\npd.read_csv(FILES[0])',
    'FILES = ["/data/a.csv"]\nprint(FILES in Other())\npd.read_csv(FILES[0])',
    'ls = os.listdir\nif up:\n    ls = lambda folder: ["../etc/passwd"]\nfor n in ls("/data"):\n    pd.read_csv("/data/" + n)',
    'os.listdir = lambda folder: ["../etc/passwd"]\nfor n in os.listdir("/data"):\n    pd.read_csv("/data/" + n)',
  ])('is told where it may lie elsewhere: %j', async (source) => {
    expect(await accused(source)).toContain('pandas.read_csv');
  });
});
