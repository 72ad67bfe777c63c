import type { ContainerEngine } from './container-engine.js';
import { type Image, imageRepository } from './image.js';
import type { ImageTemplate } from './image-templates.js';

/** An image younger than this may be the current one of another checkout or version on the same engine. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Removes the images of a template that another has taken the place of, once they are a week old. One that a container
 * uses stays, and so do the builder's stages, which are what makes the next build fast.
 *
 * @param current the image that stays
 * @param replaced the image that had its tag before, where there was one
 * @returns what was removed, by tag, or by content address where it had lost its tag
 */
export async function removeOlderImages(
  engine: ContainerEngine,
  template: ImageTemplate,
  current: Image,
  replaced: Image | null,
  now = Date.now(),
): Promise<readonly string[]> {
  const listed = await engine.listImages(imageRepository(template));
  // An image may have tags of somebody else besides, and those are not ours to take away.
  const ours = listed.filter(({ reference }) => reference.startsWith(`${imageRepository(template)}:`));
  const older = ours
    .filter(({ reference, createdAt }) => reference !== current.reference && Date.parse(createdAt) < now - KEPT_MS)
    .map(({ reference }) => reference);
  const untagged = replaced === null || replaced.id === current.id ? [] : [replaced.id];
  const removed: string[] = [];
  for (const image of [...older, ...untagged]) if (await engine.removeImage(image)) removed.push(image);
  return removed;
}
