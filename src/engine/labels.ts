import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** On every container of ours; the reaper looks for it. */
export const MANAGED_LABEL = { 'io.quantine.managed': 'true' } as const;

export const LABEL = {
  role: 'io.quantine.role',
  executionId: 'io.quantine.execution',
  machine: 'io.quantine.owner.machine',
  boot: 'io.quantine.owner.boot',
  pidNamespace: 'io.quantine.owner.pid-namespace',
  pid: 'io.quantine.owner.pid',
  pidStart: 'io.quantine.owner.pid-start',
  expiresAt: 'io.quantine.expires-at',
  sha256: 'io.quantine.sha256',
  bytes: 'io.quantine.bytes',
  fileName: 'io.quantine.file-name',
} as const;

export type Labels = Readonly<Record<string, string>>;

/** The process that owns a container, said so that another process can tell whether it still lives. */
export interface Owner {
  readonly machine: string;
  readonly boot: string;
  readonly pidNamespace: string;
  readonly pid: number;
  /** When the process started, in the kernel's own ticks: a number reused later belongs to somebody else. */
  readonly pidStart: string;
}

/** This process, as an owner. */
export function currentOwner(): Owner {
  return {
    machine: readOr('/etc/machine-id', hostname()),
    boot: readOr('/proc/sys/kernel/random/boot_id', ''),
    pidNamespace: linkOr('/proc/self/ns/pid', ''),
    pid: process.pid,
    pidStart: processStart(process.pid) ?? '',
  };
}

/** When a process of this PID namespace started, in clock ticks since boot; null where there is none, or no /proc. */
export function processStart(pid: number): string | null {
  return startInStat(readOr(`/proc/${pid}/stat`, ''));
}

/**
 * The 22nd field of a process's `stat`; null for one that is dead and only waits to be collected. The second field is the
 * program's name in parentheses, which may hold anything.
 */
export function startInStat(stat: string): string | null {
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isDead = afterName[0] === 'Z' || afterName[0] === 'X';
  return isDead ? null : (afterName[19] ?? null);
}

/** Labels of a container: whose it is, what for, and until when it may live if its owner cannot be asked. */
export function containerLabels(
  owner: Owner,
  role: 'sandbox' | 'filler',
  expiresAt: Date,
  executionId: string,
): Labels {
  return {
    ...MANAGED_LABEL,
    [LABEL.role]: role,
    [LABEL.executionId]: executionId,
    [LABEL.machine]: owner.machine,
    [LABEL.boot]: owner.boot,
    [LABEL.pidNamespace]: owner.pidNamespace,
    [LABEL.pid]: String(owner.pid),
    [LABEL.pidStart]: owner.pidStart,
    [LABEL.expiresAt]: expiresAt.toISOString(),
  };
}

function readOr(path: string, fallback: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return fallback;
  }
}

function linkOr(path: string, fallback: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return fallback;
  }
}
