import type Docker from 'dockerode';
import { QuantineError } from '../core/errors.js';
import type { EngineFacts } from './container-engine.js';

/** What of the engine's own description decides how, and whether, a sandbox can be made on it. */
interface EngineInfo {
  readonly NCPU: number;
  readonly OSType: string;
  readonly MemTotal: number;
  readonly CgroupVersion?: string;
  readonly SecurityOptions?: readonly string[] | null;
  readonly Driver: string;
  readonly KernelVersion: string;
  readonly OperatingSystem: string;
  readonly DockerRootDir: string;
}

interface EngineVersion {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly Arch: string;
  readonly Platform?: { readonly Name?: string };
  readonly Components?: readonly { readonly Name: string; readonly Version: string }[] | null;
}

/** dockerode takes options here; its types do not say so. */
type Asking<T> = (options: { readonly abortSignal: AbortSignal }) => Promise<T>;

/** @throws QuantineError ENGINE_UNSUPPORTED where something else answers, such as a web server */
export async function readEngineFacts(docker: Docker, abortSignal: AbortSignal): Promise<EngineFacts> {
  const askInfo = docker.info.bind(docker) as unknown as Asking<EngineInfo>;
  const askVersion = docker.version.bind(docker) as unknown as Asking<EngineVersion>;
  const [info, version] = await Promise.all([askInfo({ abortSignal }), askVersion({ abortSignal })]);
  if (typeof version.ApiVersion !== 'string' || typeof info.OSType !== 'string') throw noDockerEngine();
  const components = version.Components ?? [];
  const securityOptions = info.SecurityOptions ?? [];
  const isPodman = components.some((component) => /podman/i.test(component.Name));
  return {
    name: isPodman ? 'Podman' : version.Platform?.Name || 'Docker Engine',
    version: version.Version,
    apiVersion: version.ApiVersion,
    architecture: version.Arch,
    osType: info.OSType,
    cgroupVersion: info.CgroupVersion === '2' ? '2' : '1',
    isPodman,
    rootless: securityOptions.some((option) => option.includes('rootless')),
    seccomp: securityOptions.some((option) => option.includes('seccomp')),
    runcVersion: components.find((component) => component.Name === 'runc')?.Version,
    storageDriver: info.Driver,
    kernelVersion: info.KernelVersion,
    operatingSystem: info.OperatingSystem,
    dataRoot: info.DockerRootDir,
    cpus: info.NCPU,
    memoryBytes: info.MemTotal,
  };
}

function noDockerEngine(): QuantineError {
  return new QuantineError('ENGINE_UNSUPPORTED', 'what answers there is not a Docker engine', {
    nextStep: 'Let DOCKER_HOST, or the docker context, name an engine; `quantine doctor` shows what is asked.',
  });
}
