import { describe, expect, it } from 'vitest';
import { scoredBy } from '../judge.js';

const reading = (line: string) => `
import argparse, json, logging
import pandas as pd

log = logging.getLogger(__name__)
parser = argparse.ArgumentParser()
parser.add_argument("--csv", default="/data/prices.csv")
args = parser.parse_args()
${line}
result = pd.read_csv(args.csv)
`;

describe('the table of what an object holds', () => {
  it.each([
    'print(vars(args))',
    'print(f"{vars(args)}")',
    'print(json.dumps(vars(args), indent=2))',
    'logging.info("given %s", vars(args))',
    'log.info("given %s", vars(args))',
    'for key, value in sorted(vars(args).items()): print(key, value)',
    'settings = {**vars(args), "b": 1}',
    'settings = dict(vars(args))',
  ])('is only read by %j', async (line) => {
    expect(await scoredBy('file-io', reading(line))).toEqual([]);
  });

  it.each([
    'def info(table): table["csv"] = "/etc/passwd"\ninfo(vars(args))',
    'class Log:\n    def info(self, table): table["csv"] = "/etc/passwd"\nLog().info(vars(args))',
    'class Log(logging.Handler):\n    def emit(self, record): record.args["csv"] = "/etc/passwd"\nlog.addHandler(Log())\nlog.error("%s", vars(args))',
    'vars(args)["csv"] = "/etc/passwd"',
    'vars(args).update(csv="/etc/passwd")',
    'table = vars(args)\ntable["csv"] = "/etc/passwd"',
    '[vars(args)][0]["csv"] = "/etc/passwd"',
    'for table in map(vars, [args]): table["csv"] = "/etc/passwd"',
    'json.dumps = lambda table: table.update(csv="/etc/passwd")\njson.dumps(vars(args))',
    'log = Log()\nlog.info(vars(args))',
  ])('may be changed by %j', async (line) => {
    expect(await scoredBy('file-io', reading(line))).toContain('pandas.read_csv');
  });
});
