import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { probeEngine } from '../../src/engine/probe.js';
import { startSecondEngine } from '../helpers/second-engine.js';

it('starts, stops, starts again and leaves nothing of a second engine', async () => {
  const userEngine = { kind: 'socket', path: '/var/run/docker.sock' } as const;
  const before = (await probeEngine(userEngine)).finding;
  const second = await startSecondEngine();
  const address = { kind: 'socket', path: second.socketPath } as const;
  try {
    expect((await second.engine.facts()).dataRoot).toBe(`${dirname(second.socketPath)}/data`);
    await second.kill();
    expect((await probeEngine(address)).finding).toBe('refused');
    await second.start();
    expect((await probeEngine(address)).finding).toBe('answers');
    await second.stop();
    expect((await probeEngine(address)).finding).toBe('absent');
  } finally {
    await second[Symbol.asyncDispose]();
  }
  expect(existsSync(dirname(second.socketPath))).toBe(false);
  expect(readFileSync('/proc/self/mounts', 'utf8')).not.toContain(dirname(second.socketPath));
  expect((await probeEngine(userEngine)).finding).toBe(before);
});
