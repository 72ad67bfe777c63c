import { describe, expect, it } from 'vitest';
import { IMAGE_NAMES, type ImageName } from '../../../../src/config/image-names.js';
import type { CompatibilityNote } from '../../../../src/core/report.js';
import { CodeValidator } from '../../../../src/validator/validate.js';
import { COMPATIBILITY_CASES } from '../../../helpers/compatibility-cases.js';

const validators = {
  python313: new CodeValidator({ policy: { image: 'python313' } }),
  python311: new CodeValidator({ policy: { image: 'python311' } }),
} satisfies Record<ImageName, CodeValidator>;

async function notesOf(source: string, image: ImageName = 'python313'): Promise<readonly CompatibilityNote[]> {
  const { compatibility } = await validators[image].validate(source);
  return compatibility.filter(({ givesNothing }) => givesNothing !== true);
}

describe.each(IMAGE_NAMES)('in the image %s', (image) => {
  it.each(COMPATIBILITY_CASES)('tells what is missing for $source', async ({ source, ...missing }) => {
    const notes = await notesOf(source, image);
    expect(notes.map(({ qualifiedName }) => qualifiedName)).toEqual(missing[image]);
  });
});

describe('what changes a copy of a column and nothing else', () => {
  const of = async (line: string, image: ImageName = 'python313') =>
    (await notesOf(`df = data.copy()\ndf["s"] = 0\nmask = df["close"] > 0\n${line}\n`, image)).map(
      ({ qualifiedName, hasNoEffect }) => [qualifiedName, hasNoEffect],
    );

  it.each([
    ['df["s"][mask] = 1', 's[...]'],
    ['df["s"][mask] += 1', 's[...]'],
    ['df["s"].loc[mask] = 1', 's[...]'],
    ['df["s"].iloc[0] = 1', 's[...]'],
    ['df["close"][mask] = 1', 'close[...]'],
    ['df["s"].fillna(0, inplace=True)', 's.fillna(inplace)'],
    ['df["s"].replace(0, 1, inplace=True)', 's.replace(inplace)'],
  ])('is told of %s, in pandas 3 alone', async (line, name) => {
    expect(await of(line)).toEqual([[name, true]]);
    expect(await of(line, 'python311')).toEqual([]);
  });

  it.each([
    'df.loc[mask, "s"] = 1',
    'df["s"] = df["s"].fillna(0)',
    'df.fillna(0, inplace=True)',
    's = df["s"]\ns[mask] = 1',
    's = df["s"]\ns.fillna(0, inplace=True)',
    'df["s"].fillna(0, inplace=False)',
    'df["t"][mask] = 1',
    'tables = {"s": df}\ntables["s"]["x"] = 1',
    'def f(tables):\n    tables["s"][mask] = 1',
    'try:\n    df["s"][mask] = 1\nexcept ValueError:\n    pass',
  ])('is not told of %s', async (line) => {
    expect(await of(line)).toEqual([]);
  });

  it('says what to write', async () => {
    const [note] = await notesOf('mask = data["close"] > 0\ndata["close"][mask] = 1');
    expect(note?.message).toBe(
      'the column close is taken out as a copy in pandas 3.1 (since 3.0), and this changes the copy alone: write data.loc[mask, "close"] = ..., or run with --image python311',
    );
  });

  const byLabel = (key: string) => `write df.loc[${key}, "s"] = ..., or run`;
  const byPosition = (key: string) => `write df.iloc[${key}, df.columns.get_loc("s")] = ..., or run`;
  const inDoubt = (key: string) =>
    `write df.loc[${key}, "s"] = ..., or where ${key} counts rows, df.iloc[${key}, df.columns.get_loc("s")] = ..., or run`;
  it.each([
    ['df["s"][5:] = 1', byPosition('5:')],
    ['df["s"][:-5] = 1', byPosition(':-5')],
    ['df["s"][::2] = 1', byPosition('::2')],
    ['df["s"][len(df) // 2:] = 1', byPosition('len(df) // 2:')],
    ['n = 5\ndf["s"][n:] = 1', byPosition('n:')],
    ['def f(n):\n    df["s"][-n:] = 1', byPosition('-n:')],
    ['for i in range(5, len(df)):\n    df["s"][i] = 1', byPosition('i')],
    ['for i in range(5, len(df)):\n    df["s"][i - 1] = 1', byPosition('i - 1')],
    ['i = 0\nwhile i < 5:\n    df["s"][i] = 1\n    i += 1', byPosition('i')],
    ['df["s"].iloc[0] = 1', byPosition('0')],
    ['df["s"].iat[0] = 1', byPosition('0')],
    ['df["s"].loc[5:] = 1', byLabel('5:')],
    ['df["s"]["2010":] = 1', byLabel('"2010":')],
    ['df["s"]["2010"::5] = 1', byLabel('"2010"::5')],
    ['df["s"][:] = 1', byLabel(':')],
    ['df["s"][~mask & (df["close"] < 9)] = 1', byLabel('~mask & (df["close"] < 9)')],
    ['up = mask\ndf["s"][up] = 1', byLabel('up')],
    ['def f(n):\n    df["s"][n:] = 1', inDoubt('n:')],
    ['for day in df.index:\n    df["s"][day] = 1', inDoubt('day')],
  ])('finds the rows of %s as it did', async (line, write) => {
    const [note] = await notesOf(`df = data.copy()\ndf["s"] = 0\nmask = df["close"] > 0\n${line}\n`);
    expect(note?.message).toContain(write);
  });
});

describe('a source that has nothing to call and nothing to give', () => {
  const of = async (source: string) =>
    (await validators.python313.validate(source)).compatibility.map(({ givesNothing, line }) => [givesNothing, line]);

  it.each([
    ['def strategy(data, params):\n    return 1\n', 1],
    ['class Helper:\n    pass\nclass MyStrategy:\n    def next(self):\n        result = 1\n', 3],
    ['def main():\n    print(1)\nif __name__ == "__main__":\n    main()\n', 1],
  ])('is told of %j', async (source, line) => {
    expect(await of(source)).toEqual([[true, line]]);
  });

  it.each([
    'def run(data, params):\n    return 1\n',
    'def strategy(data):\n    return 1\nresult = strategy(data)\n',
    'def strategy(data):\n    global result\n    result = 1\nstrategy(data)\n',
    'class Strategy:\n    pass\nrun = Strategy()\n',
    'def save(data):\n    data.to_csv("/output/x.csv")\nsave(data)\n',
    'def strategy(data):\n    return 1\nglobals()["run"] = strategy\n',
    'from numpy import *\ndef strategy(data):\n    return 1\n',
    'print(1)\n',
  ])('is not told of %j', async (source) => {
    expect(await of(source)).toEqual([]);
  });

  it('is not told where a framework that is not there would call it', async () => {
    expect(await of('import backtrader as bt\nclass S(bt.Strategy):\n    pass\n')).toEqual([[undefined, 1]]);
  });
});

describe('a note', () => {
  it.each([
    [
      'import numpy as np\nx = np.NaN',
      'numpy has no NaN in 2.5 (gone since 2.0): write np.nan, or run with --image python311',
    ],
    [
      'import numpy as np\nx = np.trapz([1])',
      'numpy has no trapz in 2.5 (gone since 2.4): write np.trapezoid, or run with --image python311',
    ],
    [
      'from numpy import in1d',
      'numpy has no in1d in 2.5 (gone since 2.4): write np.isin, or run with --image python311',
    ],
    [
      'import numpy as np\nx = np.row_stack([1])',
      'numpy has no row_stack in 2.5 (gone since 2.5): write np.vstack, or run with --image python311',
    ],
    ['from scipy.stats import norn', 'scipy.stats has no norn in 1.18: did you mean norm?'],
    ['import backtrader', 'backtrader is not in the image python313'],
    [
      'import pandas as pd\ndata.append(1)',
      'DataFrame has no append in pandas 3.1 (gone since 2.0): write pd.concat([frame, other])',
    ],
    [
      'import pandas as pd\ndef f(x):\n    return x.iteritems()',
      'no DataFrame or Series has iteritems in pandas 3.1 (gone since 2.0): write items()',
    ],
    [
      "import pandas as pd\nx = data['date'].dt.week",
      'Series.dt has no week in pandas 3.1 (gone since 2.0): write isocalendar().week',
    ],
    [
      'import pandas as pd\nx = pd.to_datetime(y).dt.weekofyear',
      'Series.dt has no weekofyear in pandas 3.1 (gone since 2.0): write isocalendar().week',
    ],
    [
      'import pandas as pd\ndays = pd.date_range(a, b)\nx = days.week',
      'DatetimeIndex has no week in pandas 3.1 (gone since 2.0): write isocalendar().week',
    ],
    [
      'import pandas as pd\nx = data["close"][-1]',
      'a number is a label, not a position, in pandas 3.1 (since 3.0), and the labels are dates: write data["close"].iloc[-1], or run with --image python311',
    ],
    [
      'import pandas as pd\ndata.fillna(method="ffill")',
      'fillna takes no method in pandas 3.1 (gone since 3.0): write ffill() or bfill(), or run with --image python311',
    ],
    [
      'import pandas as pd\ndata.resample("M")',
      "pandas 3.1 has no offset M (gone since 3.0): write 'ME', or run with --image python311",
    ],
    ['import pandas as pd\ndata.drop("x", 1)', 'drop takes only 1 by position in pandas 3.1 (since 2.0): write axis='],
    ['import pandas as pd\npd.DataFrame({"a": [1]}).head(rows=3)', 'head takes no rows in pandas 3.1'],
    ['import pandas as pd\ndata.dropna(0)', 'dropna takes nothing by position in pandas 3.1 (since 2.0): write axis='],
    [
      'import pandas as pd\ndata.mean(level=0)',
      'mean takes no level in pandas 3.1 (gone since 2.0): write groupby(level=...).mean()',
    ],
    [
      'import pandas as pd\ndata.pct_change(fill_method="pad")',
      "pct_change takes no fill_method 'pad' in pandas 3.1 (gone since 3.0): write ffill().pct_change(), or run with --image python311",
    ],
    [
      'import pandas as pd\ndata.interpolate("bfill")',
      "interpolate takes no method 'bfill' in pandas 3.1 (gone since 3.0): write bfill(), or run with --image python311",
    ],
    ['import time\ntime.clock()', 'time has no clock in Python 3.13 (gone since 3.8): write time.perf_counter'],
  ])('on %j says what to do', async (source, message) => {
    expect((await notesOf(source)).map((note) => note.message)).toEqual([message]);
  });

  it('is made of a number for a row, and not of two', async () => {
    const of = (key: string) => notesOf(`import pandas as pd\nx = data["close"][${key}]`);

    expect(await of('0')).toHaveLength(1);
    expect(await of('0, 1')).toEqual([]);
  });

  it.each(['x.floor("M")', 'x.rolling("2QE")'])('is not made of what ran in no version: %s', async (call) => {
    const source = `import pandas as pd\ndef f(x):\n    return ${call}`;
    expect([await notesOf(source), await notesOf(source, 'python311')]).toEqual([[], []]);
    expect(await notesOf(source.replace(/"\w+"/, '"H"'))).toHaveLength(1);
  });

  it('says what a later image brings', async () => {
    const [note] = await notesOf('import pandas as pd\ndata.resample("ME")', 'python311');
    expect(note?.message).toBe(
      "pandas 2.1 has no offset ME (there since 2.2): write 'M', or run with --image python313",
    );
  });

  it('is not told of a name that is only within a circle what it has', async () => {
    const circle = (made: string) =>
      `import pandas as pd\na = pd.DataFrame()\nb = ${made}\nwhile a:\n    a = b.copy()\n    b = a.append(1)\n`;

    expect(await notesOf(circle('kept()'))).toEqual([]);
    expect(await notesOf(circle('a'))).toHaveLength(1);
  });

  it('is told once, at its first place, and adds no points', async () => {
    const source = 'import numpy as np\nx = 1\ny = np.NaN\nz = np.NaN, np.NaN\nw = np.Inf\n';
    const [nan, inf] = await notesOf(source);
    expect(nan).toMatchObject({ line: 3, column: 5, endColumn: 11, snippet: 'y = np.NaN', furtherPlaces: 2 });
    expect(inf).not.toHaveProperty('furtherPlaces');
    expect(await validators.python313.validate(source)).toMatchObject({ riskScore: 0, isValid: true });
  });

  it('is not made without bound', async () => {
    const uses = Array.from({ length: 500 }, (_, index) => `np.absent${index}`).join('\n');
    const notes = await notesOf(`import numpy as np\n${uses}\nnp.absent0\nnp.absent499\n`);
    expect(notes).toHaveLength(100);
    expect(notes[0]).toMatchObject({ qualifiedName: 'numpy.absent0', furtherPlaces: 1 });
  });
});
