import type { Readable } from 'node:stream';
import Docker from 'dockerode';
import { QuantineError } from '../core/errors.js';
import type { ImageIdentity } from '../core/run-card.js';
import type {
  BuildRequest,
  ContainerEngine,
  ContainerInfo,
  CreatedContainer,
  EngineEndpoint,
  EngineFacts,
  ImageDetails,
  VolumeEntry,
  VolumeInfo,
} from './container-engine.js';
import { answer, answerOrNull } from './docker-answer.js';
import { DockerContainer } from './docker-container.js';
import { statusOf, translateDockerError } from './docker-errors.js';
import { readEngineFacts } from './docker-facts.js';
import { followProgress } from './docker-progress.js';
import { FORWARD_THE_SOCKET } from './engine-address.js';
import type { ContainerSettings } from './host-config.js';
import { volumeArchive } from './volume-archive.js';

type Labels = Readonly<Record<string, string>>;

/** The engine as spoken to through dockerode: Docker, or Podman's Docker-compatible service. */
export class DockerEngine implements ContainerEngine {
  readonly endpoint: EngineEndpoint;
  readonly #docker: Docker;

  constructor(endpoint: EngineEndpoint) {
    this.endpoint = endpoint;
    this.#docker = new Docker(connectionOptions(endpoint));
  }

  facts(): Promise<EngineFacts> {
    return answer('asking the engine about itself', (abortSignal) => readEngineFacts(this.#docker, abortSignal));
  }

  createContainer(settings: ContainerSettings): Promise<CreatedContainer> {
    return answer('creating a container', async (abortSignal) => {
      const created = await this.#dialCreate(settings, abortSignal);
      return new DockerContainer(this.#docker.getContainer(created.Id), created.Warnings ?? []);
    });
  }

  /** dockerode's own createContainer throws the engine's warnings away, and a warning is a limit not enforced. */
  #dialCreate(
    settings: ContainerSettings,
    abortSignal: AbortSignal,
  ): Promise<{ readonly Id: string; readonly Warnings?: readonly string[] | null }> {
    const call = {
      path: '/containers/create',
      method: 'POST',
      options: settings,
      abortSignal,
      statusCodes: {
        200: true,
        201: true,
        400: 'bad parameter',
        404: 'not found',
        409: 'conflict',
        500: 'server error',
      },
    };
    return new Promise((resolve, reject) => {
      this.#docker.modem.dial(call, (error: unknown, data: unknown) => {
        if (error) reject(error);
        else resolve(data as { Id: string });
      });
    });
  }

  async listContainers(labels: Labels): Promise<readonly ContainerInfo[]> {
    const found = await answer('listing containers', (abortSignal) =>
      this.#docker.listContainers({ abortSignal, all: true, filters: { label: labelFilter(labels) } }),
    );
    return found.map((one) => ({ id: one.Id, labels: one.Labels, isRunning: one.State === 'running' }));
  }

  removeContainer(id: string): Promise<void> {
    return new DockerContainer(this.#docker.getContainer(id), []).remove();
  }

  async inspectImage(reference: string): Promise<(ImageIdentity & ImageDetails) | null> {
    const image = await answerOrNull('inspecting an image', () => this.#docker.getImage(reference).inspect());
    return (
      image && {
        id: image.Id,
        reference,
        labels: image.Config?.Labels ?? {},
        sizeBytes: image.Size,
        createdAt: image.Created,
        architecture: image.Architecture,
      }
    );
  }

  async listImages(repository: string): Promise<readonly (ImageIdentity & ImageDetails)[]> {
    const listed = await answer('listing images', (abortSignal) =>
      this.#docker.listImages({ abortSignal, filters: { reference: [repository] } }),
    );
    const references = listed.flatMap((image) => image.RepoTags ?? []);
    const images = await Promise.all(references.map((reference) => this.inspectImage(reference)));
    return images
      .filter((image) => image !== null)
      .sort((left, right) => right.createdAt.localeCompare(left.createdAt));
  }

  removeImage(reference: string, { keepsParents = false } = {}): Promise<boolean> {
    return removed('removing an image', (abortSignal) =>
      this.#docker.getImage(reference).remove({ abortSignal, noprune: keepsParents }),
    );
  }

  async buildImage(context: Readable, request: BuildRequest, onLine: (line: string) => void): Promise<string | null> {
    try {
      const stream = await this.#docker.buildImage(context, {
        ...(request.reference !== undefined && { t: request.reference }),
        dockerfile: request.dockerfile,
        ...(request.target !== undefined && { target: request.target }),
        buildargs: request.buildArgs,
        labels: request.labels,
        networkmode: request.network,
        nocache: request.noCache,
        rm: true,
        forcerm: true,
        ...(request.signal !== undefined && { abortSignal: request.signal }),
      });
      return await followProgress(stream as Readable, onLine);
    } catch (error) {
      const translated = translateDockerError(error, 'building the image');
      if (translated.code !== 'ENGINE_FAILED') throw translated;
      throw new QuantineError('IMAGE_BUILD_FAILED', translated.message, { cause: error });
    }
  }

  async importImage(rootTar: Readable, reference: string): Promise<void> {
    const [repo = reference, tag = 'latest'] = reference.split(':');
    try {
      const stream = await this.#docker.importImage(rootTar, { repo, tag });
      await followProgress(stream as Readable, () => {});
    } catch (error) {
      throw translateDockerError(error, `importing ${reference}`);
    }
  }

  async pullImage(reference: string, timeoutMs: number): Promise<void> {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), timeoutMs);
    try {
      // The engine answers once the registry has; the download that follows may take its time.
      const stream = (await this.#docker.pull(reference, { abortSignal: silence.signal })) as Readable;
      clearTimeout(timer);
      await followProgress(stream, () => {});
    } catch (error) {
      const translated = translateDockerError(error, `pulling ${reference}`);
      if (translated.code === 'DOCKER_UNAVAILABLE' || translated.code === 'PERMISSION_DENIED') throw translated;
      throw new QuantineError('IMAGE_NOT_FOUND', translated.message, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }

  async inspectVolume(name: string): Promise<VolumeInfo | null> {
    const volume = await answerOrNull('inspecting a volume', (abortSignal) =>
      this.#docker.getVolume(name).inspect({ abortSignal }),
    );
    return volume && toVolumeInfo(volume);
  }

  async createVolume(name: string, labels: Labels): Promise<void> {
    await answer('creating a volume', (abortSignal) =>
      this.#docker.createVolume({ abortSignal, Name: name, Labels: { ...labels } }),
    );
  }

  async listVolumes(labels: Labels): Promise<readonly VolumeInfo[]> {
    const { Volumes } = await answer('listing volumes', (abortSignal) =>
      this.#docker.listVolumes({ abortSignal, filters: JSON.stringify({ label: labelFilter(labels) }) }),
    );
    return (Volumes ?? []).map(toVolumeInfo);
  }

  removeVolume(name: string): Promise<boolean> {
    return removed('removing a volume', (abortSignal) => this.#docker.getVolume(name).remove({ abortSignal }));
  }

  async fillVolume(
    containerId: string,
    directory: string,
    entries: readonly VolumeEntry[],
    abortSignal?: AbortSignal,
  ): Promise<void> {
    const archive = volumeArchive(entries);
    try {
      const options = { path: directory, ...(abortSignal !== undefined && { abortSignal }) };
      await this.#docker.getContainer(containerId).putArchive(archive, options);
    } catch (error) {
      throw translateDockerError(error, 'filling a volume');
    } finally {
      archive.destroy();
    }
  }
}

function connectionOptions({ address }: EngineEndpoint): Docker.DockerOptions {
  if (address.kind === 'socket') return { socketPath: address.path };
  if (address.kind === 'tcp') {
    const protocol = address.tls === null ? 'http' : 'https';
    return { protocol, host: address.host, port: address.port, ...address.tls };
  }
  throw new QuantineError('ENGINE_UNSUPPORTED', `an engine over ssh (${address.url}) cannot be used`, {
    nextStep: FORWARD_THE_SOCKET,
  });
}

/** Gone already (404) is success; false where something still uses it (409). */
async function removed(action: string, call: (abortSignal: AbortSignal) => Promise<unknown>): Promise<boolean> {
  try {
    await answer(action, call);
    return true;
  } catch (error) {
    const status = statusOf((error as QuantineError).cause);
    if (status === 404) return true;
    if (status === 409) return false;
    throw error;
  }
}

function labelFilter(labels: Labels): string[] {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`);
}

function toVolumeInfo(volume: Docker.VolumeInspectInfo): VolumeInfo {
  const createdAt = (volume as { CreatedAt?: string }).CreatedAt ?? '';
  return { name: volume.Name, labels: volume.Labels ?? {}, createdAt };
}
