/**
 * The base of the build stages: the desk's own, the registry's, or one made here of Debian packages.
 *
 * All three are a minimal Debian with apt, and the Dockerfile does not know which it got. Nothing of a base is in the
 * image itself, which is laid out from packages that are downloaded, checked and listed one by one.
 */
import type { Readable } from 'node:stream';
import type { Settings } from '../config/load.js';
import { QuantineError } from '../core/errors.js';
import type { ContainerEngine } from './container-engine.js';
import { makeDebianBase, whyNoDebianBase } from './debian-base.js';
import type { ImageTemplate } from './image-templates.js';

interface BaseOptions {
  /** Makes or pulls it again, even where there is one from before. */
  readonly noCache: boolean;
  /** Hears what is done, one plain sentence at a time. */
  readonly notice: (text: string) => void;
  /** Hears what a program of this machine says while it works. */
  readonly detail: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** How long a registry has to answer at all. */
const REGISTRY_TIMEOUT_MS = 10_000;

/** The base that a template is meant to have: a part of the image's tag, known before anything is pulled or made. */
export function baseIdentity(template: ImageTemplate, settings: Settings): string {
  return settings.build.baseImage ?? template.registryBase;
}

/**
 * A base that the engine has, as a reference for `FROM`.
 * @throws QuantineError IMAGE_BUILD_FAILED where no registry answers and none can be made here
 * @throws QuantineError DOCKER_UNAVAILABLE, ... where the engine itself does not answer
 */
export async function ensureBaseImage(
  engine: ContainerEngine,
  template: ImageTemplate,
  settings: Settings,
  options: BaseOptions,
): Promise<string> {
  const wanted = baseIdentity(template, settings);
  const local = settings.build.baseImage === undefined ? [wanted, madeReference(template)] : [wanted];
  for (const reference of options.noCache ? [] : local) {
    if ((await engine.inspectImage(reference)) !== null) return reference;
  }
  options.notice(`Asking the registry for ${wanted}.`);
  try {
    await engine.pullImage(wanted, REGISTRY_TIMEOUT_MS);
    return wanted;
  } catch (error) {
    if (!(error instanceof QuantineError) || error.code !== 'IMAGE_NOT_FOUND') throw error;
    if (settings.build.baseImage !== undefined) {
      if ((await engine.inspectImage(wanted)) !== null) return wanted;
      throw new QuantineError('IMAGE_BUILD_FAILED', `the base image ${wanted} cannot be had`, {
        nextStep: 'Let QUANTINE_BASE_IMAGE name a Debian image that the engine has or can pull.',
        cause: error,
      });
    }
    await makeBaseImage(engine, template, settings, options, error);
    return madeReference(template);
  }
}

function madeReference(template: ImageTemplate): string {
  return `quantine/base:${template.suite}`;
}

/** Makes the base of Debian packages, and imports it as one layer. */
async function makeBaseImage(
  engine: ContainerEngine,
  template: ImageTemplate,
  settings: Settings,
  options: BaseOptions,
  registryError: unknown,
): Promise<void> {
  const obstacle = await whyNoDebianBase((await engine.facts()).architecture);
  if (obstacle !== null) {
    throw new QuantineError('IMAGE_BUILD_FAILED', `no registry answers, and no base can be made here: ${obstacle}`, {
      nextStep: 'Give the engine a registry, or let QUANTINE_BASE_IMAGE name a Debian image that it has.',
      cause: registryError,
    });
  }
  options.notice(`No registry answers; making the base from Debian's packages (${template.suite}) with mmdebstrap.`);
  const take = (rootTar: Readable): Promise<void> => engine.importImage(rootTar, madeReference(template));
  await makeDebianBase(template.suite, settings, take, options);
}
