import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type HashedDataFile, hashDataFiles } from '../../../src/engine/data-file.js';
import { type ContainerSettings, containerSettings } from '../../../src/engine/host-config.js';
import { LABEL } from '../../../src/engine/labels.js';
import { type LeaseRequest, SandboxManager } from '../../../src/sandbox/manager.js';
import { InMemoryEngine } from '../engine/in-memory-engine.js';
import { facts, hello, inspected, plan } from '../runner/accepted-sandbox.js';
import { encoded } from '../runner/guest-frames.js';

let folder: string;
let data: readonly HashedDataFile[];
let engine: InMemoryEngine;
let manager: SandboxManager;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quantine-manager-'));
  await writeFile(join(folder, 'sp500.csv'), 'date,close\n2020-01-02,3257.85\n');
  data = await hashDataFiles([{ path: join(folder, 'sp500.csv') }]);
  engine = new InMemoryEngine();
  engine.inspected = () => inspected;
  engine.guest = guestThatLooks;
  manager = new SandboxManager(engine, facts, { json: plan.seccompProfile, sha256: '' });
});
afterEach(() => rm(folder, { recursive: true }));

/** A guest that sees the data files whose volumes hold a link, and the names, as the real one does. */
function guestThatLooks({ HostConfig }: ContainerSettings): readonly Buffer[] {
  const seen = HostConfig.Mounts.map(({ Source, Target }) => ({
    Target,
    entries: engine.volumes.get(Source)!.entries,
  }));
  const datasets = seen
    .filter(({ Target, entries }) => Target.startsWith('/datasets/') && entries.has('bytes'))
    .map(({ Target }) => ({ sha256: Target.slice('/datasets/'.length), bytes: 30 }));
  const names = seen.filter(({ Target }) => Target === '/data').flatMap(({ entries }) => [...entries.keys()]);
  return [encoded({ ...hello, datasets, names })];
}

function request(changes: Partial<LeaseRequest> = {}): LeaseRequest {
  return { id: 'run-1', imageId: 'sha256:1', limits: plan.limits, data: [], waived: [], ...changes };
}

describe('SandboxManager', () => {
  it('leases a sandbox with its data in place', async () => {
    const { sandbox } = await manager.lease(request({ data }));

    expect(sandbox.hello.names).toEqual(['sp500', 'sp500.csv']);
    expect(sandbox.plan).toMatchObject({ imageId: 'sha256:1', limits: plan.limits, waived: [] });
  });

  it('gives every lease a sandbox of its own, whatever it was asked', async () => {
    const first = await manager.lease(request());
    first.release();
    const second = await manager.lease(request());

    expect(second.sandbox.container.id).not.toBe(first.sandbox.container.id);
  });

  it('labels a container with its execution and the time at which it may go', async () => {
    const before = Date.now();
    const { sandbox } = await manager.lease(request({ id: 'run-7' }));
    const labels = engine.containers.get(sandbox.container.id)!.Labels;

    expect(labels[LABEL.executionId]).toBe('run-7');
    expect(new Date(labels[LABEL.expiresAt]!).getTime()).toBeGreaterThanOrEqual(before + 300_000);
  });

  it('fills anew what a fill that died left half way, and destroys the sandbox that saw it', async () => {
    await engine.createVolume(`quantine-data-${data[0]!.sha256}`, { [LABEL.role]: 'dataset' });
    const { sandbox } = await manager.lease(request({ data }));

    expect(sandbox.hello.datasets).toEqual([{ sha256: data[0]!.sha256, bytes: 30 }]);
    expect([...engine.containers.keys()]).toEqual([sandbox.container.id]);
  });

  it('refuses to run a strategy whose data does not appear even then, and leaves no sandbox', async () => {
    engine.guest = () => [encoded({ ...hello, datasets: [], names: [] })];

    await expect(manager.lease(request({ data }))).rejects.toMatchObject({
      code: 'ENGINE_FAILED',
      nextStep: 'Run `quantine data prune`, then try again.',
    });
    expect(engine.containers.size).toBe(0);
  });

  it('removes what dead owners left behind, at the first lease', async () => {
    await engine.createContainer({ ...containerSettings(plan), Labels: { [LABEL.expiresAt]: '2020-01-01' } });
    const { sandbox } = await manager.lease(request());
    await manager.close();

    expect(engine.calls.filter((call) => call.startsWith('remove'))).toContain('remove c1');
    expect(sandbox.container.id).not.toBe('c1');
  });

  it('leaves nothing once it is closed, leases that nobody released included', async () => {
    await manager.lease(request());
    (await manager.lease(request())).release();
    await manager.close();

    expect(engine.containers.size).toBe(0);
  });

  it('closes quietly where the engine is gone', async () => {
    await manager.lease(request());
    engine.removeContainerFails = true;

    await expect(manager.close()).resolves.toBeUndefined();
  });

  it('closes though the engine is frozen and never answers', async () => {
    await manager.lease(request());
    engine.removeContainer = () => new Promise(() => {});
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const closed = manager.close();
    await vi.runAllTimersAsync();

    await expect(closed).resolves.toBeUndefined();
  });
});
