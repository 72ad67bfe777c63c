import type { EngineFacts, InspectedContainer } from '../../../src/engine/container-engine.js';
import type { SandboxPlan } from '../../../src/engine/host-config.js';
import type { HelloFrame, Isolation } from '../../../src/protocol/frames.js';

/** What is asked for. */
export const plan: SandboxPlan = {
  imageId: 'sha256:1',
  limits: {
    timeoutSeconds: 300,
    cpus: 1.5,
    memoryMiB: 512,
    pids: 64,
    tmpMiB: 16,
    outputMiB: 32,
    stdoutMiB: 8,
    stderrMiB: 8,
    valueMiB: 8,
  },
  labels: { 'io.quantine.managed': 'true' },
  datasets: [{ sha256: 'd'.repeat(64), volume: 'quantine-data-1' }],
  namesVolume: 'quantine-names-1',
  seccompProfile: '{"defaultAction":"SCMP_ACT_ERRNO"}',
  waived: [],
};

/** What an engine that did all of it says. */
export const inspected: InspectedContainer = {
  user: '65532:65532',
  env: [],
  hostConfig: {
    NetworkMode: 'none',
    ReadonlyRootfs: true,
    Privileged: false,
    CapAdd: null,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges', 'seccomp={"defaultAction":"SCMP_ACT_ERRNO"}'],
    Binds: null,
    IpcMode: 'none',
    LogConfig: { Type: 'none', Config: {} },
    Memory: 536_870_912,
    MemorySwap: 536_870_912,
    PidsLimit: 64,
    NanoCpus: 1_500_000_000,
  },
  mounts: [
    { type: 'volume', destination: `/datasets/${'d'.repeat(64)}`, writable: false },
    { type: 'volume', destination: '/data', writable: false },
  ],
};

/** What PID 1 sees where all of it is in force. */
export const isolation: Isolation = {
  uid: [65532, 65532, 65532, 65532],
  gid: [65532, 65532, 65532, 65532],
  groups: [],
  capabilities: {
    inheritable: '0000000000000000',
    permitted: '0000000000000000',
    effective: '0000000000000000',
    bounding: '0000000000000000',
    ambient: '0000000000000000',
  },
  noNewPrivs: true,
  seccomp: 2,
  dumpable: false,
  mounts: [
    { target: '/', type: 'overlay', options: ['ro', 'relatime'] },
    { target: '/proc', type: 'proc', options: ['rw', 'nosuid', 'nodev', 'noexec'] },
    { target: '/tmp', type: 'tmpfs', options: ['rw', 'nosuid', 'nodev', 'noexec', 'size=16384k', 'nr_inodes=4096'] },
    { target: '/output', type: 'tmpfs', options: ['rw', 'nosuid', 'nodev', 'noexec', 'size=32768k', 'nr_inodes=4096'] },
  ],
  writablePaths: [],
  interfaces: ['lo'],
  cgroup: { version: 1, memoryBytes: 536_870_912, memorySwapBytes: 536_870_912, pids: 64, cpus: 1.5 },
  swapTotalBytes: 0,
  rlimits: { nofile: 1024, fsize: 33_554_432, core: 0, cpu: 510, nproc: null },
};

export const hello: HelloFrame = {
  type: 'hello',
  protocol: 1,
  python: '3.13.5',
  isolation,
  datasets: [{ sha256: 'd'.repeat(64), bytes: 100 }],
  names: ['sp500', 'sp500.csv'],
};

export const facts: EngineFacts = {
  name: 'Docker Engine',
  version: '20.10.24',
  apiVersion: '1.41',
  architecture: 'amd64',
  osType: 'linux',
  cgroupVersion: '1',
  isPodman: false,
  rootless: false,
  seccomp: true,
  runcVersion: '1.1.5',
  storageDriver: 'overlay2',
  kernelVersion: '6.1.0',
  operatingSystem: 'Debian 12',
  dataRoot: '/var/lib/docker',
  cpus: 4,
  memoryBytes: 17_179_869_184,
};
