import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DataFile, type HashedDataFile, hashDataFiles } from '../../../src/engine/data-file.js';
import {
  ensureData,
  type Filler,
  linksOf,
  listDatasets,
  pruneDatasets,
  refillData,
} from '../../../src/engine/dataset.js';
import { containerSettings } from '../../../src/engine/host-config.js';
import { plan } from '../runner/accepted-sandbox.js';
import { InMemoryEngine } from './in-memory-engine.js';

const filler: Filler = { imageId: 'sha256:image', labels: { 'io.quantine.role': 'filler' } };
const CSV = 'date,close\n2020-01-02,3257.85\n';
const SHA256 = createHash('sha256').update(CSV).digest('hex');
const VOLUME = `quantine-data-${SHA256}`;
let folder: string;
let engine: InMemoryEngine;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-dataset-'));
  await writeFile(join(folder, 'sp500.csv'), CSV);
  await writeFile(join(folder, 'copy.csv'), CSV);
  await writeFile(join(folder, 'ndx.csv'), CSV.replace('3257', '8793'));
  engine = new InMemoryEngine();
});
afterEach(() => rm(folder, { recursive: true }));

function hashed(...files: (string | DataFile)[]): Promise<readonly HashedDataFile[]> {
  return hashDataFiles(
    files.map((file) =>
      typeof file === 'string' ? { path: join(folder, file) } : { ...file, path: join(folder, file.path) },
    ),
  );
}

/** Names and contents of a volume, in the order in which they were put in. */
const contentsOf = (volume: string) => [...(engine.volumes.get(volume)?.entries ?? [])];

describe('ensureData', () => {
  it('needs no volume without data', async () => {
    expect(await ensureData(engine, [], filler)).toEqual({ datasets: [], namesVolume: null });
    expect(engine.calls).toEqual([]);
  });

  it('keeps a file in a volume named by its SHA-256, and its link last', async () => {
    const { datasets } = await ensureData(engine, await hashed('sp500.csv'), filler);

    expect(datasets).toEqual([{ sha256: SHA256, volume: VOLUME }]);
    const [content, link] = contentsOf(VOLUME);
    expect(content).toEqual([expect.stringMatching(/^content-[0-9a-f-]{36}$/), CSV]);
    expect(link).toEqual(['bytes', `-> ${content?.[0]}`]);
    expect(engine.volumes.get(VOLUME)?.labels).toEqual({
      'io.quantine.role': 'dataset',
      'io.quantine.sha256': SHA256,
      'io.quantine.bytes': '30',
      'io.quantine.file-name': 'sp500.csv',
    });
  });

  it('keeps names in a volume named by what it holds', async () => {
    const { namesVolume } = await ensureData(engine, await hashed({ name: 'bars', path: 'sp500.csv' }), filler);

    expect(namesVolume).toMatch(/^quantine-names-[0-9a-f]{64}$/);
    expect(contentsOf(namesVolume!)).toEqual([
      ['bars', `-> /datasets/${SHA256}/bytes`],
      ['sp500.csv', `-> /datasets/${SHA256}/bytes`],
    ]);
    expect(engine.volumes.get(namesVolume!)?.labels).toEqual({ 'io.quantine.role': 'names' });
  });

  it('gives the same names the same volume, in any order, and other names another', async () => {
    const one = await ensureData(engine, await hashed('sp500.csv', 'ndx.csv'), filler);
    const turned = await ensureData(engine, await hashed('ndx.csv', 'sp500.csv'), filler);
    const other = await ensureData(engine, await hashed('ndx.csv', { name: 'spx', path: 'sp500.csv' }), filler);

    expect(turned.namesVolume).toBe(one.namesVolume);
    expect(other.namesVolume).not.toBe(one.namesVolume);
  });

  it('fills once, through a container that is removed and never started', async () => {
    await ensureData(engine, await hashed('sp500.csv'), filler);
    expect(engine.containers.size).toBe(0);
    expect(engine.calls.filter((call) => /^(attach|start)/.test(call))).toEqual([]);

    engine.calls.length = 0;
    await ensureData(engine, await hashed('sp500.csv'), filler);
    expect(engine.calls).toEqual([]);
  });

  it('fills one volume for the same bytes under two names', async () => {
    const { datasets } = await ensureData(engine, await hashed('sp500.csv', 'copy.csv'), filler);

    expect(datasets).toHaveLength(1);
    expect(contentsOf(VOLUME)).toHaveLength(2);
  });

  it('leaves no link, and no container, where the file changed while it was read', async () => {
    const files = await hashed('sp500.csv');
    await writeFile(join(folder, 'sp500.csv'), CSV.replace('3', '4'));

    await expect(ensureData(engine, files, filler)).rejects.toMatchObject({ code: 'DATA_INVALID' });
    expect(contentsOf(VOLUME)).toEqual([]);
    expect(engine.containers.size).toBe(0);
  });
});

describe('refillData', () => {
  it('fills what is there again from nothing, under a name of its own', async () => {
    const files = await hashed('sp500.csv');
    await ensureData(engine, files, filler);
    const [[first]] = contentsOf(VOLUME) as [[string, string]];
    await refillData(engine, files, filler);

    const names = contentsOf(VOLUME).map(([name]) => name);
    expect(names).toHaveLength(2);
    expect(engine.volumes.get(VOLUME)?.entries.get('bytes')).toBe(`-> ${names[0]}`);
    expect(names[0]).not.toBe(first);
  });

  it('makes a volume anew that a create call made in passing, without labels', async () => {
    const files = await hashed('sp500.csv');
    await engine.createVolume(VOLUME, {});
    await refillData(engine, files, filler);

    expect(engine.calls).toContain(`remove volume ${VOLUME}`);
    expect(engine.volumes.get(VOLUME)?.labels['io.quantine.role']).toBe('dataset');
    expect(contentsOf(VOLUME)).toHaveLength(2);
  });

  it('fills the same bytes under two names once', async () => {
    await refillData(engine, await hashed('sp500.csv', 'copy.csv'), filler);

    expect(engine.calls.filter((call) => call === `put link into ${VOLUME}`)).toHaveLength(1);
  });
});

describe('linksOf', () => {
  it('links a file by its name, and by its own file name where nothing else has that', async () => {
    const files = await hashed({ name: 'sp500.csv', path: 'ndx.csv' }, 'sp500.csv');
    const [ndx, sp500] = files as [HashedDataFile, HashedDataFile];

    expect([...linksOf(files)]).toEqual([
      ['sp500.csv', ndx.sha256],
      ['sp500', sp500.sha256],
      ['ndx.csv', ndx.sha256],
    ]);
  });
});

describe('the datasets that an engine keeps', () => {
  it('are listed by hash and size, newest first, without anybody else’s', async () => {
    await engine.createVolume('somebody-elses', {});
    await ensureData(engine, await hashed('sp500.csv'), filler);
    await ensureData(engine, await hashed('ndx.csv'), filler);

    expect(await listDatasets(engine)).toMatchObject([
      { bytes: 30, volume: expect.stringMatching(/^quantine-data-/) },
      { bytes: 30, sha256: SHA256, volume: VOLUME, fileName: 'sp500.csv' },
    ]);
  });

  it('are pruned with their names, but for what a container uses', async () => {
    await engine.createVolume('somebody-elses', {});
    const used = await ensureData(engine, await hashed('sp500.csv'), filler);
    await ensureData(engine, await hashed('ndx.csv'), filler);
    await engine.createContainer(containerSettings({ ...plan, ...used }));
    const removed = await pruneDatasets(engine);

    expect(removed).toHaveLength(1);
    expect(removed[0]?.sha256).not.toBe(SHA256);
    expect([...engine.volumes.keys()].sort()).toEqual([VOLUME, used.namesVolume, 'somebody-elses']);
  });
});
