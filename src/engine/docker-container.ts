import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { QuantineError } from '../core/errors.js';
import { AttachDemuxer } from './attach-demuxer.js';
import type {
  AttachedContainer,
  ContainerEnd,
  CreatedContainer,
  InspectedContainer,
  OutputListener,
  RunningContainer,
} from './container-engine.js';
import { answer } from './docker-answer.js';
import { statusOf, translateDockerError } from './docker-errors.js';

/** How long the engine may take to say how a container ended, once its output has closed. */
const END_TIMEOUT_MS = 15_000;

/** One container through dockerode, in all its states; the port's interfaces show only the calls each state allows. */
export class DockerContainer implements CreatedContainer {
  readonly id: string;
  readonly warnings: readonly string[];
  readonly #container: Docker.Container;

  constructor(container: Docker.Container, warnings: readonly string[]) {
    this.id = container.id;
    this.warnings = warnings;
    this.#container = container;
  }

  async inspect(): Promise<InspectedContainer> {
    const found = await answer('inspecting a container', (abortSignal) => this.#container.inspect({ abortSignal }));
    return {
      user: found.Config.User,
      env: found.Config.Env ?? [],
      hostConfig: found.HostConfig as Readonly<Record<string, unknown>>,
      mounts: found.Mounts.map((mount) => ({
        type: mount.Type ?? 'unknown',
        destination: mount.Destination,
        writable: mount.RW,
      })),
    };
  }

  async attach(listener: OutputListener): Promise<AttachedContainer> {
    const stream = await answer('attaching to a container', (abortSignal) =>
      this.#container.attach({ abortSignal, stream: true, stdin: true, stdout: true, stderr: true, hijack: true }),
    );
    return new DockerAttachment(this.#container, stream as Duplex, listener, this);
  }

  async remove(): Promise<void> {
    await removeContainer(this.#container);
  }
}

class DockerAttachment implements AttachedContainer, RunningContainer {
  readonly id: string;
  readonly #container: Docker.Container;
  readonly #stream: Duplex;
  readonly #owner: DockerContainer;
  readonly #demuxer: AttachDemuxer;

  constructor(container: Docker.Container, stream: Duplex, listener: OutputListener, owner: DockerContainer) {
    this.id = container.id;
    this.#container = container;
    this.#stream = stream;
    this.#owner = owner;
    this.#demuxer = new AttachDemuxer((chunk) => listener.stdout(chunk));
    stream.on('data', (chunk: Buffer) => this.#demuxer.push(chunk));
    stream.once('close', () => listener.closed());
    stream.once('end', () => stream.destroy());
    stream.on('error', () => stream.destroy());
  }

  async start(): Promise<RunningContainer> {
    await answer('starting a container', (abortSignal) => this.#container.start({ abortSignal }));
    return this;
  }

  send(bytes: Buffer): void {
    if (!this.#stream.destroyed && this.#stream.writable) this.#stream.write(bytes);
  }

  diagnostics(): string {
    return this.#demuxer.diagnostics();
  }

  async ended(): Promise<ContainerEnd> {
    try {
      await answer('waiting for a container', (abortSignal) => this.#container.wait({ abortSignal }), END_TIMEOUT_MS);
      const { State } = await answer(
        'inspecting a container',
        (abortSignal) => this.#container.inspect({ abortSignal }),
        END_TIMEOUT_MS,
      );
      return { exitCode: State.ExitCode, outOfMemory: State.OOMKilled };
    } catch (error) {
      if (statusOf((error as QuantineError).cause) === 404) {
        throw new QuantineError('ENGINE_FAILED', 'somebody removed the sandbox while the strategy ran', {
          cause: error,
        });
      }
      throw new QuantineError('ENGINE_LOST', 'the engine went away while the strategy ran', { cause: error });
    }
  }

  async destroy(): Promise<void> {
    this.#stream.destroy();
    await removeContainer(this.#container);
  }

  async remove(): Promise<void> {
    this.#stream.destroy();
    await this.#owner.remove();
  }
}

/** Kills and removes. Gone already (404) and being removed by somebody else (409) are both success. */
async function removeContainer(container: Docker.Container): Promise<void> {
  try {
    await answer('removing a container', (abortSignal) => container.remove({ abortSignal, force: true, v: true }));
  } catch (error) {
    const status = statusOf((error as QuantineError).cause);
    if (status !== 404 && status !== 409) throw translateDockerError(error, 'removing a container');
  }
}
