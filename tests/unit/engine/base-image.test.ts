import { expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load.js';
import { QuantineError } from '../../../src/core/errors.js';
import { ensureBaseImage } from '../../../src/engine/base-image.js';
import type { ContainerEngine } from '../../../src/engine/container-engine.js';
import { DEFAULT_TEMPLATE } from '../../../src/engine/image-templates.js';

/** An engine that has these images, and whose registry has the others where `registry` says so. */
function engineWith(images: readonly string[], registry: boolean) {
  const pulls: [reference: string, timeoutMs: number][] = [];
  const engine = {
    inspectImage: async (reference: string) => (images.includes(reference) ? { id: 'sha256:1', reference } : null),
    pullImage: async (reference: string, timeoutMs: number) => {
      pulls.push([reference, timeoutMs]);
      if (!registry) throw new QuantineError('IMAGE_NOT_FOUND', 'no registry answers');
    },
  } as unknown as ContainerEngine;
  return { engine, pulls };
}

function ensure(engine: ContainerEngine, env: Readonly<Record<string, string>> = {}, noCache = false) {
  const options = { noCache, notice: () => {}, detail: () => {} };
  return ensureBaseImage(engine, DEFAULT_TEMPLATE, loadSettings(env), options);
}

it('is the registry’s, which has ten seconds to answer', async () => {
  const { engine, pulls } = engineWith([], true);

  expect(await ensure(engine)).toBe('debian:trixie-slim');
  expect(pulls).toEqual([['debian:trixie-slim', 10_000]]);
});

it.each(['debian:trixie-slim', 'quantine/base:trixie'])(
  'is %s where the engine has it, and nobody is asked',
  async (image) => {
    const { engine, pulls } = engineWith([image], false);

    expect(await ensure(engine)).toBe(image);
    expect(pulls).toEqual([]);
  },
);

it('is asked for again where nothing of an earlier build counts', async () => {
  const { engine, pulls } = engineWith(['debian:trixie-slim'], true);
  await ensure(engine, {}, true);

  expect(pulls).toHaveLength(1);
});

it('is the desk’s own where it names one, and none is made instead', async () => {
  const env = { QUANTINE_BASE_IMAGE: 'desk/debian:1' };

  expect(await ensure(engineWith(['desk/debian:1'], false).engine, env)).toBe('desk/debian:1');
  await expect(ensure(engineWith(['debian:trixie-slim'], false).engine, env)).rejects.toMatchObject({
    code: 'IMAGE_BUILD_FAILED',
    nextStep: expect.stringContaining('QUANTINE_BASE_IMAGE'),
  });
});
