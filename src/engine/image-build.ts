import type { Settings } from '../config/load.js';
import { QuantineError } from '../core/errors.js';
import { ensureBaseImage } from './base-image.js';
import { buildClient } from './build-client.js';
import type { ContainerEngine } from './container-engine.js';
import { IMAGE_LABEL, type Image, imageReference, parseInventory } from './image.js';
import { type ContextFile, contextTar, imageInputs, probeInput, testInputs } from './image-context.js';
import type { ImageTemplate } from './image-templates.js';
import { removeOlderImages } from './older-images.js';

/** What a build says while it works. Whoever shows it decides how much of it. */
export type BuildProgress =
  /** Something worth knowing in any case, as a plain sentence. */
  | { readonly kind: 'notice'; readonly text: string }
  /** A step of the Dockerfile begins. */
  | { readonly kind: 'step'; readonly step: number; readonly of: number; readonly instruction: string }
  /** Any other line of the builder. */
  | { readonly kind: 'output'; readonly text: string };

interface BuildOptions {
  /** Takes nothing from an earlier build. */
  readonly noCache?: boolean;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly signal?: AbortSignal;
}

/** One build under way: what it is made of, and whom it tells. */
interface Build {
  readonly engine: ContainerEngine;
  readonly template: ImageTemplate;
  readonly files: readonly ContextFile[];
  readonly base: string;
  /** The network that was asked for; undefined where it has to be found. */
  readonly network: string | undefined;
  /** Changes with every build, so that the network is probed, the inventory printed and the tests run each time. */
  readonly askedAt: string;
  readonly noCache: boolean;
  readonly signal: AbortSignal | undefined;
  readonly tell: (progress: BuildProgress) => void;
  /** The images of stages that have no tag, by id: each was built to be asked something once. */
  readonly answers: Set<string>;
}

interface StageRequest {
  readonly target: string;
  readonly network: string;
  readonly noCache: boolean;
  readonly reference?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The Dockerfile's words for a package index that does not answer, which another network may cure. */
const INDEX_UNREACHABLE = 'quantine: the Python package index cannot be reached';

/** How much of the builder's output a failure carries. */
const TAIL_LINES = 30;

/**
 * Builds a template's image, tags it with the hash of its inputs, and removes the ones it takes the place of.
 * @throws QuantineError IMAGE_BUILD_FAILED with the step that failed and the end of its output
 */
export async function buildTemplate(
  engine: ContainerEngine,
  template: ImageTemplate,
  settings: Settings,
  options: BuildOptions = {},
): Promise<Image> {
  const reference = await imageReference(template, settings);
  const replaced = await engine.inspectImage(reference);
  const build = await prepare(engine, template, settings, options, []);
  await droppingAnswers(build, async () => {
    const { network, lines } = await buildPackages(build);
    const inventory = inventoryLine(lines);
    const base = await engine.inspectImage(build.base);
    const labels = {
      [IMAGE_LABEL.template]: template.name,
      [IMAGE_LABEL.base]: `${build.base} ${base?.id ?? 'unknown'}`,
      [IMAGE_LABEL.inventory]: inventory,
    };
    await buildStage(build, { target: 'runtime', network, noCache: false, reference, labels });
  });
  const image = await engine.inspectImage(reference);
  if (image === null)
    throw new QuantineError('IMAGE_BUILD_FAILED', `the engine built ${reference} and does not have it`);
  await clearOlderImages(build, image, replaced);
  return image;
}

/** The new image is there and good: that an old one stays is worth a word, and no reason to fail. */
async function clearOlderImages(
  { engine, template, tell }: Build,
  image: Image,
  replaced: Image | null,
): Promise<void> {
  try {
    const removed = await removeOlderImages(engine, template, image, replaced);
    if (removed.length > 0)
      tell({ kind: 'notice', text: `Removed what it takes the place of: ${removed.join(', ')}.` });
  } catch (error) {
    if (!(error instanceof QuantineError)) throw error;
    tell({ kind: 'notice', text: `Older images stay: ${error.message}` });
  }
}

/**
 * Lints and tests the guest in the `test` stage, which is the image itself with the tools added.
 * @param projectDir a checkout: the tests are not in the installed package
 * @throws QuantineError IMAGE_BUILD_FAILED where a check fails; what it printed went to `onProgress`
 */
export async function checkGuest(
  engine: ContainerEngine,
  template: ImageTemplate,
  settings: Settings,
  projectDir: string,
  options: BuildOptions = {},
): Promise<void> {
  const build = await prepare(engine, template, settings, options, await testInputs(projectDir));
  await droppingAnswers(build, async () => {
    const { network } = await buildPackages(build);
    await buildStage(build, { target: 'test', network, noCache: false });
  });
}

/**
 * Does a build, however it ends, and removes what was only built to be asked something. Those images have no name and are
 * made anew by every build, so they would pile up; only at the end, because later stages of the same build start from them.
 * What they were built on stays, as that makes the next build fast.
 */
async function droppingAnswers({ engine, tell, answers }: Build, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    for (const id of answers) {
      const why = await engine.removeImage(id, { keepsParents: true }).then(
        (isGone) => (isGone ? undefined : 'something uses it'),
        (error: Error) => error.message,
      );
      if (why !== undefined) tell({ kind: 'notice', text: `A nameless image of this build stays (${id}): ${why}` });
    }
  }
}

async function prepare(
  engine: ContainerEngine,
  template: ImageTemplate,
  settings: Settings,
  { noCache = false, onProgress = () => {}, signal }: BuildOptions,
  moreFiles: readonly ContextFile[],
): Promise<Build> {
  const notice = (text: string): void => onProgress({ kind: 'notice', text });
  const client = await buildClient(settings);
  for (const text of client.notices) notice(text);
  const detail = (text: string): void => onProgress({ kind: 'output', text });
  const base = await ensureBaseImage(engine, template, settings, { noCache, notice, detail, signal });
  return {
    engine,
    template,
    files: [...(await imageInputs(template)), await probeInput(), ...moreFiles, ...client.files],
    base,
    network: settings.build.network,
    askedAt: new Date().toISOString(),
    noCache,
    signal,
    tell: onProgress,
    answers: new Set(),
  };
}

/**
 * Everything that needs a network, on the network that was asked for, else on the engine's default or, where the
 * package registries cannot be reached from that, the host's.
 */
async function buildPackages(build: Build): Promise<{ network: string; lines: readonly string[] }> {
  const attempt = async (network: string) => {
    await buildStage(build, { target: 'probe', network, noCache: build.noCache });
    return { network, lines: await buildStage(build, { target: 'inventory', network, noCache: build.noCache }) };
  };
  if (build.network !== undefined) return attempt(build.network);
  try {
    return await attempt('default');
  } catch (error) {
    if (!isRegistryUnreachable(error)) throw error;
    const text = "The package registries cannot be reached from the engine's network; building on the host's.";
    build.tell({ kind: 'notice', text });
    return attempt('host');
  }
}

/** Whether a build failed before it reached what it needs: in the probe, or at the package index. */
function isRegistryUnreachable(error: unknown): boolean {
  if (!(error instanceof QuantineError) || error.code !== 'IMAGE_BUILD_FAILED') return false;
  const { target, output } = error.details as { target?: string; output?: readonly string[] };
  return target === 'probe' || output?.some((line) => line.includes(INDEX_UNREACHABLE)) === true;
}

/** Builds up to a stage and gives back every line of it. */
async function buildStage(build: Build, request: StageRequest): Promise<readonly string[]> {
  const lines: string[] = [];
  let step = 'before its first step';
  const onLine = (line: string): void => {
    lines.push(line);
    const begun = parseStep(line);
    if (begun !== null) step = begun.instruction;
    build.tell(begun ?? { kind: 'output', text: line });
  };
  const { engine, template, files, base, signal, askedAt, answers } = build;
  // Debian's lists are a day old at most: older ones name packages that the archive has replaced.
  const buildArgs = { BASE: base, TEMPLATE: template.name, LISTS_OF: askedAt.slice(0, 10), ASKED_AT: askedAt };
  const { labels = {}, ...rest } = request;
  const engineRequest = { ...rest, dockerfile: 'Dockerfile', buildArgs, labels, ...(signal && { signal }) };
  try {
    const id = await engine.buildImage(contextTar(files), engineRequest, onLine);
    if (id !== null && request.reference === undefined) answers.add(id);
    return lines;
  } catch (error) {
    if (!(error instanceof QuantineError) || error.code !== 'IMAGE_BUILD_FAILED') throw error;
    throw new QuantineError('IMAGE_BUILD_FAILED', `the image cannot be built (${step}): ${error.message}`, {
      details: { target: request.target, output: lines.slice(-TAIL_LINES) },
      cause: error,
    });
  }
}

/** `Step 3/20 : RUN ...`, as the classic builder begins each step. */
function parseStep(line: string): Extract<BuildProgress, { kind: 'step' }> | null {
  const groups = /^Step (?<step>\d+)\/(?<of>\d+) : (?<instruction>.*)$/.exec(line)?.groups;
  if (groups === undefined) return null;
  return { kind: 'step', step: Number(groups.step), of: Number(groups.of), instruction: groups.instruction ?? '' };
}

function inventoryLine(lines: readonly string[]): string {
  const text = lines.findLast((line) => line.startsWith('inventory '))?.slice('inventory '.length);
  if (text === undefined || parseInventory(text) === null) {
    throw new QuantineError('IMAGE_BUILD_FAILED', 'the build did not say what it put into the image');
  }
  return text;
}
