import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SandboxExecutor } from '../../src/executor.js';
import { endingOf, ran, realDocker } from '../helpers/real-engine.js';

const SP500 = 'examples/data/sp500.csv';
const executor = new SandboxExecutor({ validateCode: false, timeoutSeconds: 60, memoryMiB: 512 });
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-data-'));
});
afterAll(async () => {
  await executor.cleanup();
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('a data file', () => {
  it('is a DataFrame with an ascending index of dates and lower-case columns', async () => {
    const source = [
      'import pandas as pd',
      'assert isinstance(data, pd.DataFrame)',
      'result = {"columns": sorted(data.columns), "rows": len(data), "first": data.index[0], "last": data.index[-1],',
      '          "ascending": data.index.is_monotonic_increasing, "dates": isinstance(data.index, pd.DatetimeIndex)}',
    ].join('\n');
    const outcome = await executor.execute(source, { data: SP500 });
    expect(outcome).toMatchObject({
      status: 'completed',
      value: {
        columns: ['open', 'high', 'low', 'close', 'adj_close', 'volume'].sort(),
        rows: 5105,
        first: '2000-01-03T00:00:00',
        ascending: true,
        dates: true,
      },
    });
  });

  it('is also the file itself under /data, by its name and by the file’s own', async () => {
    const source = 'result = [open("/data/spx").read(5), open("/data/sp500.csv").read(5)]';
    const outcome = await executor.execute(source, { data: [{ name: 'spx', path: SP500 }] });
    expect(outcome).toMatchObject({ status: 'completed', value: ['date,', 'date,'] });
  });

  it('cannot be written to, and nothing can be put beside it', async () => {
    const source = [
      'refused = []',
      'for path in ("/data/sp500", "/data/new", "/datasets/new"):',
      '    try: open(path, "w")',
      '    except OSError as error: refused.append(error.strerror)',
      'result = refused',
    ].join('\n');
    const outcome = await executor.execute(source, { data: SP500 });
    expect(outcome.status === 'completed' && outcome.value).toHaveLength(3);
  });

  it('is one of a dict by name when there are several', async () => {
    const other = await file('small.csv', 'Date,Close\n2024-01-02,2\n2024-01-01,1\n');
    const outcome = await executor.execute('result = [sorted(data), data["small"]["close"].tolist()]', {
      data: [{ path: SP500 }, { path: other }],
    });
    expect(outcome).toMatchObject({
      status: 'completed',
      value: [
        ['small', 'sp500'],
        [1, 2],
      ],
    });
  });

  it('is stored once by its content and used again', async () => {
    const path = await file('once.csv', 'date,close\n2024-01-01,1\n');
    await executor.execute('result = 1', { data: path });
    const docker = await realDocker();
    const volumes = async () =>
      (await docker.listVolumes()).Volumes.map((volume) => volume.Name)
        .filter((n) => n.startsWith('quantine-data-'))
        .sort();
    const before = await volumes();
    await executor.execute('result = 1', { data: [{ name: 'again', path }] });
    expect(await volumes()).toEqual(before);
  });

  it('that was filled half way is never read as whole', async () => {
    const content = `date,close\n2024-01-01,${Date.now()}\n`;
    const path = await file('half.csv', content);
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(content).digest('hex');
    const docker = await realDocker();
    await docker.createVolume({
      Name: `quantine-data-${sha256}`,
      Labels: { 'io.quantine.role': 'dataset', 'io.quantine.sha256': sha256, 'io.quantine.bytes': '30' },
    });
    expect(endingOf(await executor.execute('result = len(data)', { data: path }))).toBe('completed');
  });

  it('can be filled by two at once', async () => {
    const path = await file('twice.csv', `date,close\n2024-01-01,${Date.now()}\n`);
    await using other = new SandboxExecutor({ validateCode: false, memoryMiB: 512 });
    const both = await Promise.all([executor, other].map((one) => one.execute('result = len(data)', { data: path })));
    expect(both.map(endingOf)).toEqual(['completed', 'completed']);
  });

  it.each([
    ['empty.csv', '', 'DATA_INVALID'],
    ['binary.csv', Buffer.from([0, 1, 2, 0, 255]), 'DATA_INVALID'],
    ['header-only.csv', 'date,close\n', 'DATA_INVALID'],
    ['no-dates.csv', 'a,b\nx,1\ny,2\n', 'DATA_INVALID'],
    ['ragged.csv', 'date,close\n2024-01-01,1\n2024-01-02,1,2,3\n', 'DATA_INVALID'],
    ['latin.csv', Buffer.from('date,close\n2024-01-01,\xe9\n', 'latin1'), 'DATA_INVALID'],
  ])('that is badly formed (%s) is refused with a code before the strategy runs', async (name, content, code) => {
    const path = await file(name, content);
    await expect(executor.execute('print("ran")', { data: path })).rejects.toMatchObject({ code });
  });

  it('that is not there is refused with a code', async () => {
    await expect(executor.execute('x = 1', { data: '/no/such.csv' })).rejects.toMatchObject({ code: 'DATA_NOT_FOUND' });
  });
});

describe('a result', () => {
  it('gives numbers, dates, arrays, Series and DataFrames in the stated layout, and null for what is not finite', async () => {
    const source = [
      'import numpy as np, pandas as pd, datetime as dt',
      'index = pd.date_range("2024-01-01", periods=2)',
      'result = {"f": np.float64(1.5), "i": np.int32(7), "b": np.bool_(True), "nan": float("nan"), "inf": [1, -np.inf],',
      '  "day": dt.date(2024, 1, 2), "array": np.arange(3), "series": pd.Series([1, np.nan], index=index, name="x"),',
      '  "frame": pd.DataFrame({"a": [1, 2]}, index=index)}',
    ].join('\n');
    const outcome = await executor.execute(source);
    expect(outcome.status === 'completed' && outcome.value).toMatchObject({
      f: 1.5,
      i: 7,
      b: true,
      nan: null,
      inf: [1, null],
      day: '2024-01-02',
      array: [0, 1, 2],
    });
    expect(outcome.status === 'completed' && outcome.nonFinitePaths).toEqual(
      expect.arrayContaining(['$.nan', '$.inf[1]']),
    );
  });

  it('past its cap fails', async () => {
    const outcome = await executor.execute('result = "x" * 9_000_000');
    expect(endingOf(outcome)).toBe('failed: ValueTooLarge');
  });
});

describe('what is written to /output', () => {
  it('comes back as regular files, and as nothing else', async () => {
    const source = [
      'import os',
      'os.makedirs("/output/deep/er")',
      'open("/output/deep/er/equity.csv", "w").write("a,b\\n")',
      'os.symlink("/etc/passwd", "/output/link")',
      'import socket',
      'socket.socket(socket.AF_UNIX).bind("/output/pipe")',
      'open("/output/unclosed.txt", "w").write("flushed all the same")',
    ].join('\n');
    const outcome = ran(await executor.execute(source));
    expect(endingOf(outcome)).toBe('completed');
    expect(outcome.artifacts.map(({ path }) => path)).toEqual(['deep/er/equity.csv', 'unclosed.txt']);
    expect(Buffer.from(outcome.artifacts[1]!.content).toString()).toBe('flushed all the same');
    expect(outcome.skippedArtifacts.map(({ path }) => path).sort()).toEqual(['link', 'pipe']);
  });

  it('is bounded in count', async () => {
    const outcome = ran(await executor.execute('for n in range(1100): open(f"/output/{n:04}", "w").close()'));
    expect(endingOf(outcome)).toBe('completed');
    expect(outcome.artifacts.map(({ path }) => path)).toEqual(
      Array.from({ length: 1024 }, (_, n) => String(n).padStart(4, '0')),
    );
    expect(outcome.skippedArtifacts).toHaveLength(76);
    expect(outcome.skippedArtifacts[0]).toEqual({ path: '1024', reason: 'past the cap on the number of files' });
  });

  it('is bounded in size, by what a sparse file says it holds', async () => {
    const source = 'for name in "ab": open(f"/output/{name}", "wb").truncate(40 << 20)';
    const outcome = ran(await executor.execute(source));
    expect(endingOf(outcome)).toBe('completed');
    expect(outcome.artifacts.map(({ path, bytes }) => [path, bytes])).toEqual([['a', 40 * 1024 ** 2]]);
    expect(outcome.skippedArtifacts).toEqual([{ path: 'b', reason: 'past the cap on bytes' }]);
  });
});
