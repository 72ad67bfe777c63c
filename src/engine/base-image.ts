/**
 * The base of the build stages: the desk's own, the registry's, or one made here of Debian packages.
 *
 * All three are a minimal Debian with apt, and the Dockerfile does not know which it got. Nothing of a base is in the
 * image itself, which is laid out from packages that are downloaded, checked and listed one by one.
 */
import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import type { Settings } from '../config/load.js';
import { QuantineError } from '../core/errors.js';
import type { ContainerEngine } from './container-engine.js';
import type { ImageTemplate } from './image-templates.js';

/** What is told while a base is found or made: one plain sentence at a time. */
export type Notice = (text: string) => void;

export interface BaseOptions {
  /** Makes or pulls it again, even where there is one from before. */
  readonly noCache: boolean;
  readonly notice: Notice;
  readonly signal?: AbortSignal;
}

/** How long a registry has to answer at all. */
const REGISTRY_TIMEOUT_MS = 10_000;

const DEBIAN_ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  x86_64: 'amd64',
  amd64: 'amd64',
  aarch64: 'arm64',
};

/** The base that a template is meant to have: a part of the image's tag, known before anything is pulled or made. */
export function baseIdentity(template: ImageTemplate, settings: Settings): string {
  return settings.build.baseImage ?? template.registryBase;
}

/**
 * A base that the engine has, as a reference for `FROM`.
 * @throws QuantineError IMAGE_BUILD_FAILED where no registry answers and none can be made here
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

/** Makes the base with mmdebstrap, which takes every package from a signed archive, and imports it as one layer. */
async function makeBaseImage(
  engine: ContainerEngine,
  template: ImageTemplate,
  settings: Settings,
  { notice, signal }: BaseOptions,
  registryError: unknown,
): Promise<void> {
  const obstacle = await whyNotHere(engine);
  if (obstacle !== null) {
    throw new QuantineError('IMAGE_BUILD_FAILED', `no registry answers, and no base can be made here: ${obstacle}`, {
      nextStep: 'Give the engine a registry, or let QUANTINE_BASE_IMAGE name a Debian image that it has.',
      cause: registryError,
    });
  }
  notice(`No registry answers; making the base from Debian's packages (${template.suite}) with mmdebstrap.`);
  await requireMmdebstrap(settings, notice, signal);
  const mirrors = await mirrorLines(template, settings);
  const architecture = DEBIAN_ARCHITECTURES[process.arch] ?? process.arch;
  const command = ['--variant=apt', `--architectures=${architecture}`, '--format=tar', template.suite, '-', ...mirrors];
  const made = execa('mmdebstrap', command, { buffer: { stdout: false }, ...(signal && { cancelSignal: signal }) });
  try {
    await Promise.all([made, engine.importImage(made.stdout, madeReference(template))]);
  } catch (error) {
    made.kill();
    throw new QuantineError('IMAGE_BUILD_FAILED', `mmdebstrap could not make the base: ${lastLines(error)}`, {
      nextStep: "Let QUANTINE_DEBIAN_MIRROR name a mirror of Debian's archive that this machine reaches.",
      cause: error,
    });
  }
}

/** Null where a base can be made on this machine for this engine. */
async function whyNotHere(engine: ContainerEngine): Promise<string | null> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (!/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release)) return 'this is neither Debian nor Ubuntu';
  if (process.getuid?.() !== 0) return 'that takes root';
  const { architecture } = await engine.facts();
  const same = DEBIAN_ARCHITECTURES[architecture] === DEBIAN_ARCHITECTURES[process.arch];
  return same ? null : `the engine is ${architecture} and this machine ${process.arch}`;
}

/** mmdebstrap and the keys of Debian's archive, which Ubuntu does not have. */
async function requireMmdebstrap(settings: Settings, notice: Notice, signal?: AbortSignal): Promise<void> {
  const options = {
    reject: false,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    ...(signal && { cancelSignal: signal }),
  };
  if (!(await execa('mmdebstrap', ['--version'], options)).failed) return;
  const install = ['install', '-y', '--no-install-recommends', 'mmdebstrap', 'debian-archive-keyring'];
  if (settings.noInstall) {
    throw new QuantineError('IMAGE_BUILD_FAILED', 'mmdebstrap is not installed', {
      nextStep: `Run: apt-get ${install.join(' ')}`,
    });
  }
  notice(`Installing mmdebstrap: apt-get ${install.join(' ')}`);
  await execa('apt-get', ['update', '-qq'], options);
  const installed = await execa('apt-get', install, { ...options, all: true });
  if (installed.failed) {
    throw new QuantineError('IMAGE_BUILD_FAILED', `mmdebstrap cannot be installed: ${lastLines(installed)}`);
  }
}

/** The archives as apt writes them: the mirror that was named, else this machine's own, else mmdebstrap's default. */
async function mirrorLines({ suite }: ImageTemplate, settings: Settings): Promise<readonly string[]> {
  if (settings.build.debianMirror !== undefined) return [`deb ${settings.build.debianMirror} ${suite} main`];
  const targets = await execa(
    'apt-get',
    ['indextargets', '--format', '$(ORIGIN) $(REPO_URI) $(RELEASE)', 'Created-By: Packages'],
    { reject: false },
  );
  return mirrorsForSuite(targets.stdout, suite);
}

/**
 * This machine's Debian archives, for another release of Debian.
 * @param targets lines of origin, address and release, such as `Debian http://mirror/debian/ bookworm-updates`
 */
export function mirrorsForSuite(targets: string, suite: string): readonly string[] {
  const lines = targets.split('\n').flatMap((line) => {
    const [origin, address, release] = line.split(' ');
    const pocket = /^[a-z]+(?<pocket>-updates|-security)?$/.exec(release ?? '')?.groups;
    return origin === 'Debian' && pocket !== undefined ? [`deb ${address} ${suite}${pocket.pocket ?? ''} main`] : [];
  });
  return [...new Set(lines)];
}

/** The end of what a program said, which is where the reason stands. */
function lastLines(error: unknown): string {
  const { stderr, all, message } = error as { stderr?: string; all?: string; message?: string };
  return (stderr || all || message || String(error)).trim().split('\n').slice(-3).join(' / ');
}
