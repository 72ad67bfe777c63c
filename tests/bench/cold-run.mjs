// A cold run (make, attest, run, result) against `docker run --rm` of the same image with the same flags and the same
// strategy, both with pandas imported. Wants an engine, the image and a docker client:
//
//     npm run build && node tests/bench/cold-run.mjs [rounds]
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LIMITS } from '../../dist/config/limits.js';
import { loadSettings } from '../../dist/config/load.js';
import { DockerEngine } from '../../dist/engine/docker-engine.js';
import { containerSettings } from '../../dist/engine/host-config.js';
import { requireImage } from '../../dist/engine/image.js';
import { locateEngine } from '../../dist/engine/locate.js';
import { readSeccompProfile } from '../../dist/engine/seccomp.js';
import { SandboxExecutor } from '../../dist/index.js';
import { line, sideBySide } from './side-by-side.mjs';

const rounds = Number(process.argv[2] ?? 20);
const source = 'import pandas as pd\nprint(pd.Series(range(2500)).rolling(100).mean().iloc[-1])\n';

const settings = loadSettings();
const engine = new DockerEngine(await locateEngine(settings));
const image = await requireImage(engine, undefined, settings);
const executor = new SandboxExecutor({ cpus: 1, memoryMiB: 1024 });

const flags = dockerRunFlags(image.id);
const ours = () => executor.execute(source);
const theirs = () => promisify(execFile)('docker', ['run', '--rm', ...flags, '-c', source]);

console.log(line('cold run', await sideBySide(rounds, ours, theirs), 'quantine', 'docker run'));
await executor.cleanup();

/** The same settings as ours, as the docker client takes them. */
function dockerRunFlags(imageId) {
  const limits = Object.fromEntries(Object.entries(LIMITS).map(([name, row]) => [name, row.default]));
  const {
    HostConfig: host,
    User,
    Env,
  } = containerSettings({
    imageId,
    limits: { ...limits, cpus: 1, memoryMiB: 1024 },
    labels: {},
    datasets: [],
    namesVolume: null,
    seccompProfile: '',
    waived: [],
  });
  const profile = join(mkdtempSync(join(tmpdir(), 'quantine-bench-')), 'seccomp.json');
  writeFileSync(profile, readSeccompProfile().json);
  return [
    '--network=none',
    '--read-only',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    `--security-opt=seccomp=${profile}`,
    '--ipc=none',
    '--log-driver=none',
    `--user=${User}`,
    `--memory=${host.Memory}`,
    `--memory-swap=${host.MemorySwap}`,
    `--pids-limit=${host.PidsLimit}`,
    `--cpus=${host.NanoCpus / 1e9}`,
    ...host.Ulimits.map(({ Name, Soft, Hard }) => `--ulimit=${Name}=${Soft}:${Hard}`),
    ...Object.entries(host.Tmpfs).map(([path, options]) => `--tmpfs=${path}:${options}`),
    ...Env.map((variable) => `--env=${variable}`),
    '--entrypoint=/usr/bin/python3',
    imageId,
  ];
}
