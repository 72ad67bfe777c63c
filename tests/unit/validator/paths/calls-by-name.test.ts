import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const accused = (source: string) =>
  scoredBy('file-io', `import operator\nimport pandas as pd\nfrom types import SimpleNamespace\n${source}\n`);

const REPORT =
  'class R:\n    def __init__(self, folder="/output"):\n        self.folder = folder\n    def path(self, name):\n        return f"{self.folder}/{name}.csv"\n    def _write_csv(self, d):\n        d.to_csv(self.path("a"))\n';
const LOADER = 'class L:\n    def load(self, p="/data/x"):\n        return pd.read_csv(p)\n';
const HOLDER = 'class A:\n    path = "/data/x"\n    def load(self):\n        return pd.read_csv(self.path)\n';
const OTHER = 'SimpleNamespace(**{"path": "/etc/passwd"})';

describe('a method that is called by a name made at run time', () => {
  it.each([
    `${REPORT}    def write(self, d, form):\n        getattr(self, f"_write_{form}")(d)\nR().write(d, "csv")`,
    `${REPORT}    def write(self, d, form):\n        getattr(self, "_write_" + form, None)(d)\nR("/output/b").write(d, "csv")`,
    `${LOADER}L().load()\nprint(getattr(x, "name", ""))\ngetattr(other, f"check_{x}")("/etc/passwd")`,
    `${HOLDER}    def go(self, step):\n        return getattr(self, step)()\nA().go("load")`,
    `${HOLDER}A().load()\ngetattr(pd, name)(d)`,
  ])('takes nothing from methods whose name begins otherwise: %j', async (source) => {
    expect(await accused(source)).toEqual([]);
  });

  it.each([
    `${LOADER}getattr(L(), f"lo{x}")("/etc/passwd")`,
    `${LOADER}getattr(L(), name)("/etc/passwd")`,
    `${LOADER}getattr(L(), "load")("/etc/passwd")`,
    `${LOADER}getattr(L(), f"_{x}")["load"](L(), "/etc/passwd")`,
    `${LOADER}get = getattr\nget(L(), "lo" + x)("/etc/passwd")`,
    `${LOADER}list(map(getattr, [L()], ["load"]))[0]("/etc/passwd")`,
    `${LOADER}getattr(*[L(), "load"])("/etc/passwd")\ngetattr(L(), "other")`,
    `${LOADER}operator.methodcaller(name, "/etc/passwd")(L())`,
    `${HOLDER}getattr(A, name)(${OTHER})`,
    `${HOLDER}getattr(A, f"lo{x}")(${OTHER})`,
    `${HOLDER}for K in [A]:\n    getattr(K, name)(${OTHER})`,
    `${HOLDER}    @classmethod\n    def go(cls, step, other):\n        return getattr(cls, step)(other)\nA.go("load", ${OTHER})`,
  ])('may take anything where the name may be its own: %j', async (source) => {
    expect(await accused(source)).toContain('pandas.read_csv');
  });
});

describe('a setting with a default', () => {
  const saved = (line: string) =>
    scoredBy('file-io', `import os\n${line}\nd.to_csv(os.environ.get("OUT", "/output/x.csv"))\n`);

  it.each(['getattr(self, f"_write_{form}")(d)', "getattr(self, 'rule_' + name)"])(
    'is its default beside a name that begins as none of the environment does: %j',
    async (line) => {
      expect(await saved(line)).toEqual([]);
    },
  );

  it.each([
    'getattr(os, "env" + "iron")["OUT"] = "/etc/x"',
    'getattr(os, name)["OUT"] = "/etc/x"',
    'getattr(os, "put" + "env")("OUT", "/etc/x")',
    'getattr(os, f"{name}iron")["OUT"] = "/etc/x"',
    'getattr(os, "\\x65nviron")["OUT"] = "/etc/x"',
    'getattr(os, "__di" + "ct__")["env" + "iron"]["OUT"] = "/etc/x"',
  ])('is unknown beside one that may change it: %j', async (line) => {
    expect(await saved(line)).toEqual(['to_csv']);
  });
});
