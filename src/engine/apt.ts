/** The only caller of apt-get, which works for an engine to run in and for a base to build on. */
import { execa } from 'execa';
import { type ErrorCode, QuantineError } from '../core/errors.js';

interface InstallOptions {
  /** What it means for whoever needs these packages. */
  readonly failsAs: ErrorCode;
  /** Hears the lines of apt-get and dpkg that tell progress or trouble, as they come. */
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

const TELLING_LINES = /^(Get:|Unpacking|Setting up|Err:|E:|W:)/;

/** Waits for another apt-get to end, and never removes a package to make room. */
const INSTALL = ['install', '--yes', '--no-install-recommends', '--no-remove'] as const;

/** What a person types to install packages as Quantine does. */
export function installCommand(packages: readonly string[]): string {
  return `apt-get ${[...INSTALL, ...packages].join(' ')}`;
}

/**
 * Installs Debian packages, telling what apt-get does as it does it.
 *
 * A signal ends the reading of lists; an installation that has begun is not cut off, because packages that are half
 * configured are worse than a minute's wait.
 *
 * @throws QuantineError `failsAs` with apt-get's last words
 * @throws the reason of the signal
 */
export async function aptInstall(packages: readonly string[], options: InstallOptions): Promise<void> {
  await aptGet(['update'], options);
  options.signal?.throwIfAborted();
  await aptGet([...INSTALL, ...packages], { ...options, signal: undefined });
}

/** This machine's archives, a line of origin, address and release for each; empty where there is no apt-get. */
export async function aptArchives(): Promise<string> {
  const format = ['--format', '$(ORIGIN) $(REPO_URI) $(RELEASE)'];
  const { stdout } = await execa('apt-get', ['indextargets', ...format, 'Created-By: Packages'], { reject: false });
  return stdout ?? '';
}

async function aptGet(args: readonly string[], { failsAs, onLine, signal }: InstallOptions): Promise<void> {
  const lines: string[] = [];
  const child = execa('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    stdin: 'ignore',
    all: true,
    reject: false,
    ...(signal && { cancelSignal: signal }),
  });
  for await (const line of child.iterable({ from: 'all' })) {
    lines.push(line);
    if (TELLING_LINES.test(line)) onLine(line);
  }
  const ended = await child;
  if (!ended.failed) return;
  signal?.throwIfAborted();
  const command = `apt-get ${args.join(' ')}`;
  throw new QuantineError(failsAs, `\`${command}\` failed: ${lines.slice(-3).join(' | ')}`, {
    nextStep: `Run \`${command}\` yourself, mend what it says, and run this command again.`,
    cause: ended.cause,
  });
}
