import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { FIXED } from '../../src/config/limits.js';
import { SandboxExecutor } from '../../src/executor.js';
import { containersOf, endingOf, eventually, ran, realDocker } from '../helpers/real-engine.js';

const MIB = 1024 * 1024;
const executor = new SandboxExecutor({ validateCode: false, timeoutSeconds: 60, memoryMiB: 512 });
afterAll(() => executor.cleanup());

const run = async (source: string) => ran(await executor.execute(source));

describe('memory', () => {
  it('ends a strategy that takes more than it was given', async () => {
    const outcome = await run('hog = []\nwhile True: hog.append(bytearray(16 << 20))');
    expect(outcome).toMatchObject({ status: 'terminated', reason: 'memory', code: 'INSUFFICIENT_RESOURCES' });
    expect(outcome.outOfMemoryKills).toBeGreaterThan(0);
  });

  it('records the death of a grandchild and does not change the ending', async () => {
    const source = [
      'import os',
      'child = os.fork()',
      'if child == 0:',
      '    hog = []',
      '    while True: hog.append(bytearray(16 << 20))',
      'os.waitpid(child, 0)',
      'result = "alive"',
    ].join('\n');
    const outcome = await run(source);
    expect(outcome).toMatchObject({ status: 'completed', value: 'alive' });
    expect(outcome.outOfMemoryKills).toBeGreaterThan(0);
  });

  it('does not take a signal for want of memory because a grandchild died of it before', async () => {
    const source = [
      'import os, time',
      'child = os.fork()',
      'if child == 0:',
      '    hog = []',
      '    while True: hog.append(bytearray(16 << 20))',
      'os.waitpid(child, 0)',
      'time.sleep(1)',
      'os.kill(os.getpid(), 9)',
    ].join('\n');
    expect(endingOf(await run(source))).toBe('failed: Signal');
  });
});

describe('output', () => {
  it('is cut at 8 MiB of a gigabyte, and the run ended for it', async () => {
    const before = process.memoryUsage().rss;
    const outcome = await run("import sys\nfor _ in range(1024): sys.stdout.write('x' * (1 << 20))");
    expect(outcome).toMatchObject({ status: 'terminated', reason: 'output', truncated: { stdout: true } });
    expect(outcome.stdout).toBe('x'.repeat(8 * MIB));
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * MIB);
  });

  it('arrives whole in 100,000 small writes', async () => {
    const outcome = await run("import os\nfor i in range(100_000): os.write(1, b'%06d\\n' % i)");
    const lines = outcome.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(100_000);
    expect(lines.at(-1)).toBe('099999');
  });

  it('keeps stdout and stderr apart', async () => {
    const outcome = await run("import sys\nprint('out')\nprint('err', file=sys.stderr)");
    expect(outcome).toMatchObject({ stdout: 'out\n', stderr: 'err\n' });
  });
});

describe('processes', () => {
  it('are capped, so that a fork bomb is an exception', async () => {
    const source = [
      'import os, time',
      'while True:',
      '    try:',
      '        if os.fork() == 0: time.sleep(60)',
      '    except BlockingIOError:',
      '        break',
      'result = "contained"',
    ].join('\n');
    expect(await run(source)).toMatchObject({ status: 'completed', value: 'contained' });
  });

  it('that fork without end are all gone at the deadline', async () => {
    const source = 'import os\nwhile True:\n    try: os.fork()\n    except OSError: pass';
    const outcome = await executor.execute(source, { timeoutSeconds: 3 });
    expect(endingOf(outcome)).toBe('terminated: wall_clock');
  });
});

describe('space', () => {
  it.each(['/tmp', '/output'])('of %s ends at its size', async (place) => {
    const source = [
      'import errno',
      'written = 0',
      `file = open('${place}/full', 'wb', buffering=0)`,
      'try:',
      '    while True: written += file.write(bytes(1 << 20))',
      'except OSError as error:',
      '    result = [errno.errorcode[error.errno], written]',
    ].join('\n');
    const outcome = ran(await executor.execute(source, { collectArtifacts: false }));
    expect(outcome.status === 'completed' && outcome.value).toEqual([expect.stringMatching(/ENOSPC|EFBIG/), 64 * MIB]);
  });

  it('of inodes ends too', async () => {
    const source = [
      'made = 0',
      'try:',
      '    while made < 100_000:',
      "        open(f'/tmp/{made}', 'w').close()",
      '        made += 1',
      'except OSError:',
      '    pass',
      'result = made',
    ].join('\n');
    const outcome = await run(source);
    // One inode is the root of the file system itself.
    expect(outcome).toMatchObject({ status: 'completed', value: FIXED.tmpfsInodes - 1 });
  });

  it('of one file is capped, so that a sparse file of a terabyte cannot be made', async () => {
    const source =
      "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nopen('/tmp/s', 'wb').truncate(1 << 40)";
    expect(endingOf(await run(source))).toBe('failed: OSError');
  });
});

describe('two hundred runs', () => {
  it('in a row leave no container, no descriptor and no growing memory', async () => {
    const docker = await realDocker();
    const hundredRuns = async () => {
      for (let count = 0; count < 100; count++) expect(endingOf(await run('result = 1'))).toBe('completed');
      return { descriptors: readdirSync('/proc/self/fd').length, heapBytes: heapInUse() };
    };
    const half = await hundredRuns();
    const whole = await hundredRuns();
    const left = await eventually(
      () => containersOf(docker, process.pid),
      (found) => found.length === 0,
    );
    expect(left).toEqual([]);
    // Connections to the engine are kept for a while, so their number goes up and down by a few.
    expect(whole.descriptors).toBeLessThanOrEqual(half.descriptors + 5);
    // A fifth of that is what a hundred runs leave in caches; eight KiB kept of each run would be more.
    expect(whole.heapBytes - half.heapBytes).toBeLessThan(MIB);
  }, 300_000);
});

/** What is still referred to, once the collector has been asked to work. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

describe('two executors at once', () => {
  it('keep out of each other’s way', async () => {
    await using other = new SandboxExecutor({ validateCode: false, memoryMiB: 256 });
    const sources = Array.from(
      { length: 8 },
      (_, index) => `import time\ntime.sleep(0.2)\nprint(${index})\nresult = ${index}`,
    );
    const outcomes = await Promise.all(sources.map((source, index) => (index % 2 ? executor : other).execute(source)));
    expect(outcomes.map((outcome) => outcome.status === 'completed' && outcome.value)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(outcomes.map((outcome) => ran(outcome).stdout)).toEqual(sources.map((_, index) => `${index}\n`));
  });
});
