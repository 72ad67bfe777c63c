import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, expect, it } from 'vitest';
import { IMAGE_TEMPLATES } from '../../src/engine/image-templates.js';
import { currentImage, ourEngine } from '../helpers/image-files.js';

const MAKE = fileURLToPath(new URL('../../scripts/make-catalogue.mjs', import.meta.url));

beforeAll(async () => {
  const engine = await ourEngine();
  for (const template of Object.values(IMAGE_TEMPLATES)) await currentImage(engine, template);
});

it('says of the packages of each image what the image says, or else: npm run catalogue', async () => {
  const { exitCode, stderr } = await execa(process.execPath, [MAKE, '--check'], { reject: false });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});
