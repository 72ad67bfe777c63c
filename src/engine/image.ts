/** The images that strategies run in: which one is wanted, whether the engine has it, and how it is made. */
import { z } from 'zod';
import type { Settings } from '../config/load.js';
import { QuantineError } from '../core/errors.js';
import type { ImageIdentity } from '../core/run-card.js';
import { baseIdentity } from './base-image.js';
import type { ContainerEngine, ImageDetails } from './container-engine.js';
import { imageInputs, inputsDigest } from './image-context.js';
import { type ImageTemplate, imageTemplate } from './image-templates.js';

export type Image = ImageIdentity & ImageDetails;

export const IMAGE_LABEL = {
  template: 'io.quantine.template',
  /** Reference and content address of the base that the build stages used. */
  base: 'io.quantine.base',
  inventory: 'io.quantine.inventory',
} as const;

const packages = z.array(z.object({ name: z.string(), version: z.string(), sha256: z.string() }));

/** What is in an image. The hash of a package is that of its archive, as its source publishes it. */
const inventorySchema = z.object({
  schemaVersion: z.literal(1),
  python: z.string(),
  architecture: z.string(),
  debian: packages,
  packages,
});

export type Inventory = z.infer<typeof inventorySchema>;

/**
 * Whether the engine has the image that belongs to this version of Quantine:
 * - `current`: it has
 * - `stale`: it has one of this template, made from other inputs
 * - `missing`: it has none
 */
export type FoundImage =
  | { readonly state: 'current'; readonly reference: string; readonly image: Image }
  | { readonly state: 'stale'; readonly reference: string; readonly image: Image }
  | { readonly state: 'missing'; readonly reference: string };

export interface ImageDescription {
  readonly state: FoundImage['state'];
  /** The tag that belongs to this version of Quantine, which a stale image does not have. */
  readonly reference: string;
  readonly image: Image | null;
  readonly base: string | null;
  readonly inventory: Inventory | null;
}

/** Repository of a template's images; the tag after it is the hash of all that goes in. */
export function imageRepository(template: ImageTemplate): string {
  return `quantine/${template.name}`;
}

/** Repository and tag of the image that belongs to this version of Quantine, without asking any engine. */
export async function imageReference(template: ImageTemplate, settings: Settings): Promise<string> {
  const besides = [template.name, template.suite, baseIdentity(template, settings)];
  return `${imageRepository(template)}:${inputsDigest(await imageInputs(template), besides)}`;
}

/** What the engine has of a template. */
export async function findImage(
  engine: ContainerEngine,
  template: ImageTemplate,
  settings: Settings,
): Promise<FoundImage> {
  const reference = await imageReference(template, settings);
  const image = await engine.inspectImage(reference);
  if (image !== null) return { state: 'current', reference, image };
  const [newest] = await engine.listImages(imageRepository(template));
  return newest === undefined ? { state: 'missing', reference } : { state: 'stale', reference, image: newest };
}

/**
 * The image to run in.
 * @param name of the template; the default one when absent
 * @throws QuantineError IMAGE_NOT_FOUND where the engine has none, or only one made from other inputs
 */
export async function requireImage(
  engine: ContainerEngine,
  name: string | undefined,
  settings: Settings,
): Promise<ImageIdentity> {
  const template = imageTemplate(name);
  const found = await findImage(engine, template, settings);
  if (found.state === 'current') return { id: found.image.id, reference: found.reference };
  const what = found.state === 'stale' ? `is out of date (${found.image.reference})` : 'is not there';
  throw new QuantineError('IMAGE_NOT_FOUND', `the image ${found.reference} ${what}`, {
    ...(name !== undefined && { nextStep: `Run \`quantine image build --image ${template.name}\`.` }),
    details: { state: found.state, reference: found.reference },
  });
}

/** What is known of a template's image, with its packages; nulls where there is none. */
export async function describeImage(
  engine: ContainerEngine,
  template: ImageTemplate,
  settings: Settings,
): Promise<ImageDescription> {
  const found = await findImage(engine, template, settings);
  const image = found.state === 'missing' ? null : found.image;
  return {
    state: found.state,
    reference: found.reference,
    image,
    base: image?.labels[IMAGE_LABEL.base] ?? null,
    inventory: parseInventory(image?.labels[IMAGE_LABEL.inventory]),
  };
}

/** The inventory of a label or a build's output; null where there is none that can be read. */
export function parseInventory(text: string | undefined): Inventory | null {
  if (text === undefined) return null;
  try {
    return inventorySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
