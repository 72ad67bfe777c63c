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

  it('CPU time of a child that nobody can wait for is counted all the same', async () => {
    const source = [
      'import os, signal, time',
      'signal.signal(signal.SIGCHLD, signal.SIG_IGN)',
      'if os.fork() == 0:',
      '    while time.process_time() < 1.5: pass',
      '    os._exit(0)',
      'try: os.wait()',
      'except ChildProcessError: pass',
    ].join('\n');
    const { resourceUsage } = await run(source);
    expect(resourceUsage.cpuSeconds).toBeGreaterThan(1.4);
    expect(resourceUsage.cpuSeconds).toBeLessThan(3);
  });

  it('memory of such a child is counted as well', async () => {
    const source = [
      'import os, signal, time',
      'signal.signal(signal.SIGCHLD, signal.SIG_IGN)',
      'if os.fork() == 0:',
      '    block = bytearray(b"x") * (200 << 20)',
      '    time.sleep(0.5)',
      '    os._exit(0)',
      'try: os.wait()',
      'except ChildProcessError: pass',
    ].join('\n');
    const { resourceUsage } = await run(source);
    expect(resourceUsage.peakMemoryBytes).toBeGreaterThan(200 * 1024 ** 2);
  });

  it('a page that is mapped a hundred times is one page', async () => {
    const source = [
      'import mmap, os',
      'file = os.open("/tmp/x", os.O_RDWR | os.O_CREAT)',
      'os.write(file, b"x" * (4 << 20))',
      'maps = [mmap.mmap(file, 4 << 20, flags=mmap.MAP_SHARED | mmap.MAP_POPULATE) for _ in range(100)]',
    ].join('\n');
    const outcome = await run(source);
    expect(endingOf(outcome)).toBe('completed');
    expect(outcome.resourceUsage.peakMemoryBytes).toBeLessThan(200 * 1024 ** 2);
  });

  it('a kill of a child for want of memory is not passed off as the strategy’s own', async () => {
    const source = [
      'import os',
      'child = os.fork()',
      'blocks = []',
      'while child == 0: blocks.append(bytearray(b"x" * (1 << 20)))',
      'os.waitpid(child, 0)',
      'os.kill(os.getpid(), 9)',
    ].join('\n');
    const outcome = ran(await executor.execute(source, { memoryMiB: 128 }));
    expect(endingOf(outcome)).toBe('failed: Signal');
    expect(outcome.outOfMemoryKills).toBe(1);
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

  /** Writes these bytes, which may be `framed(...)`, where the report of the strategy's process belongs. */
  const intoTheReport = (bytes: string) => [
    'import json, os, stat, struct',
    'def framed(message):',
    '    body = json.dumps(message).encode()',
    '    return struct.pack(">I", len(body)) + body',
    'pipes = [n for n in range(3, 64) if os.path.exists(f"/proc/self/fd/{n}") and stat.S_ISFIFO(os.fstat(n).st_mode)]',
    'print("writing to", len(pipes), flush=True)',
    `for number in pipes: os.write(number, ${bytes})`,
  ];
  const success = 'framed({"type": "completed", "hasValue": False, "nonFinitePaths": []})';

  it('garbage where its report belongs is no result', async () => {
    const outcome = await run([...intoTheReport(String.raw`b"\xff\xff\xff\xffgarbage"`), 'os._exit(0)'].join('\n'));
    expect(endingOf(outcome)).toBe('terminated: protocol_violation');
    expect(outcome.stdout).toBe('writing to 1\n');
  });

  it('a report beside its own is no result', async () => {
    const outcome = await run([...intoTheReport(success), 'result = 1'].join('\n'));
    expect(endingOf(outcome)).toBe('terminated: protocol_violation');
  });

  it.each([
    ['os._exit(9)', { status: 'failed', error: { type: 'AbruptExit' }, exitCode: 9 }],
    ['os.kill(os.getpid(), 9)', { status: 'failed', error: { type: 'Signal', signal: 9 }, exitCode: null }],
  ])('a forged report of success counts for nothing where the process then ends by %s', async (end, ending) => {
    expect(await run([...intoTheReport(success), end].join('\n'))).toMatchObject({ success: false, ...ending });
  });

  it('an exit handler that leaves before the report is sent is an abrupt exit, whatever was raised before', async () => {
    const source = 'import atexit, os\natexit.register(lambda: os._exit(9))\nresult = 1\nraise SystemExit(3)';
    const outcome = await run(source);
    expect(endingOf(outcome)).toBe('failed: AbruptExit');
    expect(outcome.exitCode).toBe(9);
  });

  it('nor does a forged exit code hide the real one', async () => {
    const error = '{"type": "SystemExit", "message": "", "line": None, "traceback": [], "causes": []}';
    const forged = `framed({"type": "system_exit", "exitCode": 42, "error": ${error}})`;
    const outcome = await run([...intoTheReport(forged), 'os._exit(0)'].join('\n'));
    expect([endingOf(outcome), outcome.exitCode]).toEqual(['failed: AbruptExit', 0]);
  });

  it('no pickle, expression or path of a guest is ever followed: a name in /output stays a name', async () => {
    const outcome = await run(
      "import os\nos.chdir('/output')\nopen('..%2f..%2fetc', 'w').close()\nopen('$(id)', 'w').close()",
    );
    expect(outcome.artifacts.map(({ path }) => path)).toEqual(['$(id)', '..%2f..%2fetc']);
  });
});
