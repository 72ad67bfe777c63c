import type {
  AttachedContainer,
  ContainerEngine,
  ContainerInfo,
  CreatedContainer,
  InspectedContainer,
  OutputListener,
  RunningContainer,
  VolumeEntry,
  VolumeInfo,
} from '../../../src/engine/container-engine.js';
import type { ContainerSettings } from '../../../src/engine/host-config.js';

interface Volume {
  labels: Readonly<Record<string, string>>;
  readonly entries: Map<string, string>;
}

const notAsked = (): never => {
  throw new Error('not asked of this engine');
};

/** An engine that lives in memory: it keeps volumes as a real one does, and notes what is asked of it, in order. */
export class InMemoryEngine implements ContainerEngine {
  readonly endpoint = { address: { kind: 'socket', path: '/none' }, origin: 'memory' } as const;
  readonly calls: string[] = [];
  readonly volumes = new Map<string, Volume>();
  readonly containers = new Map<string, ContainerSettings>();
  /** What the engine says besides when it creates a container. */
  warnings: readonly string[] = [];
  /** What is in a container, as `inspect` tells it. */
  inspected: (settings: ContainerSettings) => InspectedContainer = notAsked;
  /** What PID 1 of a container writes once it is started. */
  guest: (settings: ContainerSettings) => readonly Buffer[] = notAsked;
  /** What PID 1 writes when it is told something. */
  answer: (told: Buffer) => readonly Buffer[] = notAsked;
  removeContainerFails = false;
  #made = 0;

  async createContainer(settings: ContainerSettings): Promise<CreatedContainer> {
    this.#made += 1;
    const id = `c${this.#made}`;
    this.calls.push(`create ${id}`);
    this.containers.set(id, settings);
    for (const { Source } of settings.HostConfig.Mounts) if (!this.volumes.has(Source)) this.#makeVolume(Source, {});
    return new InMemoryContainer(this, id, settings);
  }

  async listContainers(): Promise<readonly ContainerInfo[]> {
    return [...this.containers].map(([id, { Labels }]) => ({ id, labels: Labels, isRunning: true }));
  }

  async removeContainer(id: string): Promise<void> {
    if (this.removeContainerFails) throw new Error('the engine is gone');
    this.calls.push(`remove ${id}`);
    this.containers.delete(id);
  }

  async inspectVolume(name: string): Promise<VolumeInfo | null> {
    const volume = this.volumes.get(name);
    return volume === undefined ? null : { name, labels: volume.labels, createdAt: '' };
  }

  async createVolume(name: string, labels: Readonly<Record<string, string>>): Promise<void> {
    this.calls.push(`volume ${name}`);
    if (!this.volumes.has(name)) this.#makeVolume(name, labels);
  }

  async listVolumes(labels: Readonly<Record<string, string>>): Promise<readonly VolumeInfo[]> {
    const wanted = Object.entries(labels);
    return [...this.volumes]
      .filter(([, volume]) => wanted.every(([key, value]) => volume.labels[key] === value))
      .map(([name, volume], index) => ({ name, labels: volume.labels, createdAt: `2026-01-0${index + 1}` }));
  }

  async fillVolume(containerId: string, directory: string, entries: readonly VolumeEntry[]): Promise<void> {
    const mount = this.containers.get(containerId)?.HostConfig.Mounts.find(({ Target }) => Target === directory);
    const volume = mount && this.volumes.get(mount.Source);
    if (volume === undefined) throw new Error(`nothing is mounted at ${directory}`);
    for (const entry of entries) {
      const content = entry.kind === 'link' ? `-> ${entry.target}` : await read(entry.content());
      this.calls.push(`put ${entry.kind} into ${mount?.Source}`);
      volume.entries.set(entry.name, content);
    }
  }

  async removeVolume(name: string): Promise<boolean> {
    const isUsed = [...this.containers.values()].some(({ HostConfig }) =>
      HostConfig.Mounts.some(({ Source }) => Source === name),
    );
    if (isUsed) return false;
    this.calls.push(`remove volume ${name}`);
    this.volumes.delete(name);
    return true;
  }

  facts: ContainerEngine['facts'] = notAsked;
  inspectImage: ContainerEngine['inspectImage'] = notAsked;
  listImages = notAsked;
  removeImage = notAsked;
  buildImage = notAsked;
  importImage = notAsked;
  pullImage = notAsked;

  #makeVolume(name: string, labels: Readonly<Record<string, string>>): void {
    this.volumes.set(name, { labels, entries: new Map() });
  }
}

class InMemoryContainer implements CreatedContainer, AttachedContainer, RunningContainer {
  readonly id: string;
  readonly warnings: readonly string[];
  readonly #engine: InMemoryEngine;
  readonly #settings: ContainerSettings;
  #listener: OutputListener | null = null;

  constructor(engine: InMemoryEngine, id: string, settings: ContainerSettings) {
    this.id = id;
    this.warnings = engine.warnings;
    this.#engine = engine;
    this.#settings = settings;
  }

  async inspect(): Promise<InspectedContainer> {
    return this.#engine.inspected(this.#settings);
  }

  async attach(listener: OutputListener): Promise<AttachedContainer> {
    this.#engine.calls.push(`attach ${this.id}`);
    this.#listener = listener;
    return this;
  }

  async start(): Promise<RunningContainer> {
    this.#engine.calls.push(`start ${this.id}`);
    for (const chunk of this.#engine.guest(this.#settings)) this.#listener?.stdout(chunk);
    return this;
  }

  send(bytes: Buffer): void {
    for (const chunk of this.#engine.answer(bytes)) this.#listener?.stdout(chunk);
  }

  diagnostics(): string {
    return 'what PID 1 wrote to standard error';
  }

  ended = notAsked;

  async destroy(): Promise<void> {
    await this.#engine.removeContainer(this.id);
  }

  async remove(): Promise<void> {
    await this.#engine.removeContainer(this.id);
  }
}

async function read(content: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
