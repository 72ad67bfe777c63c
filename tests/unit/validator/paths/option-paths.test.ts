import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const accused = (source: string) =>
  scoredBy('file-io', `import argparse, sys, os\nimport pandas as pd\nfrom pathlib import Path\n${source}\n`);

const PARSER = 'p = argparse.ArgumentParser()\np.add_argument("--out", default="/output/r.csv")\n';
const PARSED = `${PARSER}args = p.parse_args()\n`;

describe('a path that an option of the command line tells', () => {
  it.each([
    `${PARSED}df.to_csv(args.out)`,
    `${PARSER}args = p.parse_args(None)\ndf.to_csv(args.out)`,
    `${PARSER}def run(args):\n    df.to_csv(args.out)\nrun(p.parse_args())`,
    `def read(argv=None):\n    p = argparse.ArgumentParser()\n    p.add_argument("--out-dir", type=Path, default=Path("/output"))\n    return p.parse_args(argv)\ndef main():\n    args = read()\n    df.to_csv(args.out_dir / "x.csv")\nmain()`,
    'p = argparse.ArgumentParser()\np.add_argument("-d", "--data", type=str, default="/data/x.csv", help="x")\npd.read_csv(p.parse_args().data)',
    `class A:\n    def __init__(self, args):\n        self.args = args\n        self.out = args.out\n    def run(self):\n        df.to_csv(self.args.out)\n        df.to_csv(self.out)\n${PARSED}A(args).run()`,
    `${PARSED}df.to_csv(os.path.join(os.path.dirname(args.out), "x.csv"))\nprint(vars(args))`,
    'p = argparse.ArgumentParser()\ng = p.add_argument_group("io")\ng.add_argument("--out", default="/output/r.csv")\ndf.to_csv(p.parse_args([]).out)',
    `${PARSER}args = p.parse_args(sys.argv[1:])\ndf.to_csv(args.out)`,
    `${PARSER}if len(sys.argv) > 1:\n    print(sys.argv[0])\nargs = p.parse_args(sys.argv[1:])\ndf.to_csv(args.out)`,
    `${PARSER}args, _ = p.parse_known_args()\ndf.to_csv(args.out)`,
    `${PARSER}(args, others) = p.parse_known_args(sys.argv[1:])\ndf.to_csv(args.out)`,
    `${PARSER}args = p.parse_known_args()[0]\ndf.to_csv(args.out)`,
    `${PARSER}def read():\n    return p.parse_known_args()\nargs, rest = read()\ndf.to_csv(args.out)`,
    `class C:\n    def __init__(self):\n        self.default = 3\n${PARSED}df.to_csv(args.out)`,
  ])('is its default, because a run hands over no arguments: %j', async (source) => {
    expect(await accused(source)).toEqual([]);
  });

  it.each([
    PARSED.replace('/output', '/etc'),
    `${PARSER}args = p.parse_args(["--out", "/etc/x"])\n`,
    `${PARSER}args = p.parse_args(namespace=other)\n`,
    `${PARSER}def read(argv=None):\n    return p.parse_args(argv)\nargs = read(["--out", "/etc/x"])\n`,
    `${PARSED}args.out = other\n`,
    `${PARSED}setattr(args, "out", other)\n`,
    `${PARSER}args = p.parse_args(["--out", x])\n`,
    `${PARSER}args = p.parse_args(sys.argv[1:] + ["--out", "/etc/x"])\n`,
    `${PARSER}args, _ = p.parse_known_args(["--out", "/etc/x"])\n`,
    `${PARSER}_, args = p.parse_known_args()\n`,
    `${PARSER}*args, _ = p.parse_known_args()\n`,
    `${PARSER}args = p.parse_known_args()[1]\n`,
    `${PARSER}args, _ = p.parse_known_args(["--out", "/etc/x"])[0], 1\n`,
    `${PARSER}args, _ = p.parse_known_args()\nargs, _ = other\n`,
    `${PARSER}args, _ = p.parse_known_args()\nif x:\n    args = other\n`,
    `${PARSER}args, _ = p.parse_known_args()\nargs.out = other\n`,
    `sys.argv[1:] += ["--out", "/etc/x"]\n${PARSER}args = p.parse_args(sys.argv[1:])\n`,
    `sys.argv.append("--out=/etc/x")\n${PARSER}args = p.parse_args(sys.argv[1:])\n`,
    `[sys][0].argv.append("--out=/etc/x")\n${PARSER}args = p.parse_args(sys.argv[1:])\n`,
    `from sys import argv as a\na.append("--out=/etc/x")\n${PARSER}args = p.parse_args(sys.argv[1:])\n`,
    `from sys import *\nargv.append("--out=/etc/x")\n${PARSER}args = p.parse_args(sys.argv[1:])\n`,
    `a = sys.argv\na.append("--out=/etc/x")\n${PARSER}args = p.parse_args(sys.argv[1:])\n`,
    `change(sys.argv)\n${PARSER}args = p.parse_args(sys.argv[1:])\n`,
    `getattr(sys, "argv").append("--out=/etc/x")\n${PARSER}args = p.parse_args(sys.argv[1:])\n`,
    `(sys.argv)[1:] = ["--out=/etc/x"]\n${PARSER}args = p.parse_args(sys.argv[1:])\n`,
    `sys = other\n${PARSER}args = p.parse_args(sys.argv[1:])\n`,
    `argv = ["x", "--out", "/etc/x"]\n${PARSER}args = p.parse_args(argv[1:])\n`,
    `sys.argv += ["--out", "/etc/x"]\n${PARSED}`,
    `sys.argv.extend(["--out", "/etc/x"])\n${PARSED}`,
    `sys.argv[1:] = ["--out", "/etc/x"]\n${PARSED}`,
    `${PARSER}p.set_defaults(out="/etc/x")\nargs = p.parse_args()\n`,
    PARSED.replace('csv")', 'csv", type=lambda text: "/etc/x")'),
    PARSED.replace('csv")', 'csv", action=Other)'),
    PARSED.replace('csv")', 'csv", required=True)'),
    `${PARSER}add = p.add_argument\nadd("--out", default="/etc/x")\nargs = p.parse_args()\n`,
    PARSED.replace('default="/output/r.csv"', 'help="x"'),
    PARSED.replace('p.add', 'a = p.add').replace('args =', 'a.default = "/etc/x"\nargs ='),
    PARSED.replace('p.add', 'a = p.add').replace('")\n', '")\nchange(a)\n'),
    `${PARSER}p._actions[1].default = "/etc/x"\nargs = p.parse_args()\n`,
    `${PARSER}p.register("type", None, lambda text: "/etc/x")\nargs = p.parse_args()\n`,
    `${PARSER}p.parse_known_args = other\nargs = p.parse_args()\n`,
    `${PARSER}p._parse_known_args = other\nargs = p.parse_args()\n`,
    `${PARSER}p.parse_args = other\nargs = p.parse_args()\n`,
    `${PARSER}argparse.ArgumentParser._get_value = other\nargs = p.parse_args()\n`,
    `${PARSER}p.add_argument("--x", **{"dest": "out", "default": "/etc/x"})\nargs = p.parse_args()\n`,
    `${PARSER}p.add_argument("--x", dest=name, default="/etc/x")\nargs = p.parse_args()\n`,
    `${PARSED.replace('Parser()', 'Parser(prefix_chars="+-")')}p.add_argument("++out", default="/etc/x")\n`,
    `${PARSER}argv = []\nargv.append("--out=/etc/x")\nargs = p.parse_args(argv)\n`,
    `${PARSER}argv = sys.argv[1:]\nargv.extend(["--out", "/etc/x"])\nargs = p.parse_args(argv)\n`,
  ])('is told where it may be another: %j', async (source) => {
    expect(await accused(`${source}df.to_csv(args.out)`)).toContain('to_csv');
  });
});
