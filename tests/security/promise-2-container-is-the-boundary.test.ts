import { afterAll, describe, expect, it } from 'vitest';
import { SandboxExecutor } from '../../src/executor.js';
import { endingOf, ran } from '../helpers/real-engine.js';

// The validator is off throughout: nothing here may rely on it.
const executor = new SandboxExecutor({ validateCode: false, memoryMiB: 512, timeoutSeconds: 30 });
afterAll(() => executor.cleanup());

async function valueFrom(source: string): Promise<unknown> {
  const outcome = ran(await executor.execute(source));
  if (outcome.status !== 'completed')
    throw new Error(`${endingOf(outcome)} ${JSON.stringify(outcome, null, 1).slice(0, 2000)}`);
  return outcome.value;
}

/** Runs each expression and gives back `ok` or the name of the exception it raised. */
const attempts = (...expressions: string[]) =>
  [
    'import os, socket, subprocess, ctypes, pathlib',
    'result = []',
    ...expressions.flatMap((expression) => [
      'try:',
      `    ${expression}`,
      '    result.append("ok")',
      'except BaseException as error:',
      '    result.append(type(error).__name__)',
    ]),
  ].join('\n');

describe('the container is the boundary', () => {
  it('there is no network to open', async () => {
    const source = attempts(
      'socket.socket(socket.AF_INET)',
      'socket.socket(socket.AF_INET6)',
      'socket.socket(socket.AF_NETLINK)',
      'socket.socket(socket.AF_PACKET)',
      'socket.socket(40)',
      'socket.create_connection(("127.0.0.1", 80))',
    );
    expect(await valueFrom(source)).not.toContain('ok');
  });

  it('there is no program to run but the interpreter', async () => {
    const source = attempts(
      'subprocess.run(["/bin/sh", "-c", "true"])',
      'subprocess.run(["sh"])',
      'subprocess.run(["bash"])',
      'subprocess.run(["curl"])',
      'subprocess.run(["apt-get"])',
    );
    expect(await valueFrom(source)).not.toContain('ok');
  });

  it('nothing is writable but /tmp and /output', async () => {
    const source = [
      'import os',
      'writable = []',
      'for root, folders, files in os.walk("/"):',
      '    if root.startswith(("/proc", "/sys")): folders.clear(); continue',
      '    for name in [""] + files:',
      '        path = os.path.join(root, name) if name else root',
      '        if not os.path.islink(path) and os.access(path, os.W_OK): writable.append(path)',
      'result = sorted(p for p in writable if not p.startswith(("/tmp", "/output")))',
    ].join('\n');
    const devices = ['/dev/full', '/dev/null', '/dev/ptmx', '/dev/random', '/dev/tty', '/dev/urandom', '/dev/zero'];
    const found = (await valueFrom(source)) as string[];
    expect(found.filter((path) => !devices.includes(path) && !path.startsWith('/dev/pts/'))).toEqual([]);
  });

  it('no message queue can be made in /dev', async () => {
    const source = attempts('open("/dev/mqueue/q", "w")', 'open("/dev/shm/s", "w")', 'open("/dev/x", "w")');
    expect(await valueFrom(source)).not.toContain('ok');
  });

  it('nothing in /tmp can be executed', async () => {
    const source = attempts(
      '(pathlib.Path("/tmp/x").write_bytes(open(os.readlink("/proc/self/exe"), "rb").read()), os.chmod("/tmp/x", 0o755), subprocess.run(["/tmp/x", "-c", "1"]))',
    );
    expect(await valueFrom(source)).toEqual(['PermissionError']);
  });

  it('the supervisor cannot be signalled, traced, read or crippled', async () => {
    const source = [
      'import os, signal, resource, ctypes',
      'for number in signal.valid_signals():',
      '    try: os.kill(1, number)',
      '    except OSError: pass',
      'got = []',
      'for attempt in (lambda: os.listdir("/proc/1/fd"), lambda: open("/proc/1/mem", "rb"), lambda: os.readlink("/proc/1/cwd"),',
      '                lambda: resource.prlimit(1, resource.RLIMIT_NOFILE, (0, 0)), lambda: os.sched_setaffinity(1, {0}),',
      '                lambda: os.setpriority(os.PRIO_PROCESS, 1, 19)):',
      '    try: got.append(repr(attempt()))',
      '    except OSError: pass',
      'libc = ctypes.CDLL(None)',
      'got.append(libc.ptrace(16, 1, 0, 0))',
      'result = got',
    ].join('\n');
    expect(await valueFrom(source)).toEqual([-1]);
  });

  it('the environment is exactly what the run gives', async () => {
    expect(await valueFrom('import os\nresult = dict(os.environ)')).toEqual({
      HOME: '/tmp',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      OPENBLAS_NUM_THREADS: '1',
      OMP_NUM_THREADS: '1',
      MKL_NUM_THREADS: '1',
      PYTHONHASHSEED: '0',
    });
  });

  it('hashes are the same in every run', async () => {
    const source = 'result = [hash("quantine"), list({"a", "b", "c", "d"})]';
    expect(await valueFrom(source)).toEqual(await valueFrom(source));
  });
});
