/**
 * Data files as content-addressed volumes.
 *
 * A volume is named by the SHA-256 of the file it holds and is filled once. Its entry `bytes` is a link to the content,
 * and is written last, in the same archive: a fill that died half way, or is still under way, has no link and is never
 * read as whole. Two fills at once write under names of their own, and either link is right. The guest reports which
 * links it sees, so that no run needs to ask beforehand.
 *
 * A second kind of volume holds the names: links from `/data/NAME` to the content, itself named by what it holds.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { ContainerEngine, VolumeEntry } from './container-engine.js';
import { type HashedDataFile, unchangedContent } from './data-file.js';
import { DATASETS_DIR, fillerSettings } from './host-config.js';
import { LABEL, type Labels } from './labels.js';

const FILL_DIR = '/fill';

/** What a filler container is made from: any image will do, for it never starts. */
export interface Filler {
  readonly imageId: string;
  readonly labels: Labels;
}

/** The volumes of one run. */
export interface MountedData {
  readonly datasets: readonly { readonly sha256: string; readonly volume: string }[];
  readonly namesVolume: string | null;
}

/** Makes sure that there is a volume for every file and one for their names, filling only what is new. */
export async function ensureData(
  engine: ContainerEngine,
  files: readonly HashedDataFile[],
  filler: Filler,
): Promise<MountedData> {
  if (files.length === 0) return { datasets: [], namesVolume: null };
  const distinct = distinctContents(files);
  const namesVolume = namesVolumeOf(files);
  await Promise.all([
    ...distinct.map((file) => ensureFilled(engine, volumeOf(file.sha256), () => fillDataset(engine, file, filler))),
    ensureFilled(engine, namesVolume, () => fillNames(engine, namesVolume, files, filler)),
  ]);
  return { datasets: distinct.map(({ sha256 }) => ({ sha256, volume: volumeOf(sha256) })), namesVolume };
}

/** Fills again what a guest did not find whole. */
export async function refillData(
  engine: ContainerEngine,
  files: readonly HashedDataFile[],
  filler: Filler,
): Promise<void> {
  const namesVolume = namesVolumeOf(files);
  await Promise.all(distinctContents(files).map((file) => fillDataset(engine, file, filler)));
  await fillNames(engine, namesVolume, files, filler);
}

/** One file for each content, since the same bytes under two names are one dataset. */
function distinctContents(files: readonly HashedDataFile[]): readonly HashedDataFile[] {
  return [...new Map(files.map((file) => [file.sha256, file])).values()];
}

async function ensureFilled(engine: ContainerEngine, volume: string, fill: () => Promise<void>): Promise<void> {
  if ((await engine.inspectVolume(volume)) === null) await fill();
}

function volumeOf(sha256: string): string {
  return `quantine-data-${sha256}`;
}

async function fillDataset(engine: ContainerEngine, file: HashedDataFile, filler: Filler): Promise<void> {
  const contentName = `content-${randomUUID()}`;
  const labels = { [LABEL.role]: 'dataset', [LABEL.sha256]: file.sha256, [LABEL.bytes]: String(file.bytes) };
  await fill(engine, volumeOf(file.sha256), labels, filler, [
    { kind: 'file', name: contentName, bytes: file.bytes, content: () => unchangedContent(file) },
    { kind: 'link', name: 'bytes', target: contentName },
  ]);
}

/** Links by the given name and, where it is clear whose it is, by the file's own name. */
export function linksOf(files: readonly HashedDataFile[]): ReadonlyMap<string, string> {
  const links = new Map(files.map((file) => [file.name, file.sha256]));
  const isShared = (name: string) => files.filter((file) => file.fileName === name).length > 1;
  for (const { fileName, sha256 } of files)
    if (!links.has(fileName) && !isShared(fileName)) links.set(fileName, sha256);
  return links;
}

function namesVolumeOf(files: readonly HashedDataFile[]): string {
  const canonical = JSON.stringify([...linksOf(files)].sort(([left], [right]) => (left < right ? -1 : 1)));
  return `quantine-names-${createHash('sha256').update(canonical).digest('hex')}`;
}

async function fillNames(
  engine: ContainerEngine,
  volume: string,
  files: readonly HashedDataFile[],
  filler: Filler,
): Promise<void> {
  const entries = [...linksOf(files)].map(
    ([name, sha256]): VolumeEntry => ({ kind: 'link', name, target: `${DATASETS_DIR}/${sha256}/bytes` }),
  );
  await fill(engine, volume, { [LABEL.role]: 'names' }, filler, entries);
}

/** A volume that a run's create call made in passing has no labels and nothing in it: it is made anew. */
async function fill(
  engine: ContainerEngine,
  volume: string,
  labels: Labels,
  filler: Filler,
  entries: readonly VolumeEntry[],
): Promise<void> {
  const existing = await engine.inspectVolume(volume);
  if (existing !== null && existing.labels[LABEL.role] === undefined) await engine.removeVolume(volume);
  await engine.createVolume(volume, labels);
  const container = await engine.createContainer(fillerSettings(filler.imageId, volume, FILL_DIR, filler.labels));
  try {
    await engine.fillVolume(container.id, FILL_DIR, entries);
  } finally {
    await container.remove();
  }
}

/** A dataset as the engine keeps it. */
export interface StoredDataset {
  readonly sha256: string;
  readonly bytes: number;
  readonly createdAt: string;
  readonly volume: string;
}

/** Every dataset the engine keeps, newest first. */
export async function listDatasets(engine: ContainerEngine): Promise<readonly StoredDataset[]> {
  const volumes = await engine.listVolumes({ [LABEL.role]: 'dataset' });
  return volumes
    .map(({ name, labels, createdAt }) => ({
      sha256: labels[LABEL.sha256] ?? '',
      bytes: Number(labels[LABEL.bytes] ?? 0),
      createdAt,
      volume: name,
    }))
    .sort((left, right) => right.createdAt.localeCompare(left.createdAt));
}

/**
 * Removes datasets that no container uses, and the names that point to them. Nothing is lost by it: the next run that
 * needs one fills it again.
 * @returns the datasets that are gone
 */
export async function pruneDatasets(engine: ContainerEngine): Promise<readonly StoredDataset[]> {
  const names = await engine.listVolumes({ [LABEL.role]: 'names' });
  await Promise.all(names.map(({ name }) => engine.removeVolume(name)));
  const datasets = await listDatasets(engine);
  const removed = await Promise.all(datasets.map(({ volume }) => engine.removeVolume(volume)));
  return datasets.filter((_, index) => removed[index]);
}
