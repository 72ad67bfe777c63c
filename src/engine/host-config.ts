/**
 * The whole isolation posture, in one pure function from a plan to the body of the engine's create call.
 *
 * Nothing here is decided at a call site, and nothing is added after it: `attestation.ts` compares what the engine and
 * the guest report with what this file asked for.
 */
import { FIXED, LIMITS, MIB } from '../config/limits.js';
import type { Limits, Waiver } from '../core/run-card.js';

/** By number, because a name needs the image's passwd file; with the group, because without it the group is 0. */
export const SANDBOX_USER = '65532:65532';
const SANDBOX_UID = 65532;

/** Where the volumes with the data files are mounted, one directory for each, named by SHA-256. */
export const DATASETS_DIR = '/datasets';
/** Where the links from names to data files are mounted. */
export const DATA_DIR = '/data';

const MOUNT_FLAGS = 'noexec,nosuid,nodev';

export interface SandboxPlan {
  /** The engine's content address of the image, so that a tag moved meanwhile changes nothing. */
  readonly imageId: string;
  readonly limits: Limits;
  readonly labels: Readonly<Record<string, string>>;
  readonly datasets: readonly { readonly sha256: string; readonly volume: string }[];
  /** The volume that holds the links from names to data files; null without data. */
  readonly namesVolume: string | null;
  /** The profile's JSON text: the engine takes its content, not its path. */
  readonly seccompProfile: string;
  readonly waived: readonly Waiver[];
}

/** The body of the engine's create call, in the engine's own words. */
export interface ContainerSettings {
  readonly Image: string;
  readonly Entrypoint?: readonly string[];
  readonly User: string;
  readonly Hostname: string;
  readonly Env: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
  readonly NetworkDisabled: boolean;
  readonly OpenStdin: boolean;
  readonly StdinOnce: boolean;
  readonly AttachStdin: boolean;
  readonly AttachStdout: boolean;
  readonly AttachStderr: boolean;
  readonly Tty: boolean;
  readonly HostConfig: HostConfig;
}

export interface HostConfig {
  readonly NetworkMode: 'none';
  readonly ReadonlyRootfs: true;
  readonly Privileged: false;
  readonly CapDrop: readonly string[];
  readonly SecurityOpt: readonly string[];
  readonly IpcMode: 'none';
  readonly LogConfig: { readonly Type: 'none'; readonly Config: Readonly<Record<string, never>> };
  readonly RestartPolicy: { readonly Name: 'no' };
  readonly Memory: number;
  readonly MemorySwap: number;
  readonly PidsLimit: number;
  readonly NanoCpus?: number;
  readonly Ulimits: readonly Ulimit[];
  readonly Tmpfs: Readonly<Record<string, string>>;
  readonly Mounts: readonly VolumeMount[];
}

export interface Ulimit {
  readonly Name: string;
  readonly Soft: number;
  readonly Hard: number;
}

export interface VolumeMount {
  readonly Type: 'volume';
  readonly Source: string;
  readonly Target: string;
  readonly ReadOnly: boolean;
  readonly VolumeOptions: { readonly NoCopy: true };
}

/**
 * What every strategy finds in its environment, and all that it finds. One thread per numeric library, because the CPU
 * quota would throttle more of them; a fixed hash seed, because a result that depends on it cannot be repeated.
 */
export const STRATEGY_ENVIRONMENT: Readonly<Record<string, string>> = Object.freeze({
  HOME: '/tmp',
  LANG: 'C.UTF-8',
  TZ: 'UTC',
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  PYTHONHASHSEED: '0',
});

/** What every container of ours is denied, one that never starts included. */
const LOCKED = {
  NetworkMode: 'none',
  ReadonlyRootfs: true,
  Privileged: false,
  CapDrop: ['ALL'],
  IpcMode: 'none',
  LogConfig: { Type: 'none', Config: {} },
  RestartPolicy: { Name: 'no' },
} as const satisfies Partial<HostConfig>;

/** The settings of a sandbox under this plan. */
export function containerSettings(plan: SandboxPlan): ContainerSettings {
  return {
    Image: plan.imageId,
    User: SANDBOX_USER,
    Hostname: 'quantine',
    Env: Object.entries(STRATEGY_ENVIRONMENT).map(([name, value]) => `${name}=${value}`),
    Labels: plan.labels,
    NetworkDisabled: true,
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    HostConfig: hostConfig(plan),
  };
}

function hostConfig(plan: SandboxPlan): HostConfig {
  const { limits, datasets, namesVolume, seccompProfile, waived } = plan;
  const memoryBytes = limits.memoryMiB * MIB;
  return {
    ...LOCKED,
    SecurityOpt: ['no-new-privileges', `seccomp=${seccompProfile}`],
    Memory: memoryBytes,
    MemorySwap: memoryBytes,
    PidsLimit: limits.pids,
    ...(!waived.includes('cpu') && { NanoCpus: Math.round(limits.cpus * 1e9) }),
    Ulimits: ulimits(plan),
    Tmpfs: {
      '/tmp': `rw,${MOUNT_FLAGS},mode=1777,${tmpfsSize(limits.tmpMiB)}`,
      '/output': `rw,${MOUNT_FLAGS},mode=0700,uid=${SANDBOX_UID},gid=${SANDBOX_UID},${tmpfsSize(limits.outputMiB)}`,
      // IPC mode none still leaves a writable message queue file system there, outside of every cap.
      '/dev/mqueue': `ro,${MOUNT_FLAGS},size=4k,nr_inodes=2`,
    },
    Mounts: [
      ...datasets.map(({ sha256, volume }) => readOnlyVolume(volume, `${DATASETS_DIR}/${sha256}`)),
      ...(namesVolume === null ? [] : [readOnlyVolume(namesVolume, DATA_DIR)]),
    ],
  };
}

/** A file without content takes no space but kernel memory, so inodes are capped beside bytes. */
function tmpfsSize(mebibytes: number): string {
  return `size=${mebibytes * MIB},nr_inodes=${FIXED.tmpfsInodes}`;
}

type Caps = Pick<SandboxPlan, 'limits' | 'waived'>;

/** The caps of the kernel on each process, which the guest sees under the same names. */
export function ulimits(caps: Caps): readonly Ulimit[] {
  const { outputMiB, tmpMiB } = caps.limits;
  const exactly = (Name: string, value: number): Ulimit => ({ Name, Soft: value, Hard: value });
  return [
    exactly('nofile', FIXED.openFiles),
    exactly('fsize', Math.max(outputMiB, tmpMiB) * MIB),
    exactly('core', 0),
    exactly('cpu', cpuBackstopSeconds(caps)),
  ];
}

/**
 * CPU seconds of one process at which the kernel ends it. Only a backstop: the deadline is the host's, and comes first,
 * however many CPUs a run may use.
 */
export function cpuBackstopSeconds({ limits, waived }: Caps): number {
  const cpus = waived.includes('cpu') ? LIMITS.cpus.ceiling : Math.max(1, limits.cpus);
  return Math.ceil(limits.timeoutSeconds * cpus) + 60;
}

function readOnlyVolume(volume: string, target: string): VolumeMount {
  return { Type: 'volume', Source: volume, Target: target, ReadOnly: true, VolumeOptions: { NoCopy: true } };
}

/** Settings of a container that is never started: it only lets the engine write into a volume. */
export function fillerSettings(
  imageId: string,
  volume: string,
  target: string,
  labels: Readonly<Record<string, string>>,
): ContainerSettings {
  return {
    Image: imageId,
    User: SANDBOX_USER,
    Hostname: 'quantine',
    Env: [],
    Labels: labels,
    NetworkDisabled: true,
    OpenStdin: false,
    StdinOnce: false,
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    Tty: false,
    HostConfig: {
      ...LOCKED,
      SecurityOpt: ['no-new-privileges'],
      Memory: 64 * MIB,
      MemorySwap: 64 * MIB,
      PidsLimit: 1,
      Ulimits: [],
      Tmpfs: {},
      Mounts: [{ Type: 'volume', Source: volume, Target: target, ReadOnly: false, VolumeOptions: { NoCopy: true } }],
    },
  };
}
