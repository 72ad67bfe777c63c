import { describe, expect, it } from 'vitest';
import type { QuantineError } from '../../../src/core/errors.js';
import type { EngineFacts, InspectedContainer } from '../../../src/engine/container-engine.js';
import { containerSettings, ulimits } from '../../../src/engine/host-config.js';
import type { Isolation } from '../../../src/protocol/frames.js';
import {
  type Breach,
  breachesInHello,
  breachesInInspection,
  breachesInWarnings,
  refuseBreaches,
} from '../../../src/runner/attestation.js';
import { facts, inspected, isolation, plan } from './accepted-sandbox.js';

const settings = containerSettings(plan);
const capsOf = (breaches: readonly Breach[]) => [...new Set(breaches.map(({ cap }) => cap))];
const waivedCpu = { ...plan, waived: ['cpu' as const] };

describe('a sandbox in which every cap holds', () => {
  it('is accepted', () => {
    expect(breachesInWarnings([], plan)).toEqual([]);
    expect(breachesInInspection(inspected, settings)).toEqual([]);
    expect(breachesInHello(isolation, plan)).toEqual([]);
    expect(() => refuseBreaches([], facts)).not.toThrow();
  });

  it('may be in no group but its own', () => {
    expect(breachesInHello({ ...isolation, groups: [65532] }, plan)).toEqual([]);
  });

  it('may see, down, what tunnel modules put into every network namespace', () => {
    expect(breachesInHello({ ...isolation, interfaces: ['lo', 'tunl0', 'ip6tnl0'] }, plan)).toEqual([]);
  });

  it('may have its capabilities dropped one by one, as Podman says it', () => {
    const CapDrop = Array.from({ length: 11 }, (_, index) => `CAP_${index}`);

    expect(breachesInInspection({ ...inspected, hostConfig: { ...inspected.hostConfig, CapDrop } }, settings)).toEqual(
      [],
    );
  });
});

describe('what the engine warns of', () => {
  it.each([
    ['Your kernel does not support memory limit capabilities. Limitation discarded.', 'memory'],
    ['Your kernel does not support pids limit capabilities. PIDs limit discarded.', 'pids'],
    ['Your kernel does not support CPU CFS scheduler. CPU period/quota discarded.', 'cpu'],
    ['Seccomp is not enabled in your kernel.', 'seccomp'],
    ['Something that nobody has heard of yet.', 'unknown'],
  ])('refuses the run: %s', (warning, cap) => {
    expect(breachesInWarnings([warning], plan)).toEqual([{ cap, message: `the engine warned: ${warning}` }]);
  });

  it('may be that swap has no cap of its own: whether there is any, the guest sees', () => {
    const warning = 'Your kernel does not support swap limit capabilities. Memory limited without swap.';

    expect(breachesInWarnings([warning], plan)).toEqual([]);
  });

  it('may be about CPUs where that cap is waived, and about nothing else', () => {
    const warnings = ['CPU period/quota discarded.', 'PIDs limit discarded.'];

    expect(capsOf(breachesInWarnings(warnings, waivedCpu))).toEqual(['pids']);
  });
});

describe('what the engine made of the settings', () => {
  const withHostConfig = (changes: object): InspectedContainer => ({
    ...inspected,
    hostConfig: { ...inspected.hostConfig, ...changes },
  });
  const mount = (type: string, writable: boolean) => ({
    ...inspected,
    mounts: [...inspected.mounts, { type, destination: '/extra', writable }],
  });

  it.each<[string, string, InspectedContainer]>([
    ['another user', 'user', { ...inspected, user: '' }],
    ['a user without the group', 'user', { ...inspected, user: '65532' }],
    ['capabilities that stay', 'capabilities', withHostConfig({ CapDrop: null })],
    ['a few capabilities dropped', 'capabilities', withHostConfig({ CapDrop: ['NET_RAW'] })],
    ['a capability added', 'capabilities', withHostConfig({ CapAdd: ['NET_ADMIN'] })],
    [
      'no security options',
      'no-new-privileges',
      withHostConfig({ SecurityOpt: settings.HostConfig.SecurityOpt.slice(1) }),
    ],
    ['no profile', 'seccomp', withHostConfig({ SecurityOpt: ['no-new-privileges'] })],
    ['no filter at all', 'seccomp', withHostConfig({ SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'] })],
    ["the engine's own profile", 'seccomp', withHostConfig({ SecurityOpt: ['no-new-privileges', 'seccomp=builtin'] })],
    ['a host path bound', 'mounts', withHostConfig({ Binds: ['/etc:/host:ro'] })],
    ['a bind among the mounts', 'mounts', mount('bind', false)],
    ['a volume of the image, writable', 'mounts', mount('volume', true)],
    ['a network', 'network', withHostConfig({ NetworkMode: 'default' })],
    ['a writable root', 'read-only root', withHostConfig({ ReadonlyRootfs: false })],
    ['all privileges', 'privileges', withHostConfig({ Privileged: true })],
    ['shared memory', 'ipc', withHostConfig({ IpcMode: 'shareable' })],
    ['a log on disk', 'log driver', withHostConfig({ LogConfig: { Type: 'json-file', Config: {} } })],
    ['a log nobody told of', 'log driver', withHostConfig({ LogConfig: undefined })],
    ['no memory cap', 'memory', withHostConfig({ Memory: 0 })],
    ['another cap on processes', 'pids', withHostConfig({ PidsLimit: null })],
    ['no CPU cap', 'cpu', withHostConfig({ NanoCpus: 0 })],
  ])('is refused for %s', (_what, cap, found) => {
    expect(capsOf(breachesInInspection(found, settings))).toEqual([cap]);
  });

  it('may lack the CPU cap where that is waived', () => {
    expect(breachesInInspection(withHostConfig({ NanoCpus: 0 }), containerSettings(waivedCpu))).toEqual([]);
  });
});

describe('what PID 1 sees', () => {
  const without = (target: string) => ({ mounts: isolation.mounts.filter((mount) => mount.target !== target) });
  const mounted = (target: string, options: readonly string[], type = 'tmpfs') => ({
    mounts: [...isolation.mounts, { target, type, options: [...options] }],
  });
  const tmp = ['rw', 'nosuid', 'nodev', 'noexec', 'size=16384k', 'nr_inodes=4096'];
  const not = (option: string) => tmp.filter((one) => one !== option);
  const cgroup = (changes: Partial<Isolation['cgroup']>) => ({ cgroup: { ...isolation.cgroup, ...changes } });
  const rlimits = (changes: Isolation['rlimits']) => ({ rlimits: { ...isolation.rlimits, ...changes } });
  const holding = (set: keyof Isolation['capabilities']) => ({
    capabilities: { ...isolation.capabilities, [set]: '0000000000000400' },
  });

  it.each<[string, string, Partial<Isolation>]>([
    ['root', 'user', { uid: [0, 0, 0, 0] }],
    ['root to go back to', 'user', { uid: [65532, 65532, 0, 65532] }],
    ['the group of root', 'user', { gid: [0, 0, 0, 0] }],
    ['another group besides', 'user', { groups: [65532, 999] }],
    ['effective capabilities', 'capabilities', holding('effective')],
    ['permitted capabilities', 'capabilities', holding('permitted')],
    ['inheritable capabilities', 'capabilities', holding('inheritable')],
    ['ambient capabilities', 'capabilities', holding('ambient')],
    ['bounding capabilities', 'capabilities', holding('bounding')],
    ['privileges to gain', 'no-new-privileges', { noNewPrivs: false }],
    ['no filter on system calls', 'seccomp', { seccomp: 0 }],
    ['a supervisor that can be traced', 'supervisor', { dumpable: true }],
    ['a network', 'network', { interfaces: ['lo', 'eth0'] }],
    ['a name that only begins like a tunnel', 'network', { interfaces: ['lo', 'tunl01'] }],
    ['a writable root', 'read-only root', mounted('/', ['rw', 'relatime'], 'overlay')],
    ['no root to speak of', 'read-only root', without('/')],
    ['a place it can write to', 'read-only root', { writablePaths: ['/dev/mqueue'] }],
    ['no /tmp of its own', '/tmp', without('/tmp')],
    ['no /output of its own', '/output', without('/output')],
    ['a /tmp on disk', '/tmp', mounted('/tmp', tmp, 'ext4')],
    ['a /tmp that runs programs', '/tmp', mounted('/tmp', not('noexec'))],
    ['a /tmp that honours setuid', '/tmp', mounted('/tmp', not('nosuid'))],
    ['a /tmp with devices', '/tmp', mounted('/tmp', not('nodev'))],
    ['a /tmp of any size', '/tmp', mounted('/tmp', not('size=16384k'))],
    ['a /tmp of another size', '/tmp', mounted('/tmp', [...not('size=16384k'), 'size=65536k'])],
    ['a /tmp of any number of files', '/tmp', mounted('/tmp', not('nr_inodes=4096'))],
    ['an /output of the size of /tmp', '/output', mounted('/output', tmp)],
    ['no memory cap', 'memory', cgroup({ memoryBytes: null })],
    ['another memory cap', 'memory', cgroup({ memoryBytes: 536_870_911 })],
    ['no cap on processes', 'pids', cgroup({ pids: null })],
    ['another cap on processes', 'pids', cgroup({ pids: 65 })],
    ['no CPU cap', 'cpu', cgroup({ cpus: null })],
    ['another CPU cap', 'cpu', cgroup({ cpus: 2 })],
    ['another cap on open files', 'nofile', rlimits({ nofile: 1_048_576 })],
    ['no cap on open files', 'nofile', rlimits({ nofile: null })],
    ['core dumps', 'core', rlimits({ core: null })],
    ['files of any size', 'fsize', rlimits({ fsize: null })],
    ['larger files than asked for', 'fsize', rlimits({ fsize: 33_554_433 })],
    ['no backstop for CPU time', 'cpu time', rlimits({ cpu: null })],
    ['a later backstop for CPU time', 'cpu time', rlimits({ cpu: 511 })],
  ])('is refused for %s', (_what, cap, changes) => {
    expect(capsOf(breachesInHello({ ...isolation, ...changes }, plan))).toEqual([cap]);
  });

  it('is refused for swap that has no cap, but only where there is swap', () => {
    const uncapped = cgroup({ memorySwapBytes: null });

    expect(breachesInHello({ ...isolation, ...uncapped, swapTotalBytes: 0 }, plan)).toEqual([]);
    expect(capsOf(breachesInHello({ ...isolation, ...uncapped, swapTotalBytes: 1024 }, plan))).toEqual(['swap']);
    expect(breachesInHello({ ...isolation, swapTotalBytes: 1024 }, plan)).toEqual([]);
  });

  it('may be a CPU quota that the kernel rounded', () => {
    expect(breachesInHello({ ...isolation, ...cgroup({ cpus: 1.49999 }) }, plan)).toEqual([]);
  });

  it('may be no CPU cap where that is waived', () => {
    const cpu = ulimits(waivedCpu).find(({ Name }) => Name === 'cpu')!.Hard;
    const seen = { ...isolation, ...cgroup({ cpus: null }), rlimits: { ...isolation.rlimits, cpu } };
    expect(breachesInHello(seen, waivedCpu)).toEqual([]);
  });
});

describe('the refusal', () => {
  const refusal = (caps: readonly string[], engine: EngineFacts = facts): QuantineError => {
    try {
      refuseBreaches(
        caps.map((cap) => ({ cap, message: 'none' })),
        engine,
      );
    } catch (error) {
      return error as QuantineError;
    }
    return expect.unreachable();
  };

  it('names every cap, once', () => {
    expect(refusal(['memory', 'pids', 'memory'])).toMatchObject({
      code: 'LIMIT_NOT_ENFORCED',
      message: 'not enforced: memory (none); pids (none); memory (none)',
      details: { caps: ['memory', 'pids'] },
    });
  });

  it.each(['cpu', 'memory', 'pids'])('of %s on a rootless engine prints the drop-in file that delegates it', (cap) => {
    const { nextStep } = refusal([cap], { ...facts, rootless: true });

    expect(nextStep).toContain('/etc/systemd/system/user@.service.d/delegate.conf');
    expect(nextStep).toContain('[Service]\nDelegate=cpu cpuset io memory pids');
    expect(nextStep.includes('--waive cpu')).toBe(cap === 'cpu');
  });

  it.each([
    ['cpu', '--waive cpu'],
    ['seccomp', 'docker info'],
    ['swap', 'swapoff'],
    ['memory', 'memory cgroup controller'],
    ['pids', 'pids cgroup controller'],
    ['network', 'quantine doctor'],
  ])('of %s says what to do', (cap, hint) => {
    expect(refusal([cap]).nextStep).toContain(hint);
  });
});
