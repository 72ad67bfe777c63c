/** Examines everything a run depends on. Reads only: all it starts is a probe sandbox, which it removes. */
import type { Settings } from '../../config/load.js';
import { ERROR_CATALOGUE, QuantineError } from '../../core/errors.js';
import type { ContainerEngine, EngineFacts } from '../../engine/container-engine.js';
import { type FoundImage, findImage } from '../../engine/image.js';
import { DEFAULT_TEMPLATE } from '../../engine/image-templates.js';
import type { CliContext } from '../context.js';
import { findEngine } from '../find-engine.js';
import { formatBytes } from '../render/quantities.js';
import { probeCaps } from './caps.js';
import { type Check, failed, ok, warning } from './check.js';
import { checkDisk, checkEngine } from './engine-checks.js';

export interface Diagnosis {
  /** Nothing keeps strategies from being run; there may be warnings. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

/** @throws the reason of the signal */
export async function diagnose(context: CliContext, signal?: AbortSignal): Promise<Diagnosis> {
  const checks = await examine(context, signal);
  return { ok: checks.every((check) => check.status !== 'failed'), checks };
}

/** What keeps the engine from being found, or from answering, is a check that failed. */
async function examine(context: CliContext, signal?: AbortSignal): Promise<readonly Check[]> {
  try {
    return await examineEngine(await findEngine(context), context.settings, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof QuantineError)) throw error;
    return [failed('engine', error.message, error.nextStep)];
  }
}

async function examineEngine(
  engine: ContainerEngine,
  settings: Settings,
  signal?: AbortSignal,
): Promise<readonly Check[]> {
  const facts = await engine.facts();
  const image = await findImage(engine, DEFAULT_TEMPLATE, settings);
  signal?.throwIfAborted();
  return [
    ...checkEngine(facts, engine.endpoint),
    checkImage(image),
    ...(await checkCaps(engine, facts, image, signal)),
    await checkDisk(facts, engine.endpoint),
  ];
}

function checkImage(found: FoundImage): Check {
  const { nextStep } = ERROR_CATALOGUE.IMAGE_NOT_FOUND;
  if (found.state === 'missing') return failed('image', `${found.reference} is missing`, nextStep);
  const { reference, sizeBytes } = found.image;
  const described = `${reference}, ${formatBytes(sizeBytes)}`;
  return found.state === 'current'
    ? ok('image', `${described}, current`)
    : failed('image', `${described}, is stale: this Quantine wants ${found.reference}`, nextStep);
}

/** Only an image that speaks this version's protocol can look at the caps from inside. */
async function checkCaps(
  engine: ContainerEngine,
  facts: EngineFacts,
  found: FoundImage,
  signal?: AbortSignal,
): Promise<readonly Check[]> {
  if (found.state === 'current') return probeCaps(engine, facts, found.image.id, signal);
  return [warning('caps', 'not proved: there is no image to look from', 'Build the image, then ask again.')];
}
