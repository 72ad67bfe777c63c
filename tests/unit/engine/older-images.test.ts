import { describe, expect, it } from 'vitest';
import type { ContainerEngine } from '../../../src/engine/container-engine.js';
import type { Image } from '../../../src/engine/image.js';
import { DEFAULT_TEMPLATE } from '../../../src/engine/image-templates.js';
import { removeOlderImages } from '../../../src/engine/older-images.js';

function image(reference: string, id = `sha256:${reference}`): Image {
  return { id, reference, labels: {}, sizeBytes: 1, createdAt: '2026-01-01', architecture: 'amd64' };
}

const CURRENT = image('quantine/python313:new');

/** An engine with these tags, which refuses to remove what a container uses. */
function engineWith(tags: readonly string[], used: readonly string[] = []) {
  const asked: string[] = [];
  const engine = {
    listImages: async () => tags.map((tag) => image(tag)),
    removeImage: async (reference: string) => {
      asked.push(reference);
      return !used.includes(reference);
    },
  } as unknown as ContainerEngine;
  return { engine, asked };
}

describe('removing older images', () => {
  it("takes a template's other tags once they are a week old, and leaves the current one", async () => {
    const { engine, asked } = engineWith([CURRENT.reference, 'quantine/python313:old', 'quantine/python313:older']);
    const removed = await removeOlderImages(engine, DEFAULT_TEMPLATE, CURRENT, null);
    expect(removed).toEqual(['quantine/python313:old', 'quantine/python313:older']);
    expect(asked).toEqual(removed);
  });

  it('leaves a young one: it may be the current one of another checkout', async () => {
    const { engine, asked } = engineWith([CURRENT.reference, 'quantine/python313:other']);
    await removeOlderImages(engine, DEFAULT_TEMPLATE, CURRENT, null, Date.parse('2026-01-07'));
    expect(asked).toEqual([]);
  });

  it('never takes a tag that somebody else gave the same image', async () => {
    const { engine, asked } = engineWith([CURRENT.reference, 'desk/keep:1', 'quantine/python313-own:1']);
    await removeOlderImages(engine, DEFAULT_TEMPLATE, CURRENT, null);
    expect(asked).toEqual([]);
  });

  it('does not count one that a container uses as removed', async () => {
    const { engine } = engineWith(['quantine/python313:old'], ['quantine/python313:old']);
    expect(await removeOlderImages(engine, DEFAULT_TEMPLATE, CURRENT, null)).toEqual([]);
  });

  it('takes the image that lost its tag to a new one', async () => {
    const { engine } = engineWith([CURRENT.reference]);
    const replaced = image(CURRENT.reference, 'sha256:before');
    expect(await removeOlderImages(engine, DEFAULT_TEMPLATE, CURRENT, replaced)).toEqual(['sha256:before']);
    expect(await removeOlderImages(engine, DEFAULT_TEMPLATE, CURRENT, CURRENT)).toEqual([]);
  });
});
