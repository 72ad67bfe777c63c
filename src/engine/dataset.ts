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
import { QuantineError } from '../core/errors.js';
import type { ContainerEngine, CreatedContainer, VolumeEntry } from './container-engine.js';
import { type HashedDataFile, unchangedContent } from './data-file.js';
import { DATASETS_DIR, fillerSettings } from './host-config.js';
import { LABEL, type Labels } from './labels.js';

const FILL_DIR = '/fill';

/** What a filler container is made from: any image will do, for it never starts. */
export interface Filler {
  readonly imageId: string;
  readonly labels: Labels;
  readonly signal?: AbortSignal;
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

/** Fills again what a guest did not find whole, from nothing where nobody else uses it. */
export async function refillData(
  engine: ContainerEngine,
  files: readonly HashedDataFile[],
  filler: Filler,
): Promise<void> {
  const namesVolume = namesVolumeOf(files);
  const refill = async (volume: string, fillIt: () => Promise<void>) => {
    await engine.removeVolume(volume);
    await fillIt();
  };
  await Promise.all([
    ...distinctContents(files).map((file) => refill(volumeOf(file.sha256), () => fillDataset(engine, file, filler))),
    refill(namesVolume, () => fillNames(engine, namesVolume, files, filler)),
  ]);
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
  const labels = {
    [LABEL.role]: 'dataset',
    [LABEL.sha256]: file.sha256,
    [LABEL.bytes]: String(file.bytes),
    [LABEL.fileName]: file.fileName,
  };
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

/**
 * A fill that fails takes its volume with it, so that half a file is neither kept nor listed; what somebody else uses at
 * the same time stays.
 */
async function fill(
  engine: ContainerEngine,
  volume: string,
  labels: Labels,
  filler: Filler,
  entries: readonly VolumeEntry[],
): Promise<void> {
  const container = await fillerOn(engine, volume, labels, filler);
  try {
    await engine.fillVolume(container.id, FILL_DIR, entries, filler.signal);
  } catch (error) {
    await container.remove();
    await engine.removeVolume(volume);
    throw error;
  }
  await container.remove();
}

/** How often a volume may be removed under a filler's hands, as by a prune at the same time, before it is an error. */
const FILLER_ATTEMPTS = 3;

/** A container on a volume that has its labels: one that a create call made in passing has none, and is made anew. */
async function fillerOn(
  engine: ContainerEngine,
  volume: string,
  labels: Labels,
  filler: Filler,
): Promise<CreatedContainer> {
  for (let attempt = 0; attempt < FILLER_ATTEMPTS; attempt++) {
    filler.signal?.throwIfAborted();
    await engine.createVolume(volume, labels);
    const container = await engine.createContainer(fillerSettings(filler.imageId, volume, FILL_DIR, filler.labels));
    if ((await engine.inspectVolume(volume))?.labels[LABEL.role] !== undefined) return container;
    await container.remove();
    await engine.removeVolume(volume);
  }
  throw new QuantineError('ENGINE_FAILED', `the volume ${volume} is removed again and again while it is filled`);
}

/** A dataset as the engine keeps it. */
export interface StoredDataset {
  readonly sha256: string;
  readonly bytes: number;
  /** Of the file that it was first filled from; undefined for what an older version kept. */
  readonly fileName?: string;
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
      ...(labels[LABEL.fileName] !== undefined && { fileName: labels[LABEL.fileName] }),
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
