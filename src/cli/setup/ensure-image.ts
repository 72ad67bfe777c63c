import type { ContainerEngine } from '../../engine/container-engine.js';
import { findImage, type Image, requireImage } from '../../engine/image.js';
import { buildTemplate } from '../../engine/image-build.js';
import type { ImageTemplate } from '../../engine/image-templates.js';
import { buildProgress } from '../build-progress.js';
import type { CliContext } from '../context.js';
import type { EnsureOptions } from './ensure-engine.js';
import { say } from './say.js';

/**
 * The image of a template that belongs to this version of Quantine. Where the engine has none, or only one made from
 * other inputs, and set-up is asked for, builds it, telling each step on standard error.
 *
 * @throws QuantineError IMAGE_NOT_FOUND without set-up, IMAGE_BUILD_FAILED with the step that failed
 */
export async function ensureImage(
  engine: ContainerEngine,
  template: ImageTemplate,
  { settings, io }: CliContext,
  options: EnsureOptions = {},
): Promise<Pick<Image, 'id' | 'reference'>> {
  if (!(options.setUp ?? settings.autoSetup)) return requireImage(engine, template.name, settings);
  const found = await findImage(engine, template, settings);
  if (found.state === 'current') return found.image;
  const why = found.state === 'stale' ? 'is out of date' : 'is not there yet';
  say(io, `the image ${found.reference} ${why}: building it (a few minutes) ...`);
  const { signal } = options;
  return buildTemplate(engine, template, settings, { onProgress: buildProgress(io, false), ...(signal && { signal }) });
}
