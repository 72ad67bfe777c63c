import { readFileSync } from 'node:fs';
import type Docker from 'dockerode';
import { beforeAll, describe, expect, it } from 'vitest';
import { containerSettings } from '../../src/engine/host-config.js';
import { DEFAULT_TEMPLATE } from '../../src/engine/image-templates.js';
import { readSeccompProfile } from '../../src/engine/seccomp.js';
import { currentImage, ourEngine } from '../helpers/image-files.js';
import { realDocker } from '../helpers/real-engine.js';

const EPERM = 1;
const ENOSYS = 38;
const SIGSYS = 31;

/** Calls that would succeed, or fail otherwise, for this user in this container if it were not for the profile. */
const WITHIN_REACH = [
  ...[
    'ptrace',
    'memfd_create',
    'shmget',
    'msgget',
    'semget',
    'mq_open',
    'keyctl',
    'process_vm_readv',
    'process_vm_writev',
  ],
  ...['socket_inet', 'socket_inet6', 'socket_netlink', 'personality_no_randomize', 'prlimit64_other'],
  ...[
    'sched_setaffinity_other',
    'sched_setscheduler_other',
    'setpriority_other',
    'setpriority_group',
    'ioprio_set_other',
  ],
  // What one run could say to another, or take from it: locks on a shared dataset, and what is counted by user.
  ...['flock', 'fcntl_lock', 'fcntl_lease', 'fcntl_notify', 'fcntl_pipe_size'],
  ...['kill_real_time', 'tgkill_real_time', 'timer_create'],
];

/** Calls that a capability, a kernel setting or the hardware may refuse as well. */
const OUT_OF_REACH = [
  ...['io_uring_setup', 'io_uring_enter', 'io_uring_register', 'bpf', 'add_key', 'request_key', 'userfaultfd'],
  ...[
    'perf_event_open',
    'mount',
    'umount2',
    'pivot_root',
    'chroot',
    'move_mount',
    'open_tree',
    'fsopen',
    'mount_setattr',
  ],
  ...['unshare', 'setns', 'clone_newuser', 'clone_newns', 'clone_newnet', 'kcmp', 'pidfd_getfd', 'process_madvise'],
  ...['name_to_handle_at', 'open_by_handle_at', 'init_module', 'finit_module', 'kexec_load', 'reboot', 'clock_settime'],
  ...[
    'socket_packet',
    'socket_vsock',
    'socket_alg',
    'socketpair_inet',
    'ioctl_tiocsti',
    'syslog',
    'mknodat',
    'rt_sigqueueinfo',
  ],
];

/** What a strategy and the guest need of what the profile pins. */
const ALLOWED = [
  ...['prlimit64_self', 'sched_setaffinity_self', 'setpriority_self', 'ioprio_set_self', 'personality_query'],
  ...[
    'fcntl_flags',
    'kill_standard',
    'socket_unix',
    'socketpair_unix',
    'fork',
    'threads',
    'numpy',
    'pandas',
    'scipy',
    'talib',
    'asyncio',
  ],
];

const PROBE = readFileSync(new URL('./seccomp-probe.py', import.meta.url), 'utf8');

type Answers = Readonly<Record<string, number | string>>;

describe('the seccomp profile', () => {
  let docker: Docker;
  let imageId: string;
  let engineArchitecture: string;
  let confined: Answers;
  let unconfined: Answers;

  /** Runs the probe in a sandbox as strategies get it, but with a log to read its answers from. */
  async function probe(seccompProfile: string): Promise<Answers> {
    const settings = containerSettings({
      imageId,
      limits: {
        ...{ timeoutSeconds: 60, cpus: 1, memoryMiB: 1024, pids: 64, tmpMiB: 16, outputMiB: 16 },
        ...{ stdoutMiB: 1, stderrMiB: 1, valueMiB: 1 },
      },
      labels: {},
      datasets: [],
      namesVolume: null,
      seccompProfile,
      waived: [],
    });
    const container = await docker.createContainer({
      ...settings,
      Entrypoint: ['/usr/bin/python3', '-c', PROBE],
      OpenStdin: false,
      HostConfig: { ...settings.HostConfig, LogConfig: { Type: 'json-file', Config: {} } },
    } as unknown as Docker.ContainerCreateOptions);
    try {
      await container.start();
      await container.wait();
      const log = (await container.logs({ stdout: true, stderr: true })).toString('utf8');
      const answers = /^.*ANSWERS (?<json>\{.*\})$/m.exec(log)?.groups?.json;
      if (answers === undefined) throw new Error(`the probe did not answer: ${log}`);
      return JSON.parse(answers) as Answers;
    } finally {
      await container.remove({ force: true });
    }
  }

  beforeAll(async () => {
    docker = await realDocker();
    ({ id: imageId, architecture: engineArchitecture } = await currentImage(await ourEngine(), DEFAULT_TEMPLATE));
    confined = await probe(readSeccompProfile().json);
    unconfined = await probe('unconfined');
  });

  it.each([...WITHIN_REACH, ...OUT_OF_REACH])('refuses %s', (call) => {
    expect(confined[call]).toBe(EPERM);
  });

  it.each(WITHIN_REACH)('is what refuses %s: without it the answer is another', (call) => {
    expect(unconfined[call]).not.toBe(EPERM);
    expect(unconfined[call]).toBeTypeOf('number');
  });

  it.each(ALLOWED)('lets %s work', (work) => {
    expect(confined[work]).toBe(0);
  });

  it('answers clone3 with ENOSYS, so that the C library takes clone, whose flags can be read', () => {
    expect(confined.clone3).toBe(ENOSYS);
  });

  // An arm64 processor has no such gate: its 32-bit calls come from 32-bit programs alone, and the image holds none.
  it('kills a call by another architecture than the native one, where the processor has a way to make it', () => {
    const hasGate = engineArchitecture === 'amd64';
    expect([confined.int80, unconfined.int80]).toEqual(hasGate ? [-SIGSYS, 0] : [undefined, undefined]);
  });
});

describe('the text of the seccomp profile', () => {
  interface Profile {
    readonly defaultAction: string;
    readonly archMap: readonly { readonly architecture: string; readonly subArchitectures: readonly string[] }[];
    readonly syscalls: readonly {
      readonly comment: string;
      readonly names: readonly string[];
      readonly args?: unknown;
    }[];
  }
  const profile = JSON.parse(readSeccompProfile().json) as Profile;

  it('refuses what it does not name', () => {
    expect(profile.defaultAction).toBe('SCMP_ACT_ERRNO');
  });

  it('is for amd64 and arm64, and for none of their older selves', () => {
    expect(profile.archMap).toEqual([
      { architecture: 'SCMP_ARCH_X86_64', subArchitectures: [] },
      { architecture: 'SCMP_ARCH_AARCH64', subArchitectures: [] },
    ]);
  });

  it('gives a reason for every group, and names no call in two groups that could contradict each other', () => {
    expect(profile.syscalls.filter(({ comment }) => !/^.{20,}[.?]$/s.test(comment) && !/\)[.:]/.test(comment))).toEqual(
      [],
    );
    const unpinned = profile.syscalls.filter(({ args }) => args === undefined).flatMap(({ names }) => names);
    const pinned = profile.syscalls.filter(({ args }) => args !== undefined).flatMap(({ names }) => names);
    expect(unpinned.filter((name, at) => unpinned.indexOf(name) !== at)).toEqual([]);
    expect(pinned.filter((name) => unpinned.includes(name))).toEqual([]);
  });
});
