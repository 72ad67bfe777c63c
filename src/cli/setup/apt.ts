import { execa } from 'execa';
import { QuantineError } from '../../core/errors.js';
import type { CliIo } from '../context.js';
import { sayDetail } from './say.js';

/** The lines of apt-get and dpkg that tell progress or trouble. */
const TELLING_LINES = /^(Get:|Unpacking|Setting up|Err:|E:|W:)/;

/**
 * Installs Debian packages, telling what apt-get does as it does it. Waits for another apt-get to end, and never removes
 * a package to make room.
 *
 * @throws QuantineError DOCKER_UNAVAILABLE with apt-get's last words
 */
export async function aptInstall(packages: readonly string[], io: CliIo): Promise<void> {
  await aptGet(['update'], io);
  await aptGet(['install', '--yes', '--no-install-recommends', '--no-remove', ...packages], io);
}

async function aptGet(args: readonly string[], io: CliIo): Promise<void> {
  const lines: string[] = [];
  const child = execa('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    stdin: 'ignore',
    all: true,
    reject: false,
  });
  for await (const line of child.iterable({ from: 'all' })) {
    lines.push(line);
    if (TELLING_LINES.test(line)) sayDetail(io, line);
  }
  const ended = await child;
  if (!ended.failed) return;
  const command = `apt-get ${args.join(' ')}`;
  throw new QuantineError('DOCKER_UNAVAILABLE', `\`${command}\` failed: ${lines.slice(-3).join(' | ')}`, {
    nextStep: `Run \`${command}\` yourself, mend what it says, and run this command again.`,
    cause: ended.cause,
  });
}
