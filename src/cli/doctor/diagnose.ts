/** Examines everything a run depends on. Reads only: all it starts is a probe sandbox, which it removes. */
import type { Settings } from '../../config/load.js';
import { QuantineError } from '../../core/errors.js';
import type { ContainerEngine, EngineEndpoint, EngineFacts } from '../../engine/container-engine.js';
import { DockerEngine } from '../../engine/docker-engine.js';
import { type FoundImage, findImage } from '../../engine/image.js';
import { DEFAULT_TEMPLATE } from '../../engine/image-templates.js';
import { answeringEngine, lookForEngine, noEngine } from '../../engine/locate.js';
import { planEngine } from '../setup/engine-plan.js';
import { readHostFacts } from '../setup/host.js';
import { probeCaps } from './caps.js';
import { type Check, failed, ok, warning } from './check.js';
import { checkDisk, checkEngine } from './engine-checks.js';

export interface Diagnosis {
  /** Nothing keeps strategies from being run; there may be warnings. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

export async function diagnose(settings: Settings): Promise<Diagnosis> {
  const checks = await examine(settings);
  return { ok: checks.every((check) => check.status !== 'failed'), checks };
}

async function examine(settings: Settings): Promise<readonly Check[]> {
  const found = await findEngine(settings);
  if ('status' in found) return [found];
  const engine = new DockerEngine(found);
  try {
    return await examineEngine(engine, settings);
  } catch (error) {
    if (!(error instanceof QuantineError)) throw error;
    return [failed('engine', error.message, error.nextStep)];
  }
}

async function examineEngine(engine: ContainerEngine, settings: Settings): Promise<readonly Check[]> {
  const facts = await engine.facts();
  const image = await findImage(engine, DEFAULT_TEMPLATE, settings);
  return [
    ...checkEngine(facts, engine.endpoint),
    checkImage(image),
    ...(await checkCaps(engine, facts, image)),
    await checkDisk(facts, engine.endpoint),
  ];
}

/** The engine that answers, or why there is none and what set-up would advise. */
async function findEngine(settings: Settings): Promise<EngineEndpoint | Check> {
  try {
    const looks = await lookForEngine(settings);
    const endpoint = answeringEngine(looks);
    if (endpoint !== undefined) return endpoint;
    const plan = planEngine(looks, await readHostFacts(settings), false);
    throw noEngine(looks, plan.kind === 'tell' ? plan.nextStep : undefined);
  } catch (error) {
    if (!(error instanceof QuantineError)) throw error;
    return failed('engine', error.message, error.nextStep);
  }
}

function checkImage(found: FoundImage): Check {
  if (found.state === 'missing') return failed('image', `${found.reference} is missing`, 'Run `quantine image build`.');
  const { reference, sizeBytes } = found.image;
  const described = `${reference}, ${Math.round(sizeBytes / 1e6)} MB`;
  return found.state === 'current'
    ? ok('image', `${described}, current`)
    : failed('image', `${described}, is stale: this Quantine wants ${found.reference}`, 'Run `quantine image build`.');
}

/** Only an image that speaks this version's protocol can look at the caps from inside. */
async function checkCaps(engine: ContainerEngine, facts: EngineFacts, found: FoundImage): Promise<readonly Check[]> {
  if (found.state === 'current') return probeCaps(engine, facts, found.image.id);
  return [warning('caps', 'not proved: there is no image to look from', 'Build the image, then ask again.')];
}
