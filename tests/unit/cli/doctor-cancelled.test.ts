import { expect, test } from 'vitest';
import { probeCaps } from '../../../src/cli/doctor/caps.js';
import { InMemoryEngine } from '../engine/in-memory-engine.js';
import { facts, inspected } from '../runner/accepted-sandbox.js';

test('a doctor who is cancelled while the probe has not answered removes it', async () => {
  const reason = new Error('a person pressed Ctrl-C');
  const controller = new AbortController();
  const engine = new InMemoryEngine();
  engine.inspected = () => inspected;
  engine.guest = () => {
    controller.abort(reason);
    return [];
  };
  await expect(probeCaps(engine, facts, 'sha256:1', controller.signal)).rejects.toBe(reason);
  expect(engine.calls.join()).toContain('create');
  expect(engine.containers.size).toBe(0);
});
