/**
 * What Quantine asks of a container engine. `docker-engine.ts` beside it is the one that speaks to a real one.
 *
 * A container's life is in the types: what is created can be attached, what is attached can be started, and only what is
 * started has an end to wait for. Attach comes before start, or output is lost.
 */
import type { Readable } from 'node:stream';
import type { EngineRoom } from '../config/limits.js';
import type { ImageIdentity } from '../core/run-card.js';
import type { ContainerSettings } from './host-config.js';

/** Where an engine listens, and how we came to look there. */
export interface EngineEndpoint {
  readonly address: EngineAddress;
  /** `DOCKER_HOST`, `context desktop-linux`, `/var/run/docker.sock`, ... */
  readonly origin: string;
}

export type EngineAddress =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls: TlsFiles | null }
  | { readonly kind: 'ssh'; readonly url: string };

export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface EngineFacts extends EngineRoom {
  readonly name: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly architecture: string;
  /** `linux`, or `windows` where the engine runs Windows containers. */
  readonly osType: string;
  readonly cgroupVersion: '1' | '2';
  readonly isPodman: boolean;
  readonly rootless: boolean;
  readonly seccomp: boolean;
  readonly runcVersion: string | undefined;
  readonly storageDriver: string;
  readonly kernelVersion: string;
  readonly operatingSystem: string;
  readonly dataRoot: string;
}

export interface CreatedContainer {
  readonly id: string;
  /** What the engine said it would not do. A warning about a cap refuses the run. */
  readonly warnings: readonly string[];
  /** The settings in force, as the engine reports them. */
  inspect(): Promise<InspectedContainer>;
  attach(listener: OutputListener): Promise<AttachedContainer>;
  /** Removes it, running or not; one that is gone already is success. */
  remove(): Promise<void>;
}

/**
 * Takes what PID 1 writes, synchronously: the attach stream is never paused, because a paused one wedges kill and
 * inspect for minutes. Whoever listens bounds what it keeps and destroys the container when there is too much.
 */
export interface OutputListener {
  stdout(chunk: Buffer): void;
  /** No more output will come: the container ended, or the engine is lost. */
  closed(): void;
}

export interface AttachedContainer {
  start(): Promise<RunningContainer>;
  /** Closes the stream, then removes. */
  remove(): Promise<void>;
}

export interface RunningContainer {
  readonly id: string;
  /** Writes to standard input of PID 1; what cannot be delivered any more is dropped. */
  send(bytes: Buffer): void;
  /** The last of what PID 1 wrote to standard error, for a diagnosis; bounded. */
  diagnostics(): string;
  /**
   * The engine's facts once output has closed.
   * @throws QuantineError ENGINE_LOST where the engine no longer answers
   */
  ended(): Promise<ContainerEnd>;
  /** Closes the stream, then kills and removes. One that is gone already is success. */
  destroy(): Promise<void>;
}

/** The engine's own facts about the end of a container. */
export interface ContainerEnd {
  readonly exitCode: number;
  readonly outOfMemory: boolean;
}

/** What `inspect` says, reduced to what is compared with the settings asked for. */
export interface InspectedContainer {
  readonly user: string;
  readonly env: readonly string[];
  readonly hostConfig: Readonly<Record<string, unknown>>;
  readonly mounts: readonly { readonly type: string; readonly destination: string; readonly writable: boolean }[];
}

/** One thing to put into a volume. */
export type VolumeEntry =
  | {
      readonly kind: 'file';
      readonly name: string;
      /** Exactly how many bytes `content` gives. */
      readonly bytes: number;
      readonly content: () => AsyncIterable<Buffer>;
    }
  | { readonly kind: 'link'; readonly name: string; readonly target: string };

export interface VolumeInfo {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: string;
}

export interface ContainerInfo {
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly isRunning: boolean;
}

export interface ContainerEngine {
  readonly endpoint: EngineEndpoint;
  facts(): Promise<EngineFacts>;

  createContainer(settings: ContainerSettings): Promise<CreatedContainer>;
  /** All containers, running or not, that carry every one of these labels. */
  listContainers(labels: Readonly<Record<string, string>>): Promise<readonly ContainerInfo[]>;
  removeContainer(id: string): Promise<void>;

  /** Null where there is no such image. */
  inspectImage(reference: string): Promise<(ImageIdentity & ImageDetails) | null>;

  /** Images of this repository, newest first. */
  listImages(repository: string): Promise<readonly (ImageIdentity & ImageDetails)[]>;
  /**
   * Removes a tag, and the image once it has none.
   * @param options.keepsParents leaves the untagged images that it was built on, which are the builder's cache
   * @returns false where a container still uses it
   */
  removeImage(reference: string, options?: { readonly keepsParents?: boolean }): Promise<boolean>;
  /**
   * Builds with the classic builder from a tar of the context, telling every line as it comes.
   * @returns the id of the image; null where the engine does not say it
   * @throws QuantineError IMAGE_BUILD_FAILED with the step that failed
   */
  buildImage(context: Readable, request: BuildRequest, onLine: (line: string) => void): Promise<string | null>;
  /** Makes an image of one layer from a tar of a root file system. */
  importImage(rootTar: Readable, reference: string): Promise<void>;
  /**
   * @throws QuantineError IMAGE_NOT_FOUND where no registry answers with it before `timeoutMs`
   * @throws QuantineError DOCKER_UNAVAILABLE or PERMISSION_DENIED where the engine itself cannot be asked
   */
  pullImage(reference: string, timeoutMs: number): Promise<void>;

  /** Null where there is no such volume. */
  inspectVolume(name: string): Promise<VolumeInfo | null>;
  createVolume(name: string, labels: Readonly<Record<string, string>>): Promise<void>;
  listVolumes(labels: Readonly<Record<string, string>>): Promise<readonly VolumeInfo[]>;
  /** Writes entries, in order, into a directory of a container that is created and not started. */
  fillVolume(
    containerId: string,
    directory: string,
    entries: readonly VolumeEntry[],
    signal?: AbortSignal,
  ): Promise<void>;
  /** False where a container still uses it. */
  removeVolume(name: string): Promise<boolean>;
}

/** One build: every field is what the engine's build call names so. */
export interface BuildRequest {
  /** Tag of the result; a stage that is only built to be looked at has none. */
  readonly reference?: string;
  /** Stage to stop at; the last one when absent. */
  readonly target?: string;
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** `default`, `host`, `none`, or the name of one. */
  readonly network: string;
  readonly noCache: boolean;
  readonly signal?: AbortSignal;
}

export interface ImageDetails {
  readonly labels: Readonly<Record<string, string>>;
  readonly sizeBytes: number;
  readonly createdAt: string;
  readonly architecture: string;
}
