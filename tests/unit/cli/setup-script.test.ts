import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const scripts = join(import.meta.dirname, '../../../scripts');

/** Stands in for npm: notes each call, and leaves behind what the real one would. */
const FAKE_NPM = `#!/bin/sh
echo "$*" >>"$CALLS"
[ -z "$NPM_FAILS" ] || { echo 'npm error network' >&2; exit 1; }
case "$1" in
  ci) echo 'added 2 packages'; sleep 0.3; mkdir -p node_modules/.bin && : >node_modules/.bin/tsc && chmod +x node_modules/.bin/tsc && : >node_modules/.package-lock.json ;;
  run) mkdir -p dist/cli && echo 'console.log(JSON.stringify([process.cwd(), process.env.QUANTINE_AUTO_SETUP, ...process.argv.slice(2)]))' >dist/cli/main.js ;;
esac
`;

let folder: string;
let checkout: string;
let bin: string;
let started: ChildProcess[];

beforeEach(() => {
  started = [];
  folder = mkdtempSync(join(tmpdir(), 'quantine-script-'));
  checkout = join(folder, 'a checkout');
  bin = join(folder, 'bin');
  mkdirSync(join(checkout, 'src'), { recursive: true });
  mkdirSync(bin);
  cpSync(scripts, join(checkout, 'scripts'), { recursive: true });
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'src/main.ts']) {
    writeFileSync(join(checkout, file), '{}');
  }
  executable('npm', FAKE_NPM);
});

afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function executable(name: string, text: string): void {
  writeFileSync(join(bin, name), text);
  chmodSync(join(bin, name), 0o755);
}

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Options {
  readonly script?: string;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

function start({ script, env, cwd }: Options, args: readonly string[]): ChildProcess {
  const child = spawn(script ?? join(checkout, 'scripts/quantine'), args, {
    cwd: cwd ?? folder,
    env: { PATH: `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`, CALLS: join(folder, 'calls'), ...env },
  });
  started.push(child);
  return child;
}

function run(options: Options = {}, ...args: string[]): Promise<Ran> {
  const child = start(options, args);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

function npmCalls(): string[] {
  try {
    return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

/** Makes a file younger than anything that was built, without waiting for the clock. */
function age(file: string, seconds: number): void {
  const time = Date.now() / 1000 + seconds;
  utimesSync(join(checkout, file), time, time);
}

const CI = 'ci --ignore-scripts --include=dev --no-audit --no-fund';
const BUILD = 'run --silent build';

describe('scripts/quantine', () => {
  it('installs, builds and runs the first time, saying each step on standard error', async () => {
    const ran = await run({}, 'check', 'a file.py');
    expect(ran.stderr).toBe(
      'quantine: installing the Node packages of package-lock.json ...\nadded 2 packages\nquantine: building ...\n',
    );
    expect(JSON.parse(ran.stdout)).toEqual([folder, '1', 'check', 'a file.py']);
    expect(npmCalls()).toEqual([CI, BUILD]);
  });

  it('says and does nothing the second time', async () => {
    await run();
    const ran = await run({}, '--help');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(npmCalls()).toHaveLength(2);
  });

  it('works through symbolic links, absolute and relative', async () => {
    symlinkSync(join(checkout, 'scripts/quantine'), join(folder, 'absolute'));
    symlinkSync('absolute', join(folder, 'relative'));
    expect(await run({ script: join(folder, 'relative') })).toMatchObject({ code: 0 });
    expect(await run({ script: './relative' })).toMatchObject({ code: 0 });
  });

  it('builds again when a source is younger than the build', async () => {
    await run();
    age('src/main.ts', 5);
    await run();
    expect(npmCalls()).toEqual([CI, BUILD, BUILD]);
  });

  it('builds again when a source was removed', async () => {
    await run();
    rmSync(join(checkout, 'src/main.ts'));
    age('src', 5);
    await run();
    expect(npmCalls()).toEqual([CI, BUILD, BUILD]);
  });

  it('installs again when the lock file is younger than what it installed', async () => {
    await run();
    age('package-lock.json', 5);
    await run();
    expect(npmCalls().slice(2)).toEqual([CI, BUILD]);
  });

  it('builds again after a build that failed', async () => {
    await run();
    age('src/main.ts', 5);
    expect((await run({ env: { NPM_FAILS: '1' } })).code).toBe(3);
    await run();
    expect(npmCalls()).toEqual([CI, BUILD, BUILD, BUILD]);
  });

  it('ends with 3 and what to do where the packages cannot be had', async () => {
    const ran = await run({ env: { NPM_FAILS: '1' } });
    expect(ran.code).toBe(3);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toContain('npm error network');
    expect(ran.stderr).toContain('npm config set registry URL');
  });

  it('ends with 3 and where to get Node where there is none', async () => {
    for (const tool of ['bash', 'env', 'readlink', 'mkdir']) symlinkSync(`/bin/${tool}`, join(bin, tool));
    const ran = await run({ env: { PATH: bin } });
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('Node.js 20.19 or later is needed, and there is no node here.');
  });

  it('ends with 3 where Node is too old, naming its version', async () => {
    executable('node', '#!/bin/sh\n[ "$1" = --version ] && echo v18.20.4\nexit 1\n');
    const ran = await run();
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain(`${join(bin, 'node')} is v18.20.4`);
  });

  it('sets up once where two start at once', async () => {
    const both = await Promise.all([run(), run()]);
    expect(both.map((ran) => ran.code)).toEqual([0, 0]);
    expect(npmCalls()).toEqual([CI, BUILD]);
  });

  it('takes over a lock whose holder is dead', async () => {
    const dead = start({ script: '/bin/true' }, []);
    await new Promise((resolve) => dead.on('close', resolve));
    mkdirSync(join(checkout, '.quantine/setup.lock'), { recursive: true });
    writeFileSync(join(checkout, '.quantine/setup.lock/pid'), `${dead.pid}\n`);
    expect(await run()).toMatchObject({ code: 0 });
  });

  it('leaves auto set-up as the caller wants it', async () => {
    const ran = await run({ env: { QUANTINE_AUTO_SETUP: '0' } });
    expect(JSON.parse(ran.stdout)[1]).toBe('0');
  });

  it('is started by whatever shell is asked to read it', async () => {
    const child = start({ script: '/bin/sh' }, [join(checkout, 'scripts/quantine'), '--help']);
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });

  it('ends with 3 and asks for room where the disk takes none of its notes', async () => {
    executable('mv', '#!/bin/sh\necho "mv: no space left on device" >&2; exit 1\n');
    const ran = await run();
    expect(ran.code).toBe(3);
    expect(ran.stderr).toContain('Is the disk full (df .)?');
    expect(ran.stderr).not.toContain('defect');
  });

  it('asks for room where a build fails, before it calls that a defect', async () => {
    await run();
    age('src/main.ts', 5);
    const { stderr } = await run({ env: { NPM_FAILS: '1' } });
    expect(stderr).toMatch(/Is the disk full[\s\S]*this is a defect/);
  });
});
