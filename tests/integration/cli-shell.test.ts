import { describe, expect, it } from 'vitest';
import { atTerminal, shell, start } from './cli-command.js';

const words = (line: string) => line.split(' ').filter((word) => word !== '');
const NO_ENGINE = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };

describe('a wrong call', () => {
  it.each([
    '',
    'run',
    'run - --colour',
    'run - --timeout soon',
    'run - --limit colour=3',
    'run - --image python27',
    'run no-such-strategy.py',
    'check',
    'check no-such-strategy.py',
    'check - --format yaml',
    'frobnicate',
  ])('quantine %s: exits 2 and prints nothing on standard output', async (line) => {
    const { exitCode, stdout, stderr } = await start({ args: words(line), env: NO_ENGINE });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
  });

  it('a data file that is not there is named', async () => {
    const { exitCode, stderr } = await start({
      args: words('run - --data no-such-data.csv'),
      input: 'result = 1\n',
      env: NO_ENGINE,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error\[DATA_NOT_FOUND\]: .*no-such-data\.csv cannot be read: there is no such file/);
  });

  it.each(['check', 'run'])('%s of a standard input that brings nothing reads no strategy into it', async (command) => {
    for (const line of [
      `quantine ${command} - <&-`,
      `quantine ${command} - </dev/null`,
      `true | quantine ${command} -`,
    ]) {
      const { exitCode, stdout, stderr } = await shell(line, NO_ENGINE);
      expect(stderr).toContain('error[SOURCE_NOT_FOUND]: nothing came on standard input\n');
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    }
  });

  it.each(['check', 'run'])('%s of a standard input that is a folder says so', async (command) => {
    const { exitCode, stderr } = await shell(`quantine ${command} - <.`, NO_ENGINE);
    expect(stderr).toContain('error[SOURCE_NOT_FOUND]: - cannot be read: it is a folder\n');
    expect(exitCode).toBe(2);
  });

  it('is told in the format that is named last', async () => {
    const { stdout } = await start({ args: words('check no-such-strategy.py --format=json --format=text') });
    expect(stdout).toBe('');
    const asJson = await start({ args: words('check no-such-strategy.py --format text --format json') });
    expect(JSON.parse(asJson.stdout)).toMatchObject({ error: { code: 'SOURCE_NOT_FOUND' } });
  });

  it('is a document for whoever asked for JSON', async () => {
    const { exitCode, stdout } = await start({ args: ['run', '-', '--colour', '--json'] });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'BAD_REQUEST', fault: 'caller' } });
  });
});

describe('without an engine', () => {
  it.each(['--version', '--help', 'run --help', 'check examples/strategies'])('quantine %s works', async (line) => {
    const { exitCode, stderr } = await start({ args: words(line), env: NO_ENGINE });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('a run exits 3 and says where an engine was looked for and what to do', async () => {
    const { exitCode, stderr } = await start({ args: ['run', '-'], input: 'result = 1\n', env: NO_ENGINE });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^error\[DOCKER_UNAVAILABLE\]: .*\/nowhere\/docker\.sock.*\n {2}\S/);
  });
});

describe('a reader who stops reading', () => {
  it.each(['check examples/strategies', 'check examples/strategies --format json', 'run --help'])(
    '%s | head -1 says nothing on standard error',
    async (command) => {
      const { stderr } = await shell(`quantine ${command} | head -n 1 >/dev/null`);
      expect(stderr).toBe('');
    },
  );

  it('gets what it read of a run, and the run still ends well', async () => {
    const source = "printf 'for bar in range(20000): print(bar)\\n'";
    const { stdout, stderr, exitCode } = await shell(`${source} | quantine run - | head -n 2`);
    expect(stdout.split('\n')).toHaveLength(3);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });
});

describe('a disk that is full', () => {
  it.each(['check examples/strategies', 'check - --format json', 'run - --json', 'run --help'])(
    'quantine %s >/dev/full exits 3 and says why in one line',
    async (command) => {
      const { stderr, exitCode } = await shell(`echo 'result = 1' | quantine ${command} >/dev/full`);
      expect(stderr).toBe('quantine: standard output cannot be written to: the disk is full\n');
      expect(exitCode).toBe(3);
    },
  );

  it('ends the strategy whose output is lost, and removes its sandbox', async () => {
    const source = "printf 'while True: print(1, flush=True)\\n'";
    const { stderr, exitCode } = await shell(`${source} | quantine run - >/dev/full`);
    expect(stderr).toContain('standard output cannot be written to');
    expect(stderr).toContain('cancelled: the strategy was ended and its sandbox removed');
    expect(exitCode).toBe(3);
  });

  it('on standard error keeps nothing from standard output', async () => {
    const { stdout, exitCode } = await shell(`echo 'result = 1' | quantine run - --no-validate --json 2>/dev/full`);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'completed', value: 1 });
    expect(exitCode).toBe(0);
  });
});

describe('colours', () => {
  const CHECK = ['check', 'examples/strategies/sma_crossover.py'];

  it('are there on a terminal', async () => {
    expect((await atTerminal(CHECK)).stdout).toContain('\u001b[');
  });

  it('are not there with NO_COLOR, nor in a pipe', async () => {
    expect((await atTerminal(CHECK, { NO_COLOR: '1' })).stdout).not.toContain('\u001b[');
    expect((await start({ args: CHECK })).stdout).not.toContain('\u001b[');
  });
});

describe('the engine’s own things', () => {
  it('data list tells what the engine keeps, as JSON too', async () => {
    const { stdout, exitCode } = await start({ args: ['data', 'list', '--json'] });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ datasets: expect.any(Array) });
  });

  it('image inspect tells that the image is current, and what is in it', async () => {
    const { stdout, exitCode } = await start({ args: ['image', 'inspect', '--json'] });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      state: 'current',
      reference: expect.stringMatching(/^quantine\/python313:/),
      inventory: { packages: expect.arrayContaining([expect.objectContaining({ name: 'pandas' })]) },
    });
  });
});
