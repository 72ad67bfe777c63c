import { afterAll, describe, expect, it } from 'vitest';
import { LIMIT_NAMES } from '../../src/config/limits.js';
import type { Limits } from '../../src/core/run-card.js';
import { SandboxExecutor } from '../../src/executor.js';
import { endingOf } from '../helpers/real-engine.js';
import { start } from './cli-command.js';

interface Case {
  readonly value: number;
  /** A strategy that runs into the limit, or reads it where the kernel keeps it. */
  readonly source: string;
  /** How that ends, and what it brings, where the limit is in force. */
  readonly ends: string;
  readonly brings?: object;
}

/** Reads the quota where cgroup v1 or v2 keeps it. */
const CPU_QUOTA = [
  'from pathlib import Path',
  'v1, v2 = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup/cpu.max")',
  'texts = v2.read_text().split() if v2.exists() else [(v1 / f"cpu.cfs_{n}_us").read_text() for n in ("quota", "period")]',
  'result = int(texts[0]) / int(texts[1])',
].join('\n');

const sizeOf = (place: string) => `import os\nfound = os.statvfs("${place}")\nresult = found.f_blocks * found.f_frsize`;

/** Counts the children that the kernel lets it have, beside itself and the supervisor. */
const CHILDREN = [
  'import os, time',
  'result = 0',
  'try:',
  '    while os.fork(): result += 1',
  '    time.sleep(60)',
  'except BlockingIOError: pass',
].join('\n');

const MIB = 1024 * 1024;

const CASES: Readonly<Record<keyof Limits, Case>> = {
  timeoutSeconds: { value: 1.5, source: 'while True: pass', ends: 'terminated: wall_clock' },
  cpus: { value: 0.25, source: CPU_QUOTA, ends: 'completed', brings: { value: 0.25 } },
  memoryMiB: {
    value: 192,
    source: 'hog = bytearray(192 << 20)\nhog[::4096] = bytes(49152)',
    ends: 'terminated: memory',
  },
  pids: { value: 24, source: CHILDREN, ends: 'completed', brings: { value: 22 } },
  tmpMiB: { value: 3, source: sizeOf('/tmp'), ends: 'completed', brings: { value: 3 * MIB } },
  outputMiB: { value: 5, source: sizeOf('/output'), ends: 'completed', brings: { value: 5 * MIB } },
  stdoutMiB: {
    value: 0.5,
    source: 'print("x" * (1 << 20))',
    ends: 'terminated: output',
    brings: { stdout: 'x'.repeat(MIB / 2), truncated: { stdout: true, stderr: false } },
  },
  stderrMiB: {
    value: 0.25,
    source: 'import sys\nprint("x" * (1 << 20), file=sys.stderr)',
    ends: 'terminated: output',
    brings: { stderr: 'x'.repeat(MIB / 4), truncated: { stdout: false, stderr: true } },
  },
  valueMiB: { value: 0.001, source: 'result = "x" * 1050', ends: 'failed: ValueTooLarge' },
};

const executor = new SandboxExecutor({ validateCode: false, memoryMiB: 512 });
afterAll(() => executor.cleanup());

describe.each(LIMIT_NAMES)('the limit %s', (name) => {
  const { value, source, ends, brings = {} } = CASES[name];

  it('holds a run of the SDK', async () => {
    const outcome = await executor.execute(source, { [name]: value });
    expect(endingOf(outcome)).toBe(ends);
    expect(outcome).toMatchObject({ limits: { [name]: value }, runCard: { limits: { [name]: value } }, ...brings });
  });

  it('holds every run of an executor', async () => {
    await using strict = new SandboxExecutor({ validateCode: false, memoryMiB: 512, [name]: value });
    const outcome = await strict.execute(source);
    expect(endingOf(outcome)).toBe(ends);
    expect(outcome).toMatchObject(brings);
  });

  it('holds a run of the command line with --limit', async () => {
    const args = ['run', '-', '--no-validate', '--json', '--limit', `${name}=${value}`];
    const { stdout } = await start({ args, input: source });
    const outcome = JSON.parse(stdout);
    expect(endingOf(outcome)).toBe(ends);
    expect(outcome).toMatchObject({ limits: { [name]: value }, ...brings });
  });
});
