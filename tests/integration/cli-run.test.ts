import { once } from 'node:events';
import { watch } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LABEL } from '../../src/engine/labels.js';
import { eventually, realDocker } from '../helpers/real-engine.js';
import { closeTerminalOnce, hasPrinted, start } from './cli-command.js';
import { silentEngine } from './silent-engine.js';

const SMA = 'examples/strategies/sma_crossover.py';
const SP500 = 'examples/data/sp500.csv';
const NO_ENGINE = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a strategy from standard input and reads the one document that comes back. */
async function runJson(source: string, ...flags: string[]) {
  const { stdout, stderr, exitCode } = await start({ args: ['run', '-', '--json', ...flags], input: source });
  return { outcome: JSON.parse(stdout), stderr, exitCode };
}

/** Listens from now on. */
async function firstChangeIn(watched: string): Promise<void> {
  const watcher = watch(watched);
  await once(watcher, 'change');
  watcher.close();
}

describe('a newcomer', () => {
  it('reads the risk line, the output, the result, and what the run took', async () => {
    const { stdout, stderr, exitCode } = await start({ args: ['run', SMA, '--data', SP500] });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    const order = [/LOW 0\/30/, /^│ SMA 50\/200/m, /^result$/m, /"sharpe": 0\.\d+/, /^completed$/m, /^ {2}time {4}/m];
    const places = order.map((part) => stdout.search(part));
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(places).not.toContain(-1);
    expect(stdout).toMatch(/\n {2}CPU .*\n {2}memory .*\n {2}exit {4}0\n {2}image {3}quantine\/python313:\w+\n$/);
  });

  it('reads where an exception came from, and the exit code says that it failed', async () => {
    const input = 'def divide(n):\n    return 1 / n\n\ndivide(0)\n';
    const { stdout, exitCode } = await start({ args: ['run', '-'], input });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('failed  ZeroDivisionError: division by zero\n');
    expect(stdout).toContain('  line 2, in divide\n    return 1 / n\n');
  });

  it('is not fooled by what a strategy prints', async () => {
    const input = 'print("\\x1b[2Jcompleted\\r  exit    0")\nraise ValueError\n';
    const { stdout } = await start({ args: ['run', '-'], input });
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('│ \\x1b[2Jcompleted\n│   exit    0\n');
    expect(stdout).not.toMatch(/^completed/m);
  });
});

describe('--json', () => {
  it('gives the whole outcome as one document and nothing else', async () => {
    const { outcome, stderr, exitCode } = await runJson('print("hi")\nresult = {"answer": 42}\n');
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(outcome).toMatchObject({
      status: 'completed',
      success: true,
      stdout: 'hi\n',
      stderr: '',
      value: { answer: 42 },
      exitCode: 0,
      artifacts: [],
      report: { isValid: true, riskScore: 0 },
      waived: [],
      runCard: { schemaVersion: 1, validation: { riskScore: 0, maxRiskScore: 30 } },
      resourceUsage: { wallSeconds: expect.any(Number), peakMemoryBytes: expect.any(Number) },
    });
  });

  it('has the parameters arrive as JSON, or as text where they are none', async () => {
    const { outcome } = await runJson('result = params\n', '--param', 'fast=20', '--param', 'symbol=AAPL');
    expect(outcome.value).toEqual({ fast: 20, symbol: 'AAPL' });
  });

  it('has several data files arrive under their names', async () => {
    const data = ['--data', SP500, '--data', `second=${SP500}`];
    const { outcome } = await runJson('result = {name: len(bars) for name, bars in data.items()}\n', ...data);
    expect(outcome.value).toEqual({ sp500: 5105, second: 5105 });
  });

  it('shows the limits that were asked for as those in force', async () => {
    const flags = ['--timeout', '20s', '--memory', '512m', '--cpus', '0.5', '--limit', 'pids=32'];
    const { outcome } = await runJson('result = 1\n', ...flags);
    expect(outcome.limits).toMatchObject({ timeoutSeconds: 20, memoryMiB: 512, cpus: 0.5, pids: 32 });
  });

  it('gives a value that is as long and as deep as one may be', async () => {
    const { outcome, exitCode } = await runJson('v = [0] * 4_100_000\nfor _ in range(62): v = [v]\nresult = v\n');
    expect(exitCode).toBe(0);
    expect(outcome.value.flat(62)).toHaveLength(4_100_000);
  });

  it('says what ended a strategy that never ends', async () => {
    const { outcome, exitCode } = await runJson('while True: pass\n', '--timeout', '1s');
    expect(outcome).toMatchObject({ status: 'terminated', reason: 'wall_clock', code: 'EXECUTION_TIMEOUT' });
    expect(exitCode).toBe(1);
  });
});

describe('a strategy that must not run', () => {
  it('is refused with its score, and without any engine', async () => {
    const call = { args: ['run', '-', '--json'], input: "import os\nos.system('x')\n", env: NO_ENGINE };
    const { stdout, exitCode } = await start(call);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'rejected',
      message: 'Risk score 60 exceeds maximum 30',
      report: { riskScore: 60, riskLevel: 'MEDIUM' },
    });
  });

  it('runs unread only with a loud warning, and the outcome says which promise is waived', async () => {
    const { outcome, stderr, exitCode } = await runJson('import os\nresult = os.getuid()\n', '--no-validate');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^WARNING: --no-validate runs code that nobody has read/);
    expect(outcome).toMatchObject({ value: 65532, report: null, waived: ['validation'] });
  });
});

describe('--out', () => {
  const SOURCE = [
    'import pandas as pd',
    'pd.DataFrame({"a": [1, 2]}).to_csv("/output/equity.csv", index=False)',
    'result = 1',
  ].join('\n');

  it('keeps what the strategy left in /output, in a folder that is made for it', async () => {
    const out = join(folder, 'new/er');
    const { outcome, exitCode } = await runJson(SOURCE, '--out', out);
    expect(exitCode).toBe(0);
    expect(await readdir(out)).toEqual(['equity.csv']);
    expect(await readFile(join(out, 'equity.csv'), 'utf8')).toBe('a\n1\n2\n');
    expect(outcome.artifacts).toEqual([
      { path: 'equity.csv', bytes: 6, sha256: expect.stringMatching(/^\w{64}$/), file: join(out, 'equity.csv') },
    ]);
  });

  it('without it, the document brings the content', async () => {
    const { outcome } = await runJson(SOURCE);
    expect(Buffer.from(outcome.artifacts[0].contentBase64, 'base64').toString()).toBe('a\n1\n2\n');
  });
});

describe('--out of a run that never was', () => {
  it.each([
    ['a strategy that is refused', ['-'], "import os\nos.system('x')\n", 1],
    ['a source that is missing', ['no-such-strategy.py'], '', 2],
    ['data that are missing', ['-', '--data', 'no-such-data.csv'], 'result = 1\n', 2],
  ])('makes no folder: %s', async (_, args, input, code) => {
    const out = join(folder, 'never');
    expect((await start({ args: ['run', ...args, '--out', out], input })).exitCode).toBe(code);
    await expect(access(out)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a person who changes their mind', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends the run with %s: 130, and no container is left',
    async (signal) => {
      const input = 'import time\nprint("started", flush=True)\ntime.sleep(60)\n';
      const running = start({ args: ['run', '-'], input });
      await hasPrinted(running, 'started');
      running.kill(signal);
      const { exitCode, stdout, stderr } = await running;
      expect(exitCode).toBe(130);
      expect(stdout).toContain('terminated: cancelled');
      expect(stderr).toContain('cancelled: the strategy was ended and its sandbox removed');
      const docker = await realDocker();
      const filters = { label: [`${LABEL.pid}=${running.pid}`] };
      const left = await eventually(
        () => docker.listContainers({ all: true, filters }),
        (containers) => containers.length === 0,
      );
      expect(left).toEqual([]);
    },
  );

  it('by closing the terminal, ends the run with 130 too', async () => {
    const strategy = join(folder, 'sleeping.py');
    await writeFile(strategy, 'import time\nprint("started", flush=True)\ntime.sleep(60)\n');
    const status = join(folder, 'status');
    await closeTerminalOnce('started', ['run', strategy], status);
    const exitCode = await eventually(
      () => readFile(status, 'utf8').catch(() => ''),
      (text) => text !== '',
    );
    expect(exitCode).toBe('130\n');
  });

  it('before the strategy has come, gets a document all the same', async () => {
    const made = firstChangeIn(folder);
    const running = start({ args: ['run', '-', '--json', '--out', join(folder, 'waiting')], input: null });
    await made;
    running.kill('SIGTERM');
    const { exitCode, stdout } = await running;
    expect(exitCode).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'terminated', reason: 'cancelled' });
  });

  it('while files are written, ends the writing and leaves no draft', async () => {
    const out = join(folder, 'interrupted');
    await mkdir(out);
    const begun = firstChangeIn(out);
    const input = 'for n in range(1000):\n    open(f"/output/{n}", "wb").write(bytes(60000))\n';
    const running = start({ args: ['run', '-', '--no-validate', '--out', out], input });
    await begun;
    running.kill('SIGINT');
    expect(await running).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('not all of its files') });
    const files = await readdir(out);
    expect(files.length).toBeLessThan(1000);
    expect(files.filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('and then insists, leaves at once, though the engine never answers', async () => {
    const { env, asked } = silentEngine();
    const running = start({ args: ['run', '-'], input: 'result = 1\n', env });
    await asked;
    running.kill('SIGINT');
    await hasPrinted(running, 'once more leaves at once', 'stderr');
    running.kill('SIGINT');
    expect(await running).toMatchObject({
      exitCode: 130,
      stderr: '\ncancelling and cleaning up; once more leaves at once\n',
    });
  });
});
