import { afterAll, describe, expect, it } from 'vitest';
import { SandboxExecutor } from '../../src/executor.js';
import { endingOf, ran } from '../helpers/real-engine.js';

const executor = new SandboxExecutor({ validateCode: false, timeoutSeconds: 30, memoryMiB: 512 });
afterAll(() => executor.cleanup());

const run = async (source: string) => ran(await executor.execute(source));

describe('a strategy completes', () => {
  it('with its result, its output and what it cost', async () => {
    const outcome = await run("print('hello')\nresult = {'sharpe': 1.5}");
    expect(outcome).toMatchObject({
      status: 'completed',
      success: true,
      exitCode: 0,
      stdout: 'hello\n',
      stderr: '',
      value: { sharpe: 1.5 },
      waived: ['validation'],
      report: null,
    });
    expect(outcome.resourceUsage.cpuSeconds).toBeGreaterThan(0);
    expect(outcome.resourceUsage.peakMemoryBytes).toBeGreaterThan(10 * 1024 ** 2);
    expect(outcome.resourceUsage.wallSeconds).toBeGreaterThan(0);
  });

  it('with null where it gives no result', async () => {
    expect(await run('x = 1')).toMatchObject({ status: 'completed', value: null });
  });

  it('with what run(data, params) returns', async () => {
    const outcome = await executor.execute('def run(data, params):\n    return params["n"] + 1', { params: { n: 41 } });
    expect(outcome).toMatchObject({ status: 'completed', value: 42 });
  });

  it('when it leaves with sys.exit(0)', async () => {
    expect(await run('import sys\nresult = 7\nsys.exit(0)')).toMatchObject({ status: 'completed', value: 7 });
  });

  it('though it leaves a daemon behind that holds its output', async () => {
    const outcome = await run('import os, time\nif os.fork() == 0:\n    time.sleep(600)\nprint("parent")\nresult = 1');
    expect(outcome).toMatchObject({ status: 'completed', stdout: 'parent\n', value: 1 });
  });

  it('though a process that it forked raises', async () => {
    const source = [
      'import os',
      'def run(data, params):',
      '    child = os.fork()',
      '    if child == 0: raise ValueError("in the child")',
      '    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])',
    ].join('\n');
    expect(await run(source)).toMatchObject({
      status: 'completed',
      value: 1,
      stderr: expect.stringContaining('ValueError: in the child'),
    });
  });

  it('though it closes its own output', async () => {
    expect(endingOf(await run('import os\nos.close(1)\nos.close(2)\nresult = 1'))).toBe('completed');
  });

  it('keeping bytes that are no whole character as U+FFFD', async () => {
    const outcome = await run("import os\nos.write(1, b'half \\xe2\\x82')");
    expect(outcome).toMatchObject({ status: 'completed', stdout: 'half \uFFFD' });
  });
});

describe('a strategy fails', () => {
  it('with type, message, line, its own frames and causes of an exception', async () => {
    const source = [
      'def inner(prices):',
      '    return prices[7]',
      'try:',
      '    inner([1])',
      'except IndexError as error:',
      "    raise ValueError('no such bar') from error",
    ].join('\n');
    expect(await run(source)).toMatchObject({
      status: 'failed',
      success: false,
      code: 'EXECUTION_ERROR',
      error: {
        type: 'ValueError',
        message: 'no such bar',
        line: 6,
        causes: [{ type: 'IndexError', line: 2 }],
      },
    });
  });

  it.each([
    ['import sys\nsys.exit(3)', 'failed: SystemExit', 3],
    ['import sys\nsys.exit("no data")', 'failed: SystemExit', 1],
    ['import os\nos._exit(0)', 'failed: AbruptExit', 0],
    ['import os\nos._exit(5)', 'failed: AbruptExit', 5],
    ['import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)', 'failed: Signal', null],
    ['import os, signal\nos.kill(os.getpid(), signal.SIGKILL)', 'failed: Signal', null],
    ['raise KeyboardInterrupt', 'failed: KeyboardInterrupt', 1],
    ['def f():\n    f()\nf()', 'failed: RecursionError', 1],
    ['result = object()', 'failed: ValueNotSerializable', 1],
  ])('%j ends as %s', async (source, ending, exitCode) => {
    const outcome = await run(source);
    expect(endingOf(outcome)).toBe(ending);
    expect(outcome.exitCode).toBe(exitCode);
  });

  it('naming the number of the signal that ended it', async () => {
    const outcome = await run('import os\nos.kill(os.getpid(), 11)');
    expect(outcome).toMatchObject({ status: 'failed', error: { type: 'Signal', signal: 11 } });
  });

  it('naming the path within its result that cannot be written', async () => {
    const outcome = await run("result = {'a': [1, object()]}");
    expect(outcome).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('$.a[1]') } });
  });

  it('with a message of bounded length, whatever its exception says', async () => {
    const outcome = await run("raise ValueError('x' * 10_000_000)");
    expect(outcome).toMatchObject({ status: 'failed', error: { type: 'ValueError' } });
    expect(outcome.status === 'failed' && outcome.error.message.length).toBeLessThan(70_000);
  });

  it('though its exception cannot be printed', async () => {
    const source = 'class Bad(Exception):\n    def __str__(self):\n        raise RuntimeError\nraise Bad()';
    expect(endingOf(await run(source))).toBe('failed: Bad');
  });
});

describe('a strategy is terminated', () => {
  it('at its deadline, in a loop that ignores every signal', async () => {
    const source = [
      'import signal',
      'for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:',
      '    signal.signal(number, signal.SIG_IGN)',
      'print("in the loop", flush=True)',
      'while True: pass',
    ].join('\n');
    const outcome = ran(await executor.execute(source, { timeoutSeconds: 2 }));
    expect(outcome).toMatchObject({
      status: 'terminated',
      reason: 'wall_clock',
      code: 'EXECUTION_TIMEOUT',
      stdout: 'in the loop\n',
    });
    expect(outcome.resourceUsage.cpuSeconds).toBeGreaterThan(0.1);
  });

  it('by its caller, before and while it runs', async () => {
    const before = await executor.execute('result = 1', { signal: AbortSignal.abort() });
    expect(before).toMatchObject({ status: 'terminated', reason: 'cancelled' });
    const cancel = new AbortController();
    const during = await executor.execute('print("up", flush=True)\nwhile True: pass', {
      signal: cancel.signal,
      onOutput: () => cancel.abort(),
    });
    expect(during).toMatchObject({ status: 'terminated', reason: 'cancelled', stdout: 'up\n' });
  });
});
