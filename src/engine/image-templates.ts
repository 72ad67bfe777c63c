import { DEFAULT_IMAGE, type ImageName } from '../config/image-names.js';
import { QuantineError } from '../core/errors.js';

/** An image that strategies may run in, and what it is made from. Its packages are in `docker/` under its name. */
export interface ImageTemplate {
  readonly name: string;
  /** Debian's release, whose Python it has. */
  readonly suite: string;
  /** The base where a registry answers. Only build stages use it: no file of it is in the image. */
  readonly registryBase: string;
}

/** Every template by name. */
export const IMAGE_TEMPLATES = {
  python313: {
    name: 'python313',
    suite: 'trixie',
    registryBase: 'debian:trixie-slim',
  },
  python311: {
    name: 'python311',
    suite: 'bookworm',
    registryBase: 'debian:bookworm-slim',
  },
} as const satisfies Record<ImageName, ImageTemplate>;

export const DEFAULT_TEMPLATE: ImageTemplate = IMAGE_TEMPLATES[DEFAULT_IMAGE];

/**
 * The template of this name; without one, the default.
 * @throws QuantineError BAD_REQUEST where there is none of that name
 */
export function imageTemplate(name?: string): ImageTemplate {
  if (name === undefined) return DEFAULT_TEMPLATE;
  const found = Object.values<ImageTemplate>(IMAGE_TEMPLATES).find((template) => template.name === name);
  if (found !== undefined) return found;
  const known = Object.keys(IMAGE_TEMPLATES).join(', ');
  throw new QuantineError('BAD_REQUEST', `there is no image ${JSON.stringify(name)}: choose one of ${known}`);
}
