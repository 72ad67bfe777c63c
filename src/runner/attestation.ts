/**
 * Compares what was asked for with what is: the engine's warnings, its own account of the container, and what PID 1 sees
 * from inside. A cap that is not confirmed refuses the run, and the error names the cap.
 */
import { FIXED, MIB } from '../config/limits.js';
import { QuantineError } from '../core/errors.js';
import type { EngineFacts, InspectedContainer } from '../engine/container-engine.js';
import { type ContainerSettings, SANDBOX_USER, type SandboxPlan, ulimits } from '../engine/host-config.js';
import type { Isolation } from '../protocol/frames.js';

/** One thing that was asked for and is not so. */
export interface Breach {
  /** The cap or setting, such as `memory`, `cpu`, `seccomp`. */
  readonly cap: string;
  readonly message: string;
}

const NO_CAPABILITIES = /^0+$/;
const CPU_TOLERANCE = 0.01;

/** Not to be taken for the cap on CPUs, which has its own remedy and can be waived. */
const RLIMIT_CAPS: Readonly<Record<string, string>> = { cpu: 'cpu time' };

/**
 * Loopback, and the devices that tunnel modules of the host's kernel put, down, into every network namespace (Docker
 * Desktop loads several). Bringing one up takes a capability, and using it a socket; a sandbox has neither.
 */
const INERT_INTERFACES = /^(?:lo|tunl0|sit0|gre0|gretap0|erspan0|ip_vti0|ip6_vti0|ip6tnl0|ip6gre0)$/;

/** What the engine said it would not do. A word about swap waits for the guest, who knows whether there is any. */
export function breachesInWarnings(warnings: readonly string[], plan: SandboxPlan): readonly Breach[] {
  return warnings
    .filter((warning) => !/swap/i.test(warning))
    .filter((warning) => !(plan.waived.includes('cpu') && /cpu|cfs/i.test(warning)))
    .map((warning) => ({ cap: capOfWarning(warning), message: `the engine warned: ${warning}` }));
}

function capOfWarning(warning: string): string {
  const caps = ['memory', 'pids', 'cpu', 'cfs', 'seccomp', 'ulimit'];
  const cap = caps.find((name) => warning.toLowerCase().includes(name)) ?? 'unknown';
  return cap === 'cfs' ? 'cpu' : cap;
}

/** What the engine's own account of the container does not confirm. */
export function breachesInInspection(found: InspectedContainer, asked: ContainerSettings): readonly Breach[] {
  const { hostConfig } = found;
  const want = asked.HostConfig;
  const same = (cap: string, key: keyof typeof want): Breach[] =>
    hostConfig[key] === want[key] ? [] : [{ cap, message: `${key} is ${JSON.stringify(hostConfig[key])}` }];
  const securityOptions = textList(hostConfig.SecurityOpt);
  const capDrop = textList(hostConfig.CapDrop).map((name) => name.toUpperCase());
  return [
    ...when(found.user !== SANDBOX_USER, 'user', `the user is ${found.user}`),
    ...when(!capDrop.includes('ALL') && capDrop.length < 10, 'capabilities', 'capabilities are not dropped'),
    ...when(textList(hostConfig.CapAdd).length > 0, 'capabilities', 'capabilities were added'),
    ...when(!securityOptions.some((o) => o.startsWith('no-new-privileges')), 'no-new-privileges', 'it is not set'),
    ...when(!securityOptions.some((o) => isOurProfile(o, want)), 'seccomp', 'the profile is not the one asked for'),
    ...when(
      textList(hostConfig.Binds).some((bind) => bind.startsWith('/')),
      'mounts',
      'a host path is bound',
    ),
    ...found.mounts.flatMap((mount) => mountBreaches(mount)),
    ...same('network', 'NetworkMode'),
    ...same('read-only root', 'ReadonlyRootfs'),
    ...same('privileges', 'Privileged'),
    ...same('ipc', 'IpcMode'),
    ...when(logDriverOf(hostConfig) !== 'none', 'log driver', `it is ${logDriverOf(hostConfig)}`),
    ...same('memory', 'Memory'),
    ...same('pids', 'PidsLimit'),
    ...(want.NanoCpus === undefined ? [] : same('cpu', 'NanoCpus')),
  ];
}

/** Word for word: a path, or another profile, would leave only "some filter is on" to the guest to prove. */
function isOurProfile(option: string, want: ContainerSettings['HostConfig']): boolean {
  return option.startsWith('seccomp=') && want.SecurityOpt.includes(option);
}

function logDriverOf({ LogConfig }: InspectedContainer['hostConfig']): string {
  return (LogConfig as { readonly Type?: string } | undefined)?.Type ?? 'unknown';
}

function mountBreaches(mount: InspectedContainer['mounts'][number]): readonly Breach[] {
  return [
    ...when(mount.type === 'bind', 'mounts', `${mount.destination} is a bind of a host path`),
    ...when(mount.type === 'volume' && mount.writable, 'mounts', `${mount.destination} is writable`),
  ];
}

/** What PID 1 of the sandbox does not confirm. */
export function breachesInHello(seen: Isolation, plan: SandboxPlan): readonly Breach[] {
  return [
    ...privilegeBreaches(seen),
    ...mountTableBreaches(seen, plan),
    ...cgroupBreaches(seen, plan),
    ...rlimitBreaches(seen, plan),
  ];
}

function privilegeBreaches(seen: Isolation): readonly Breach[] {
  const [uid, gid] = SANDBOX_USER.split(':').map(Number);
  const capabilities = Object.values(seen.capabilities);
  return [
    ...when(
      seen.uid.some((id) => id !== uid),
      'user',
      `the guest runs as uid ${seen.uid}`,
    ),
    ...when(
      seen.gid.some((id) => id !== gid),
      'user',
      `the guest runs as gid ${seen.gid}`,
    ),
    ...when(
      seen.groups.some((id) => id !== gid),
      'user',
      `the guest is in groups ${seen.groups}`,
    ),
    ...when(!capabilities.every((mask) => NO_CAPABILITIES.test(mask)), 'capabilities', 'the guest holds capabilities'),
    ...when(!seen.noNewPrivs, 'no-new-privileges', 'the guest may gain privileges'),
    ...when(seen.seccomp !== 2, 'seccomp', `seccomp is in mode ${seen.seccomp}`),
    ...when(seen.dumpable, 'supervisor', 'the supervisor can be traced'),
    ...when(
      !seen.interfaces.every((name) => INERT_INTERFACES.test(name)),
      'network',
      `the guest sees ${seen.interfaces.join(', ')}`,
    ),
  ];
}

function mountTableBreaches(seen: Isolation, plan: SandboxPlan): readonly Breach[] {
  const root = seen.mounts.findLast((mount) => mount.target === '/');
  return [
    ...when(!root?.options.includes('ro'), 'read-only root', 'the root is writable'),
    ...when(seen.writablePaths.length > 0, 'read-only root', `the guest can write to ${seen.writablePaths.join(', ')}`),
    ...tmpfsBreaches(seen, '/tmp', plan.limits.tmpMiB),
    ...tmpfsBreaches(seen, '/output', plan.limits.outputMiB),
  ];
}

function tmpfsBreaches(seen: Isolation, target: string, mebibytes: number): readonly Breach[] {
  const mount = seen.mounts.findLast((one) => one.target === target);
  if (mount?.type !== 'tmpfs') return [{ cap: target, message: `${target} is not a tmpfs of its own` }];
  const missing = ['noexec', 'nosuid', 'nodev'].filter((flag) => !mount.options.includes(flag));
  return [
    ...when(missing.length > 0, target, `${target} is mounted without ${missing.join(', ')}`),
    ...when(sizeOption(mount.options) !== mebibytes * 1024, target, `${target} has another size than ${mebibytes} MiB`),
    ...when(!mount.options.includes(`nr_inodes=${FIXED.tmpfsInodes}`), target, `${target} has no cap on inodes`),
  ];
}

/** The kernel shows the size of a tmpfs in KiB, with a k. */
function sizeOption(options: readonly string[]): number | null {
  const size = options.find((option) => option.startsWith('size='))?.match(/^size=(\d+)k$/);
  return size?.[1] === undefined ? null : Number(size[1]);
}

function cgroupBreaches({ cgroup, swapTotalBytes }: Isolation, plan: SandboxPlan): readonly Breach[] {
  const memoryBytes = plan.limits.memoryMiB * MIB;
  const cpusAreOff = cgroup.cpus === null || Math.abs(cgroup.cpus / plan.limits.cpus - 1) > CPU_TOLERANCE;
  const swapIsOff = swapTotalBytes > 0 && cgroup.memorySwapBytes !== memoryBytes;
  return [
    ...when(cgroup.memoryBytes !== memoryBytes, 'memory', `the memory cap in force is ${cgroup.memoryBytes ?? 'none'}`),
    ...when(swapIsOff, 'swap', `memory and swap together are capped at ${cgroup.memorySwapBytes ?? 'nothing'}`),
    ...when(cgroup.pids !== plan.limits.pids, 'pids', `the cap on processes in force is ${cgroup.pids ?? 'none'}`),
    ...when(!plan.waived.includes('cpu') && cpusAreOff, 'cpu', `the CPU quota in force is ${cgroup.cpus ?? 'none'}`),
  ];
}

function rlimitBreaches(seen: Isolation, plan: SandboxPlan): readonly Breach[] {
  return ulimits(plan).flatMap(({ Name, Hard }) => {
    const found = seen.rlimits[Name];
    return when(found !== Hard, RLIMIT_CAPS[Name] ?? Name, `the ${Name} limit in force is ${found ?? 'none'}`);
  });
}

/** @throws QuantineError LIMIT_NOT_ENFORCED naming every cap that is not in force, and what to do about the first */
export function refuseBreaches(breaches: readonly Breach[], facts: EngineFacts): void {
  const first = breaches[0];
  if (first === undefined) return;
  const caps = [...new Set(breaches.map((breach) => breach.cap))];
  const said = breaches.map((breach) => `${breach.cap} (${breach.message})`).join('; ');
  throw new QuantineError('LIMIT_NOT_ENFORCED', `not enforced: ${said}`, {
    nextStep: remedyFor(first.cap, facts),
    details: { caps },
  });
}

const DELEGATION_DROP_IN = `/etc/systemd/system/user@.service.d/delegate.conf with
[Service]
Delegate=cpu cpuset io memory pids`;

function remedyFor(cap: string, facts: EngineFacts): string {
  if (facts.rootless && ['cpu', 'memory', 'pids'].includes(cap)) {
    const waiver = cap === 'cpu' ? ' Or run with --waive cpu, which the outcome records.' : '';
    return `A rootless engine needs delegated controllers: write ${DELEGATION_DROP_IN}\nthen \`sudo systemctl daemon-reload\` and log in again.${waiver}`;
  }
  if (cap === 'cpu')
    return 'Boot a kernel with CFS bandwidth control, or run with --waive cpu, which the outcome records.';
  if (cap === 'seccomp') return 'Use an engine built with seccomp: `docker info` lists it under Security Options.';
  if (cap === 'swap') return 'Boot with swapaccount=1, or turn swap off: `sudo swapoff -a`.';
  if (cap === 'memory' || cap === 'pids') return `Enable the ${cap} cgroup controller for the engine.`;
  return 'Run `quantine doctor` and mend what it names; a strategy is not run without this.';
}

function when(isBroken: boolean, cap: string, message: string): Breach[] {
  return isBroken ? [{ cap, message }] : [];
}

function textList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
