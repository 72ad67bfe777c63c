import { describe, expect, it } from 'vitest';
import { findingsOf, scoredBy, scoreOf } from '../judge.js';

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
    ['import os\nimport pandas as pd\npd.read_csv(os.environ.get("PRICES", "/etc/passwd"))', 'pandas.read_csv'],
    ['import os\nimport pandas as pd\npd.read_csv(os.environ.get("PRICES"))', 'pandas.read_csv'],
    ['import os\nimport pandas as pd\npd.read_csv(os.environ.get("HOME", "/data/x"))', 'pandas.read_csv'],
    ['from scipy import odr\nodr.ODR(data, model, rptfile="/tmp/x").run()', 'scipy.odr.ODR'],
    ['from scipy import odr\nodr.ODR(data, model, errfile="/tmp/x").run()', 'scipy.odr.ODR'],
    ['import os\nos.environ["OUT"] = "/etc"\ndf.to_csv(os.environ.get("OUT", "/output/x"))', 'to_csv'],
    ['import os\nos.environ.setdefault("OUT", "/etc")\ndf.to_csv(os.getenv("OUT", "/output/x"))', 'to_csv'],
    ['import os\nfrom os import environ as e\ne["OUT"] = "/etc"\ndf.to_csv(os.getenv("OUT", "/output/x"))', 'to_csv'],
    ['import os\ngetattr(os, "env" "iron")["O"] = "/etc"\ndf.to_csv(os.getenv("O", "/output/x"))', 'to_csv'],
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
    ['df.to_markdown("/etc/x")', 'to_markdown'],
    ['df.style.to_latex(path)', 'to_latex'],
    ['df.to_string("/etc/x")', 'to_string'],
    ['df.to_string(buf="../x")', 'to_string'],
    ['fig.write_html("/etc/x")', 'write_html'],
    ['import scipy.io\nscipy.io.netcdf_file("/etc/x")', 'scipy.io.netcdf_file'],
    ['import pandas as pd\npd.to_pickle(df, "/etc/x")', 'pandas.to_pickle'],
    ['import matplotlib.pyplot as plt\nplt.imread("https://host/x")', 'matplotlib.pyplot.imread'],
    ['import matplotlib.pyplot as plt\nplt.style.use("https://host/x")', 'matplotlib.pyplot.style.use'],
    ['from dateutil import tz\ntz.gettz("/etc/passwd")', 'dateutil.tz.gettz'],
    ['import polars as pl\npl.read_csv("/etc/passwd")', 'polars.read_csv'],
    ['import filecmp\nfilecmp.cmp(a, b)', 'filecmp.cmp'],
    ['import xml.etree.ElementTree as ET\nET.parse("/etc/x")', 'xml.etree.ElementTree.parse'],
    ['import os\nos.remove("/x")', 'os.remove'],
    ['import shutil\nshutil.rmtree("/x")', 'shutil.rmtree'],
    ['import io\nio.open("/x")', 'io.open'],
    ['import glob\nglob.glob("/*")', 'glob.glob'],
    ['from pathlib import Path\nPath("/etc/passwd").read_text()', 'Path.read_text'],
    ['import pathlib\np = pathlib.Path("/etc")\n(p / "passwd").open()', 'Path.open'],
    ['import pathlib\npathlib.Path("/output", "/etc/passwd").write_text("x")', 'Path.write_text'],
    ['where.read_bytes()', 'Path.read_bytes'],
    ['from pathlib import Path\nPath("/x/y").parent.unlink()', 'Path.unlink'],
    ['from pathlib import Path\nPath("x").resolve().rename("y")', 'Path.rename'],
    ['def f(p):\n    p.unlink()', 'Path.unlink'],
    ['import os\nos.listdir()', 'os.listdir'],
    ['import os\nfor x in os.walk("/"):\n    pass', 'os.walk'],
    ['import zipfile\nzipfile.ZipFile("x.zip")', 'zipfile.ZipFile'],
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
    'from pathlib import Path\nPath(name).name.replace("a", "b")\nPath(__file__).resolve().parent.parent\n',
    'import glob\nglob.glob("/data/*.csv")',
    'import io, zipfile\nzipfile.ZipFile(io.BytesIO(data)).namelist()\nzipfile.ZipFile("/data/x.zip")',
    'import gzip\ngzip.open("/data/x.gz")\ngzip.decompress(data)',
    'import logging\nlogging.basicConfig(level=logging.INFO)',
    'text.replace("a", "b")\nd.open\nlist.copy()',
    'df.to_markdown()\ndf.to_latex(index=False)\ndf.to_string(index=False)\ndf.to_string("/output/x.txt")',
    'bar.time.to_string("yyyy/MM/dd")\nbar.time.to_string(form)',
    'import pandas as pd\npd.to_pickle(df, "/output/x")\npd.to_datetime(x)',
    'from dateutil import tz\ntz.gettz("America/New_York")',
    'import matplotlib.pyplot as plt\nplt.style.use("ggplot")',
    'import xml.etree.ElementTree as ET\nET.fromstring("<a/>")',
  ])('accepts the neighbour %j', async (source) => {
    expect(await scored(source)).toEqual([]);
    expect(await scoreOf(source)).toBeLessThanOrEqual(2);
  });

  it.each([
    'import os\ndf.to_csv(os.path.join(os.environ.get("OUT", "/output"), "x.csv"))',
    'import os\nOUT = os.getenv("OUT", "/output")\ndf.to_csv(f"{OUT}/{name}.csv")',
    'import os\nfrom pathlib import Path\nOUT = Path(os.environ.get("OUT", "/output"))\ndf.to_csv(OUT / "x.csv")',
    'import os\nimport pandas as pd\npd.read_csv(os.environ.get("PRICES", "/data/prices"))',
  ])('reads a setting that no sandbox has as its default in %j', async (source) => {
    expect(await scored(source)).toEqual([]);
    expect(await scoreOf(source)).toBeLessThanOrEqual(6);
  });

  it.each([
    ['import os\nos.makedirs("results/plots", exist_ok=True)', 'os.makedirs 15'],
    ['import os\nos.mkdir(folder)', 'os.mkdir 15'],
    ['import os\nos.makedirs("/etc/x")', 'os.makedirs 30'],
    ['import os\nos.makedirs("~/.ssh")', 'os.makedirs 30'],
    ['import os\nos.makedirs("results/../../x")', 'os.makedirs 30'],
    ['from pathlib import Path\nPath("results").mkdir()', 'Path.mkdir 15'],
    ['from pathlib import Path\n(Path("/etc") / "x").mkdir()', 'Path.mkdir 30'],
    ['from pathlib import Path\nPath("results").write_text("x")', 'Path.write_text 30'],
  ])("takes half for a directory of the strategy's own: %j", async (source, finding) => {
    expect(await findingsOf(source)).toContain(`file-io ${finding}`);
  });

  it.each([
    ['import shlex\nshlex.shlex("source /etc/passwd").sourcehook("x")', 'shlex.shlex'],
    ['import argparse\nargparse.ArgumentParser(fromfile_prefix_chars="@")', 'fromfile_prefix_chars'],
    ['import warnings\nwarnings.formatwarning("m", UserWarning, "/etc/passwd", 1)', 'warnings.formatwarning'],
    ['import traceback\ntraceback.FrameSummary("/etc/passwd", 1, "f").line', 'traceback.FrameSummary'],
    ['import matplotlib\nmatplotlib.colors.io.open("/etc/passwd")', 'io.open'],
    ['import tempfile\ntempfile.mkdtemp(dir="/etc")', 'tempfile.mkdtemp'],
    [
      'from pandas.io.parsers.readers import TextFileReader as T\nT("/etc/passwd")',
      'pandas.io.parsers.readers.TextFileReader',
    ],
    ['from pandas.io.parsers.readers import get_handle\nget_handle("/etc/passwd", "r")', 'pandas.io.common.get_handle'],
    ['import pandas as pd\npd.core.frame.get_handle("/etc/passwd", "r")', 'pandas.io.common.get_handle'],
    ['from pandas.io.parsers.readers import *\nget_handle("/etc/passwd", "r")', 'pandas.io.common.get_handle'],
    ['import dateutil.tz.tz as t\nt.tzical("/etc/passwd")', 'dateutil.tz.tzical'],
    ['from dateutil.zoneinfo import tzfile\ntzfile("/etc/passwd")', 'dateutil.tz.tzfile'],
    ['import numpy as np\nnp.lib.npyio.NpzFile("/etc/passwd")', 'numpy.lib.npyio.NpzFile'],
    ['import pandas as pd\npd.api.typing.JsonReader("/etc/passwd")', 'pandas.io.json._json.JsonReader'],
    ['import pandas as pd\npd.api.typing.StataReader("/etc/passwd")', 'pandas.io.stata.StataReader'],
    ['from scipy.io._netcdf import NetCDFFile\nNetCDFFile("/etc/passwd")', 'scipy.io.netcdf_file'],
    ['import pandas as pd\nisinstance(x, pd.ExcelFile("/etc/x"))', 'pandas.ExcelFile'],
    ['import pandas as pd\nisinstance(pd.ExcelFile, type)', 'pandas.ExcelFile'],
    ['import pandas as pd\ndef isinstance(x, f):\n    f("/etc/x")\nisinstance(x, pd.ExcelFile)', 'pandas.ExcelFile'],
    ['df.agg("to_csv", 0, "/tmp/x")', "agg('to_csv')"],
    ['df.apply(func="to_" + "pickle", args=(path,))', "apply('to_pickle')"],
    ['df.groupby("a").agg(x=("a", "to_pickle"))', "agg('to_pickle')"],
    ['df.transform(["query"], text)', "transform('query')"],
    ['held.io.open("/etc/passwd")', 'io.open'],
    ['m = held().io\nm.open_code("/etc/passwd")', 'io.open_code'],
  ])('sees the file behind %j', async (source, name) => {
    expect(await scored(source)).toContain(name);
  });

  it.each([
    'import shlex\nshlex.split("a b")',
    'import argparse\nargparse.ArgumentParser(description="x")',
    'import warnings\nwarnings.formatwarning = lambda message, *more: str(message)\nwarnings.showwarning = show',
    'import traceback\ntraceback.format_exc()',
    'import tempfile\ntempfile.mkdtemp()\ntempfile.NamedTemporaryFile(suffix=".csv")',
    'import pandas as pd\nimport io\npd.io.formats.style\nio.StringIO()',
    'from pandas.io.json import json_normalize\njson_normalize(rows)',
    'import pandas as pd\nisinstance(x, pd.api.typing.DataFrameGroupBy)',
    'import pandas as pd\nisinstance(x, pd.ExcelFile)\nisinstance(x, (str, pd.ExcelWriter))',
    'import numpy as np\nnp.lib.npyio.NpzFile("/data/weights.npz")\nisinstance(x, np.lib.npyio.NpzFile)',
    'from scipy.io.matlab.mio import loadmat\nloadmat("/data/x.mat")',
    'class A:\n    def __init__(self, io):\n        self.io = io\n    def next(self):\n        self.io.open()',
    'image = skimage.io.imread(x)\nprint(bars.open, bar.io)',
    'df.agg("mean")\ndf.agg(["min", "max"])\ndf.groupby("a").agg(x=("b", "last"))\ndf.apply(np.sum)',
  ])('leaves the neighbour alone: %j', async (source) => {
    expect(await scored(source)).toEqual([]);
  });

  it('reads a path once that is made of itself again and again', async () => {
    const parts = Array.from({ length: 9 }, (_, i) => `p${i + 1} = Path(${`p${i}, `.repeat(8)})`).join('\n');
    const source = `from pathlib import Path\np0 = Path("/a")\n${parts}\np9.write_text("a")\n`;

    expect(await scored(source)).not.toEqual([]);
  });
});
