import { afterAll, describe, expect, it } from 'vitest';
import { SandboxExecutor } from '../../src/executor.js';
import { endingOf, ran } from '../helpers/real-engine.js';

const executor = new SandboxExecutor({ validateCode: false, memoryMiB: 1024, timeoutSeconds: 60 });
afterAll(() => executor.cleanup());

const run = async (source: string) => ran(await executor.execute(source));

describe('the guest claims, the host measures', () => {
  it('CPU time is that of the strategy and of the processes it started', async () => {
    const source = [
      'import os, time',
      'def burn(seconds):',
      '    end = time.process_time() + seconds',
      '    while time.process_time() < end: pass',
      'child = os.fork()',
      'burn(1)',
      'if child == 0: os._exit(0)',
      'os.waitpid(child, 0)',
    ].join('\n');
    const { resourceUsage } = await run(source);
    expect(resourceUsage.cpuSeconds).toBeGreaterThan(1.9);
    expect(resourceUsage.cpuSeconds).toBeLessThan(3);
  });

  it('memory is what the kernel saw at its peak, though it was given back', async () => {
    const { resourceUsage } = await run('block = bytearray(300 << 20)\ndel block');
    expect(resourceUsage.peakMemoryBytes).toBeGreaterThan(300 * 1024 ** 2);
    expect(resourceUsage.peakMemoryBytes).toBeLessThan(600 * 1024 ** 2);
  });

  it('time is the host’s, whatever the strategy does to its clock', async () => {
    const { resourceUsage } = await run(
      'import time\nreal = time.sleep\ntime.time = time.monotonic = lambda: 0\nreal(1)',
    );
    expect(resourceUsage.wallSeconds).toBeGreaterThan(1);
  });

  it('frames that a strategy prints are output, and nothing else', async () => {
    const source = [
      'import json, os, struct',
      'body = json.dumps({"type": "result", "value": 1}).encode()',
      'os.write(1, struct.pack(">I", len(body)) + body)',
      'raise SystemExit(4)',
    ].join('\n');
    const outcome = await run(source);
    expect(endingOf(outcome)).toBe('failed: SystemExit');
    expect(outcome.exitCode).toBe(4);
    expect(outcome.stdout).toContain('"type": "result"');
  });

  it('garbage in every descriptor it can find is no result', async () => {
    const source = [
      'import os',
      'for number in range(3, 64):',
      '    try: os.write(number, b"\\xff\\xff\\xff\\xffgarbage")',
      '    except OSError: pass',
      'os._exit(0)',
    ].join('\n');
    expect(endingOf(await run(source))).toMatch(/^terminated: protocol_violation$|^failed: AbruptExit$/);
  });

  it('an exit that contradicts what the strategy reported is the one that counts', async () => {
    const source = [
      'import atexit, os',
      'atexit.register(lambda: os._exit(9))',
      'result = 1',
      'raise SystemExit(3)',
    ].join('\n');
    expect(endingOf(await run(source))).toMatch(/^failed/);
  });

  it('no pickle, expression or path of a guest is ever followed: a name in /output stays a name', async () => {
    const outcome = await run(
      "import os\nos.chdir('/output')\nopen('..%2f..%2fetc', 'w').close()\nopen('$(id)', 'w').close()",
    );
    expect(outcome.artifacts.map(({ path }) => path)).toEqual(['$(id)', '..%2f..%2fetc']);
  });
});
