import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const accused = (source: string) => scoredBy('file-io', `${source}\n`);

const WRITER = 'class R:\n    def __init__(self, out="/output"):\n        self.out = out\n';
const WRITES = '    def go(self, d, s):\n        d.to_csv(f"{self.out}/{s}.csv")\n';
const SAVE = 'def save(d, out="/output/x.csv"):\n    d.to_csv(out)\n';
const CONFIG = 'from dataclasses import dataclass\n@dataclass\nclass C:\n    n: int = 3\n    out: str = "/output"\n';
const METHOD = 'class A:\n    def save(self, d, out="/output/x.csv"):\n        d.to_csv(out)\n';

describe('a path that a parameter or attribute holds', () => {
  it.each([
    'class R:\n    OUT = "/output/x.csv"\n    def go(self, d):\n        d.to_csv(self.OUT)',
    'class R:\n    def __init__(self):\n        self.n, self.out = 1, "/output/x.csv"\n    def go(self, d):\n        d.to_csv(self.out)',
    `${WRITER}${WRITES}R().go(d, "a")\nR("/output/b").go(d, "b")`,
    `${WRITER}${WRITES}class S(R):\n    def __init__(self):\n        super().__init__("/output/s")`,
    `from pathlib import Path\nclass R:\n    def __init__(self):\n        self.out = Path("/output")\n    def go(self, d, s):\n        d.to_csv(self.out / f"{s}.csv")`,
    `${CONFIG}cfg = C(n=5)\ndf.to_csv(f"{cfg.out}/x.csv")\nC(out="/output/b")`,
    `${SAVE}save(d)\nsave(d, "/output/y.csv")\nsave(d, out=f"/output/{s}.csv")`,
    `${METHOD}A().save(d)\nA().save(d, out="/output/y.csv")`,
    'def save(d, path=None):\n    path = path or "/output/x.csv"\n    d.to_csv(path)',
    'def save(d, path=None):\n    if path is None:\n        path = "/output/x.csv"\n    d.to_csv(path)\nsave(d)',
    'def path_for(s):\n    return f"/output/{s}.csv"\ndf.to_csv(path_for("x"))',
    'class R:\n    def _path(self, s):\n        return f"/output/{s}.csv"\n    def go(self, d):\n        d.to_csv(self._path("a"))',
  ])('is followed to what the source gives it: %j', async (source) => {
    expect(await accused(source)).toEqual([]);
  });

  it.each([
    'class R:\n    out = "/output/x.csv"\n    def go(self, d):\n        d.to_csv(self.out)\nr = R()\nr.out = other',
    'class R:\n    out = "/output/x.csv"\n    def go(self, d):\n        d.to_csv(self.out)\nr = R()\nr.out += other',
    'class R:\n    out = "/output/x.csv"\n    def go(self, d):\n        d.to_csv(self.out)\nfor R.out in others:\n    pass',
    'class R:\n    out = "/output/x.csv"\n    def go(self, d):\n        d.to_csv(self.out)\nsetattr(R, "out", other)',
    'class R:\n    out = "/output/x.csv"\n    def go(self, d):\n        d.to_csv(self.out)\nsetattr(R, name, other)',
    `${WRITER}${WRITES}R("/etc").go(d, "a")`,
    `${WRITER}${WRITES}R(*more).go(d, "a")`,
    `${WRITER}${WRITES}class S(R):\n    pass\nS("/etc").go(d, "a")`,
    `${WRITER}${WRITES}class S(R):\n    def __init__(self):\n        super().__init__("/etc")`,
    `${WRITER}${WRITES}make = R\nmake("/etc").go(d, "a")`,
    `${WRITER}${WRITES}R().__init__("/etc")`,
    `${CONFIG}cfg = C(5, "/output/b")\ndf.to_csv(f"{cfg.out}/x.csv")`,
    `${CONFIG}cfg = C(5, "/etc")\ndf.to_csv(f"{cfg.out}/x.csv")`,
    `${CONFIG}cfg = C(out="/etc")\ndf.to_csv(f"{cfg.out}/x.csv")`,
    `${CONFIG}cfg = C(**options)\ndf.to_csv(f"{cfg.out}/x.csv")`,
    `${CONFIG}import dataclasses\ncfg = dataclasses.replace(C(), out="/etc")\ndf.to_csv(f"{cfg.out}/x.csv")`,
    `${SAVE}save(d, "/etc/y.csv")`,
    `${SAVE}save(d, *more)`,
    `${SAVE}s = save\ns(d, "/etc/x")`,
    `${SAVE}map(save, frames, outs)`,
    `${SAVE}import __main__\n__main__.save(d, "/etc/x")`,
    `@run_with("/etc/x")\n${SAVE}`,
    `${METHOD}A().save(d, "/etc/x")`,
    `${METHOD}A.save(A(), d, "/etc/x")`,
    `class A:\n    if True:\n        def save(self, d, out="/output/x.csv"):\n            d.to_csv(out)\nA().save(d, "/etc/x")`,
    `${METHOD}f = A().save\nf(d, "/etc/x")`,
    `${METHOD}getattr(A(), "save")(d, "/etc/x")`,
    'def save(d, path):\n    d.to_csv(path)',
    'def path_for(s):\n    if s:\n        return s\n    return "/output/x.csv"\ndf.to_csv(path_for(x))',
    'path = "/output/x"\nfor i in range(3):\n    path = path + "/../.."\ndf.to_csv(path)',
  ])('is told where the source may give it another: %j', async (source) => {
    expect(await accused(source)).toContain('to_csv');
  });
});
