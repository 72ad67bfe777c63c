import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const accused = (source: string) =>
  scoredBy('file-io', `import operator\nimport pandas as pd\nfrom types import SimpleNamespace\n${source}\n`);

const LOADER = 'class L:\n    def load(self, p="/data/x"):\n        return pd.read_csv(p)\n';
const HOLDER = 'class A:\n    path = "/data/x"\n    def load(self):\n        return pd.read_csv(self.path)\n';
const OTHER = 'SimpleNamespace(**{"path": "/etc/passwd"})';

describe('a method that is called by a name made at run time', () => {
  it.each([`${LOADER}L().load()\nprint(getattr(x, "name", ""))`, `${HOLDER}A().load()\ngetattr(pd, "concat")(d)`])(
    'takes nothing from others where the name is written out: %j',
    async (source) => {
      expect(await accused(source)).toEqual([]);
    },
  );

  it.each([
    `${LOADER}getattr(L(), f"lo{x}")("/etc/passwd")`,
    `${LOADER}L().load()\ngetattr(other, f"check_{x}")("/etc/passwd")`,
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
  ])('may take anything where nobody knows the name: %j', async (source) => {
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
