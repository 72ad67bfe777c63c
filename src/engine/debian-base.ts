/** A base for the build stages, made on this machine of Debian packages. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { execa } from 'execa';
import type { Settings } from '../config/load.js';
import { QuantineError } from '../core/errors.js';
import { aptArchives, aptInstall, installCommand } from './apt.js';

interface DebianBaseOptions {
  /** Hears what is installed on this machine for it, one plain sentence at a time. */
  readonly notice: (text: string) => void;
  /** Hears what a program of this machine says while it works. */
  readonly detail: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** mmdebstrap, and the keys of Debian's archive, which Ubuntu does not have. */
const PACKAGES = ['mmdebstrap', 'debian-archive-keyring'];

const DEBIAN_ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: 'amd64',
  arm64: 'arm64',
  x86_64: 'amd64',
  amd64: 'amd64',
  aarch64: 'arm64',
};

/**
 * Why no base can be made on this machine; null where it can.
 * @param engineArchitecture of the engine that is to use it, in the engine's words
 */
export async function whyNoDebianBase(engineArchitecture: string): Promise<string | null> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (!/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release)) return 'this is neither Debian nor Ubuntu';
  if (process.getuid?.() !== 0) return 'that takes root';
  const same = DEBIAN_ARCHITECTURES[engineArchitecture] === DEBIAN_ARCHITECTURES[process.arch];
  return same ? null : `the engine is ${engineArchitecture} and this machine ${process.arch}`;
}

/**
 * Makes the root of a minimal Debian with mmdebstrap, which takes every package from a signed archive.
 * @param suite Debian's release
 * @param take is given the tar of it while it is made, and settles when it has read it whole
 * @throws QuantineError IMAGE_BUILD_FAILED with mmdebstrap's, or apt-get's, last words
 */
export async function makeDebianBase(
  suite: string,
  settings: Settings,
  take: (rootTar: Readable) => Promise<void>,
  options: DebianBaseOptions,
): Promise<void> {
  const { signal } = options;
  await requireMmdebstrap(settings, options);
  const mirrors = await mirrorLines(suite, settings);
  const architecture = DEBIAN_ARCHITECTURES[process.arch] ?? process.arch;
  const command = ['--variant=apt', `--architectures=${architecture}`, '--format=tar', suite, '-', ...mirrors];
  const room = await mkdtemp(join(tmpdir(), 'quantine-base-'));
  const made = execa('mmdebstrap', command, {
    buffer: { stdout: false },
    env: { TMPDIR: room },
    ...(signal && { cancelSignal: signal }),
  });
  try {
    await Promise.all([made, take(Readable.from(untilDone(made, made.stdout)))]);
  } catch (error) {
    made.kill();
    throw new QuantineError('IMAGE_BUILD_FAILED', `mmdebstrap could not make the base: ${lastLines(error)}`, {
      nextStep: "Let QUANTINE_DEBIAN_MIRROR name a mirror of Debian's archive that this machine reaches.",
      cause: error,
    });
  } finally {
    await removeRoom(room, made);
  }
}

/** mmdebstrap leaves a root of several hundred MB behind where it is killed; what it still holds is not taken from it. */
async function removeRoom(room: string, user: Promise<unknown>): Promise<void> {
  await user.catch(() => {});
  await rm(room, { recursive: true, force: true }).catch(() => {});
}

/** What a program writes, ending well only where the program does: half a root must not pass for a whole one. */
async function* untilDone(program: Promise<unknown>, output: Readable): AsyncGenerator<Buffer> {
  yield* output;
  await program;
}

async function requireMmdebstrap(
  { noInstall }: Settings,
  { notice, detail, signal }: DebianBaseOptions,
): Promise<void> {
  const found = await execa('mmdebstrap', ['--version'], { reject: false });
  if (!found.failed) return;
  if (noInstall) {
    throw new QuantineError('IMAGE_BUILD_FAILED', 'mmdebstrap is not installed, and QUANTINE_NO_INSTALL is set', {
      nextStep: `Run: ${installCommand(PACKAGES)}`,
    });
  }
  notice(`Installing mmdebstrap: ${installCommand(PACKAGES)}`);
  await aptInstall(PACKAGES, { failsAs: 'IMAGE_BUILD_FAILED', onLine: detail, signal });
}

/** The archives as apt writes them: the mirror that was named, else this machine's own, else mmdebstrap's default. */
async function mirrorLines(suite: string, settings: Settings): Promise<readonly string[]> {
  if (settings.build.debianMirror !== undefined) return [`deb ${settings.build.debianMirror} ${suite} main`];
  return mirrorsForSuite(await aptArchives(), suite);
}

/**
 * This machine's Debian archives, for another release of Debian.
 * @param archives lines of origin, address and release, such as `Debian http://mirror/debian/ bookworm-updates`
 */
export function mirrorsForSuite(archives: string, suite: string): readonly string[] {
  const lines = archives.split('\n').flatMap((line) => {
    const [origin, address, release] = line.split(' ');
    const pocket = /^[a-z]+(?<pocket>-updates|-security)?$/.exec(release ?? '')?.groups;
    return origin === 'Debian' && pocket !== undefined ? [`deb ${address} ${suite}${pocket.pocket ?? ''} main`] : [];
  });
  return [...new Set(lines)];
}

/** The end of what a program said, which is where the reason stands. */
function lastLines(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  return (stderr || message || String(error)).trim().split('\n').slice(-3).join(' / ');
}
