import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load.js';
import type { ContainerEngine } from '../../../src/engine/container-engine.js';
import { describeImage, findImage, type Image, imageReference, requireImage } from '../../../src/engine/image.js';
import { imageInputs, inputsDigest } from '../../../src/engine/image-context.js';
import { DEFAULT_TEMPLATE, IMAGE_TEMPLATES, imageTemplate } from '../../../src/engine/image-templates.js';

const SETTINGS = loadSettings({});
const DOCKER_DIR = fileURLToPath(new URL('../../../docker/', import.meta.url));

function image(reference: string): Image {
  return { id: 'sha256:1', reference, labels: {}, sizeBytes: 1, createdAt: '2026-01-01', architecture: 'amd64' };
}

/** An engine that has these images and nothing else. */
function engineWith(...references: string[]): ContainerEngine {
  return {
    inspectImage: async (wanted: string) => references.filter((one) => one === wanted).map(image)[0] ?? null,
    listImages: async (repository: string) => references.filter((one) => one.startsWith(`${repository}:`)).map(image),
  } as unknown as ContainerEngine;
}

describe('the tag of an image', () => {
  let copy: string;

  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'quantine-image-'));
    await cp(DOCKER_DIR, copy, { recursive: true });
  });

  afterEach(() => rm(copy, { recursive: true }));

  const digestOfCopy = async () => inputsDigest(await imageInputs(DEFAULT_TEMPLATE, copy), []);

  it('is the repository of the template and sixteen hexadecimal digits', async () => {
    expect(await imageReference(DEFAULT_TEMPLATE, SETTINGS)).toMatch(/^quantine\/python313:[0-9a-f]{16}$/);
  });

  it('is the same for the same inputs, wherever they lie', async () => {
    const original = inputsDigest(await imageInputs(DEFAULT_TEMPLATE), []);
    expect(await digestOfCopy()).toBe(original);
  });

  it.each([
    'Dockerfile',
    'base/assemble.py',
    'base/connect.sh',
    'base/inventory.py',
    'base/packages-python313.txt',
    'requirements-python313.lock',
    'guest/quantine_guest/__main__.py',
    'guest/quantine_guest/new_module.py',
  ])('changes with %s', async (path) => {
    const before = await digestOfCopy();
    await writeFile(join(copy, path), '# changed');
    expect(await digestOfCopy()).not.toBe(before);
  });

  it.each([
    'requirements-python311.lock',
    'base/packages-python311.txt',
    'base/probe.sh',
    'base/check_guest.py',
    'requirements-test.lock',
    'guest/README.md',
    'guest/pyproject.toml',
    'guest/quantine_guest/__main__.pyc',
    'seccomp.json',
  ])('does not change with %s, which is not in the image and does not decide what is', async (path) => {
    const before = await digestOfCopy();
    await writeFile(join(copy, path), '# changed');
    expect(await digestOfCopy()).toBe(before);
  });

  it('changes with the template and with the base it is built on', async () => {
    const own = loadSettings({ QUANTINE_BASE_IMAGE: 'desk/debian:1' });
    const references = await Promise.all([
      imageReference(DEFAULT_TEMPLATE, SETTINGS),
      imageReference(DEFAULT_TEMPLATE, own),
      imageReference(IMAGE_TEMPLATES.python311, SETTINGS),
    ]);
    expect(new Set(references).size).toBe(3);
  });

  it('does not change with what only the builder is told', async () => {
    const told = loadSettings({ PIP_INDEX_URL: 'https://index.invalid', QUANTINE_BUILD_NETWORK: 'host' });
    expect(await imageReference(DEFAULT_TEMPLATE, told)).toBe(await imageReference(DEFAULT_TEMPLATE, SETTINGS));
  });
});

describe('looking for an image', () => {
  it('finds the one of this version', async () => {
    const reference = await imageReference(DEFAULT_TEMPLATE, SETTINGS);
    expect(await findImage(engineWith(reference), DEFAULT_TEMPLATE, SETTINGS)).toMatchObject({ state: 'current' });
    expect(await requireImage(engineWith(reference), undefined, SETTINGS)).toEqual({ id: 'sha256:1', reference });
  });

  it('notices one of another version as stale, and refuses to run in it', async () => {
    const engine = engineWith('quantine/python313:0123456789abcdef');
    expect(await findImage(engine, DEFAULT_TEMPLATE, SETTINGS)).toMatchObject({ state: 'stale' });
    await expect(requireImage(engine, undefined, SETTINGS)).rejects.toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      message: expect.stringContaining('out of date'),
    });
  });

  it('says which command builds the one that is missing', async () => {
    await expect(requireImage(engineWith(), 'python311', SETTINGS)).rejects.toMatchObject({
      code: 'IMAGE_NOT_FOUND',
      nextStep: 'Run `quantine image build --image python311`.',
    });
  });

  it('refuses a template that does not exist', () => {
    expect(() => imageTemplate('python27')).toThrow('choose one of python313, python311');
  });

  it('describes what is missing without inventing an inventory', async () => {
    expect(await describeImage(engineWith(), DEFAULT_TEMPLATE, SETTINGS)).toMatchObject({
      state: 'missing',
      image: null,
      inventory: null,
    });
  });
});
