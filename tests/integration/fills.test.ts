import { spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { loadSettings } from '../../src/config/load.js';
import type { VolumeEntry } from '../../src/engine/container-engine.js';
import { DockerEngine } from '../../src/engine/docker-engine.js';
import { locateEngine } from '../../src/engine/locate.js';
import { SandboxExecutor } from '../../src/executor.js';
import { containersOf, eventually, realDocker } from '../helpers/real-engine.js';

const ROWS = 400_000;
const WHAT_IT_SEES = [
  'import hashlib',
  'result = [len(data), hashlib.sha256(open("/data/bars", "rb").read()).hexdigest()]',
].join('\n');

/** An engine whose fills stop half way through a file, until they are told to go on. */
class HesitantEngine extends DockerEngine {
  goOn = () => {};
  readonly #mayGoOn = new Promise<void>((resolve) => {
    this.goOn = resolve;
  });
  isHalfWay = () => {};
  readonly halfWay = new Promise<void>((resolve) => {
    this.isHalfWay = resolve;
  });

  override fillVolume(id: string, folder: string, entries: readonly VolumeEntry[]): Promise<void> {
    const hesitant = entries.map((entry) =>
      entry.kind === 'file' ? { ...entry, content: () => this.#hesitate(entry) } : entry,
    );
    return super.fillVolume(id, folder, hesitant);
  }

  async *#hesitate({ bytes, content }: Extract<VolumeEntry, { kind: 'file' }>): AsyncGenerator<Buffer> {
    let given = 0;
    for await (const chunk of content()) {
      yield chunk;
      given += chunk.length;
      if (given < bytes / 2) continue;
      this.isHalfWay();
      await this.#mayGoOn;
    }
  }
}

let folder: string;
let file: { readonly path: string; readonly sha256: string };
const volumes: string[] = [];
const executor = new SandboxExecutor({ validateCode: false, memoryMiB: 512, timeoutSeconds: 60 });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-fills-'));
});
afterAll(async () => {
  await executor.cleanup();
  const docker = await realDocker();
  for (const volume of volumes) await docker.getVolume(volume).remove();
  await rm(folder, { recursive: true });
});

// Ten megabytes that no engine has seen before.
beforeEach(async () => {
  const start = randomInt(1_000_000_000);
  const rows = Array.from({ length: ROWS }, (_, n) => `${new Date((start + n) * 1000).toISOString()},${n}\n`);
  const content = `date,close\n${rows.join('')}`;
  const path = join(folder, `${start}.csv`);
  const sha256 = createHash('sha256').update(content).digest('hex');
  await writeFile(path, content);
  file = { path, sha256 };
  volumes.push(`quantine-data-${sha256}`);
});

const runOnIt = (own: SandboxExecutor) => own.execute(WHAT_IT_SEES, { data: [{ name: 'bars', path: file.path }] });

describe('a data file that is filled', () => {
  it('by one, and meanwhile by another, is whole for both', async () => {
    const engine = new HesitantEngine(await locateEngine(loadSettings()));
    await using slow = new SandboxExecutor({ validateCode: false, memoryMiB: 512, timeoutSeconds: 60, engine });
    onTestFinished(() => engine.goOn());
    const first = runOnIt(slow);
    await Promise.race([engine.halfWay, first]);
    const whole = { status: 'completed', value: [ROWS, file.sha256] };
    expect(await runOnIt(executor)).toMatchObject(whole);
    engine.goOn();
    expect(await first).toMatchObject(whole);
    expect(await runOnIt(executor)).toMatchObject(whole);
  });

  it('by a process that is killed half way is whole for the next, and its container goes', async () => {
    const docker = await realDocker();
    const filler = spawnFiller(file.path);
    onTestFinished(() => void filler.kill());
    await filler.halfWay;
    expect(await docker.getVolume(`quantine-data-${file.sha256}`).inspect()).toMatchObject({ Driver: 'local' });
    expect(await containersOf(docker, filler.pid)).not.toEqual([]);
    filler.kill();
    expect(await runOnIt(executor)).toMatchObject({ status: 'completed', value: [ROWS, file.sha256] });
    await using next = new SandboxExecutor({ validateCode: false, memoryMiB: 512 });
    await next.execute('result = 1');
    const left = await eventually(
      () => containersOf(docker, filler.pid),
      (found) => found.length === 0,
    );
    expect(left).toEqual([]);
  });
});

/** A process of its own whose fill never gets past the middle of the file. */
function spawnFiller(path: string) {
  const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
  const script = `
    import { loadSettings } from '${dist}config/load.js';
    import { DockerEngine } from '${dist}engine/docker-engine.js';
    import { locateEngine } from '${dist}engine/locate.js';
    import { SandboxExecutor } from '${dist}index.js';

    class StuckEngine extends DockerEngine {
      fillVolume(id, folder, entries) {
        return super.fillVolume(id, folder, entries.map((entry) => ({ ...entry, content: () => half(entry) })));
      }
    }
    async function* half({ bytes, content }) {
      let given = 0;
      for await (const chunk of content()) {
        yield chunk;
        given += chunk.length;
        if (given > bytes / 2) break;
      }
      console.log('half way');
      await new Promise(() => setInterval(() => {}, 1000));
    }
    const engine = new StuckEngine(await locateEngine(loadSettings()));
    await new SandboxExecutor({ engine, memoryMiB: 512 }).execute('result = 1', { data: ${JSON.stringify(path)} });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const halfWay = new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', () => reject(new Error('the filler ended before it was half way')));
  });
  return { pid: child.pid!, halfWay, kill: () => child.kill('SIGKILL') };
}
