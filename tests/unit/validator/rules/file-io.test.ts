import { describe, expect, it } from 'vitest';
import { scoredBy, scoreOf } from '../judge.js';

const scored = (source: string) => scoredBy('file-io', source);

describe('file-io', () => {
  it.each([
    ['import pandas as pd\npd.read_csv("prices.csv")', 'pandas.read_csv'],
    ['import pandas as pd\npd.read_csv("https://host/x")', 'pandas.read_csv'],
    ['import pandas as pd\npd.read_csv(path)', 'pandas.read_csv'],
    ['import pandas as pd\npd.read_csv(f"/data/{name}")', 'pandas.read_csv'],
    ['import pandas as pd\npd.read_csv("/data/../etc/passwd")', 'pandas.read_csv'],
    ['import pandas as pd\npd.read_csv(filepath_or_buffer="/etc/passwd")', 'pandas.read_csv'],
    ['import pandas as pd\npd.read_csv(*arguments)', 'pandas.read_csv'],
    ['import pandas as pd\nmap(pd.read_csv, paths)', 'pandas.read_csv'],
    ['import pandas as pd\npd.read_csv("/data/x", storage_options={"a": 1})', 'storage_options'],
    ['from pandas import read_html\nread_html(text)', 'pandas.read_html'],
    ['import numpy as np\nnp.memmap("/etc/passwd")', 'numpy.memmap'],
    ['import numpy as np\nnp.save("x.npy", a)', 'numpy.save'],
    ['from numpy import *\nloadtxt("/etc/passwd")', 'numpy.loadtxt'],
    ['df.to_csv("out.csv")', 'to_csv'],
    ['df.to_csv(path)', 'to_csv'],
    ['df.to_pickle', 'to_pickle'],
    ['df.to_sql("t", c)', 'to_sql'],
    ['a.tofile("/x")', 'tofile'],
    ['a.tofile(path)', 'tofile'],
    ['a.dump(path)', 'dump'],
    ['import numpy as np\nnp.zeros(3).dump("/x")', 'dump'],
    ['import numpy as np\nnp.lib.npyio.load("/x.npy")', 'numpy.lib.npyio.load'],
    ['import pandas as pd\npd.io.common.get_handle("/etc/passwd", "r")', 'pandas.io.common.get_handle'],
    ['import pandas as pd\npath = f"/data/{name}"\npd.read_csv(path)', 'pandas.read_csv'],
    ['path = f"/output/{name}"\npath = other\ndf.to_csv(path)', 'to_csv'],
    ['import pandas as pd\nfor path in ["/data/a", other]:\n    pd.read_csv(path)', 'pandas.read_csv'],
    ['import pandas as pd\nfor p in {"a": "/data/a", "b": "/b"}.values():\n    pd.read_csv(p)', 'pandas.read_csv'],
    ['import pandas as pd\nfor p in {"/data/a": "/b"}.values():\n    pd.read_csv(p)', 'pandas.read_csv'],
    [
      'import pandas as pd\nt = {"a": "/data/a"}\nt["b"] = "/b"\nfor p in t.values():\n    pd.read_csv(p)',
      'pandas.read_csv',
    ],
    ['import pandas as pd\nt = ["/data/a"]\nt.append(x)\nfor p in t:\n    pd.read_csv(p)', 'pandas.read_csv'],
    ['import pandas as pd\nt = ["/data/a"]\nu = t\nu.append(x)\nfor p in t:\n    pd.read_csv(p)', 'pandas.read_csv'],
    ['plt.savefig("plot.png")', 'savefig'],
    ['import os\nos.remove("/x")', 'os.remove'],
    ['import shutil\nshutil.rmtree("/x")', 'shutil.rmtree'],
    ['import io\nio.open("/x")', 'io.open'],
    ['import glob\nglob.glob("/*")', 'glob.glob'],
    ['from pathlib import Path\nPath("/etc/passwd").read_text()', 'Path.read_text'],
    ['import pathlib\np = pathlib.Path("/etc")\n(p / "passwd").open()', 'Path.open'],
    ['import pathlib\npathlib.Path("/output", "/etc/passwd").write_text("x")', 'Path.write_text'],
    ['where.read_bytes()', 'Path.read_bytes'],
    ['import logging\nlogging.basicConfig(filename="x.log")', 'logging.basicConfig'],
  ])('gives 30 points for %j', async (source, name) => {
    expect(await scored(source)).toEqual([name]);
  });

  it.each([
    'import pandas as pd\npd.read_csv("/data/sp500")',
    'import pandas as pd\npath = "/data/" + "sp500"\npd.read_csv(path)',
    'import pandas as pd\nimport io\npd.read_csv(io.StringIO("a,b"))',
    'import pandas as pd\nbuffer = None\npd.DataFrame().to_csv()\npd.DataFrame().to_csv(None)',
    'import numpy as np\nnp.load("/data/weights.npy")',
    'df.to_csv("/output/signals.csv")',
    'for name in names:\n    df.to_csv(f"/output/{name}.csv")',
    'path = f"/output/{name}.csv"\ndf.to_csv(path)',
    'path = path + "x"\nf(path)',
    'import pandas as pd\nfiles = {"a": "/data/a", "b": "/data/b"}\nfor name, path in files.items():\n    pd.read_csv(path)',
    'import pandas as pd\nfiles = {"a": "/data/a"}\npd.read_csv(files["a"])\n[pd.read_csv(p) for p in files.values()]',
    'import pandas as pd\nfor path in ("/data/a", "/data/b"):\n    pd.read_csv(path)',
    'import pandas as pd\nfor name, path in [("a", "/data/a"), ("b", "/data/b")]:\n    pd.read_csv(path)',
    'a.dump("/output/a.npy")\ndf.dump.mean()\nimport json\njson.dump(x, y)',
    'class A:\n    def f(self):\n        self.dump(1)\n',
    'df.to_json(orient="records")',
    'from pathlib import Path\n(Path("/output") / "report.txt").write_text("x")',
    'from pathlib import Path\nPath("/output/x").stem\nPath(name).suffix',
    'from pathlib import Path\np = Path("/data/names")\nnames = [*p.read_text()]',
    'import logging\nlogging.basicConfig(level=logging.INFO)',
    'text.replace("a", "b")\nd.open\nlist.copy()',
  ])('accepts the neighbour %j', async (source) => {
    expect(await scored(source)).toEqual([]);
    expect(await scoreOf(source)).toBeLessThanOrEqual(1);
  });
});
