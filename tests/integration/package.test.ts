import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const STRATEGY = 'print("hi")\nresult = len(data) if data is not None else params["n"]\n';

let project: string;
let packed: { readonly filename: string; readonly files: readonly { readonly path: string }[] };

/** A program of the installed package, or one of ours, in the folder of the empty project. */
const inProject = (program: string, ...args: string[]) =>
  execa(program, args, { cwd: project, reject: false, env: { npm_config_loglevel: 'error' } });

// What `npm publish` would send, without its build: whoever tests has built already, and others may be using that.
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'quantine-package-'));
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', project];
  [packed] = JSON.parse((await execa('npm', pack, { cwd: root })).stdout);
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  await writeFile(join(project, 'strategy.py'), STRATEGY);
  await execa('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', packed.filename], { cwd: project });
});
afterAll(() => rm(project, { recursive: true, force: true }));

describe('the package, installed in an empty project', () => {
  it('carries the whole Docker context, and no test', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'docker/Dockerfile',
        'docker/seccomp.json',
        'docker/guest/quantine_guest/supervisor.py',
        'docker/requirements-python313.lock',
        'docker/requirements-python311.lock',
        'dist/validator/tree-sitter-python.wasm',
        'README.md',
        'LICENSE',
      ]),
    );
    expect(paths.filter((path) => /^(tests|src|scripts|examples|node_modules)\/|__pycache__|\.ts$/.test(path))).toEqual(
      paths.filter((path) => path.endsWith('.d.ts')),
    );
  });

  it('has a command that says its version and checks a file', async () => {
    const { stdout } = await inProject('npx', 'quantine', '--version');
    expect(stdout).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await inProject('npx', 'quantine', 'check', 'strategy.py')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^strategy\.py {2}LOW 0\/30 {2}passes/),
      stderr: '',
    });
  });

  it('finds the image that this checkout built: both are made of the same inputs', async () => {
    const { stdout, exitCode } = await inProject('npx', 'quantine', 'image', 'inspect', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ state: 'current' });
    expect(exitCode).toBe(0);
  });

  it('has an SDK that judges and runs a strategy', async () => {
    await writeFile(
      join(project, 'run.js'),
      `import { readFile } from 'node:fs/promises';
import { CodeValidator, executeCodeInSandbox, SandboxExecutor, toWire } from 'quantine';

const source = await readFile('strategy.py');
const report = await new CodeValidator().validate(source);
const executor = new SandboxExecutor({ memoryMiB: 512, timeoutSeconds: 60 });
const outcome = await executor.execute(source, { data: ${JSON.stringify(join(root, 'examples/data/sp500.csv'))} });
await executor.cleanup();
const once = await executeCodeInSandbox(source, { memoryMiB: 512, params: { n: 7 } });
console.log(JSON.stringify({ score: report.riskScore, bars: outcome.value, n: once.value, wire: toWire(outcome) }));
`,
    );
    const { stdout, stderr } = await inProject(process.execPath, 'run.js');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      score: 0,
      bars: 5105,
      n: 7,
      wire: {
        success: true,
        stdout: 'hi\n',
        stderr: '',
        error: null,
        exit_code: 0,
        execution_time: expect.any(Number),
        resource_usage: {
          memory_usage_mb: expect.any(Number),
          cpu_percent: expect.any(Number),
          cpu_time: expect.any(Number),
        },
      },
    });
  });

  it('has types that a strict compiler accepts, and that know what an outcome may be', async () => {
    await writeFile(
      join(project, 'use.ts'),
      `import { type ExecutionOutcome, type Report, CodeValidator, SandboxExecutor, executeCodeInSandbox, toWire } from 'quantine';

export async function run(source: string): Promise<string> {
  const report: Report = await new CodeValidator({ maxRiskScore: 50 }).validate(source);
  await using executor = new SandboxExecutor({ timeoutSeconds: 60, cpus: 2, memoryMiB: 1024, validateCode: true });
  const onOutput = ({ text }: { readonly text: string }) => void text;
  const outcome: ExecutionOutcome = await executor.execute(source, { data: 'a.csv', params: { n: 1 }, onOutput });
  // @ts-expect-error an outcome that was not told apart has no reason
  outcome.reason;
  if (outcome.status === 'terminated') return outcome.reason;
  // @ts-expect-error units are in the names
  await executeCodeInSandbox(source, { timeout: 60 });
  return \`\${report.sha256} \${toWire(outcome).execution_time}\`;
}
`,
    );
    const strict = [
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--module',
      'nodenext',
      '--target',
      'esnext',
    ];
    const typesOfNode = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node'];
    const { stdout } = await inProject(join(root, 'node_modules/.bin/tsc'), ...strict, ...typesOfNode, 'use.ts');
    expect(stdout).toBe('');
  });
});
