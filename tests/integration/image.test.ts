import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config/load.js';
import { describeImage, type Inventory, imageReference, requireImage } from '../../src/engine/image.js';
import { IMAGE_TEMPLATES } from '../../src/engine/image-templates.js';
import { currentImage, type ImageFile, ourEngine, savedImage } from '../helpers/image-files.js';
import { realDocker } from '../helpers/real-engine.js';

const MEGABYTE = 1_000_000;

describe.each(Object.values(IMAGE_TEMPLATES))('the image $name', (template) => {
  let files: readonly ImageFile[];
  let inventory: Inventory;
  let sizeBytes: number;

  beforeAll(async () => {
    const engine = await ourEngine();
    const image = await currentImage(engine, template);
    sizeBytes = image.sizeBytes;
    ({ files } = await savedImage(await realDocker(), image.id));
    inventory = (await describeImage(engine, template, loadSettings())).inventory!;
  });

  it('is found again under the hash of its inputs', async () => {
    const required = await requireImage(await ourEngine(), template.name, loadSettings());
    expect(required.reference).toBe(await imageReference(template, loadSettings()));
  });

  it('is smaller than 270 MB', () => {
    expect(sizeBytes).toBeLessThan(270 * MEGABYTE);
  });

  it('has byte-code for every module, so that no import compiles', () => {
    const isPyc = (path: string): boolean => path.endsWith('.pyc');
    const withByteCode = new Set(
      files
        .map(({ path }) => path)
        .filter(isPyc)
        .map(sourceOf),
    );
    const modules = files.map(({ path }) => path).filter((path) => path.endsWith('.py'));
    expect(modules.length).toBeGreaterThan(1000);
    expect(modules.filter((path) => !withByteCode.has(path))).toEqual([]);
  });

  it('carries the same inventory inside as on its label', () => {
    const inside = files.find(({ path }) => path === 'opt/quantine/inventory.json')!;
    expect(JSON.parse(inside.content.toString())).toEqual(inventory);
  });

  it('holds the Python packages of its inventory and no others', () => {
    const installed = files.flatMap(({ path }) => {
      const found = /dist-packages\/(?<name>[^/]+)-(?<version>[^/-]+)\.dist-info\/METADATA$/.exec(path)?.groups;
      return found === undefined ? [] : [`${found.name!.toLowerCase().replaceAll('_', '-')} ${found.version}`];
    });
    expect(installed.sort()).toEqual(inventory.packages.map(({ name, version }) => `${name} ${version}`).sort());
  });

  it('was given no wheel but those of the lock', async () => {
    const lock = await readFile(`docker/requirements-${template.name}.lock`, 'utf8');
    expect(inventory.packages.filter(({ sha256 }) => !lock.includes(`sha256:${sha256}`))).toEqual([]);
  });

  it('holds the Debian packages of its list and no others', async () => {
    const list = await readFile(`docker/base/packages-${template.name}.txt`, 'utf8');
    const listed = list.split('\n').flatMap((line) => line.replace(/#.*/, '').trim() || []);
    expect(inventory.debian.map(({ name }) => name).sort()).toEqual(listed.sort());
    const documented = new Set(files.flatMap(({ path }) => /^usr\/share\/doc\/([^/]+)$/.exec(path)?.[1] ?? []));
    expect(listed.filter((name) => !documented.has(name))).toEqual([]);
  });
});

/** The module that a file of byte-code was compiled from. */
function sourceOf(path: string): string {
  return path.replace('__pycache__/', '').replace(/\.cpython-\d+\.pyc$/, '.py');
}
