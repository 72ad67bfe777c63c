import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Call {
  readonly args: readonly string[];
  /** Null leaves standard input open. */
  readonly input?: string | null;
  readonly env?: Readonly<Record<string, string>>;
}

/** The built command in a process of its own, as a person's shell starts it; nothing is set up on the way. */
export function start({ args, input = '', env = {} }: Call) {
  const stdin = input === null ? {} : { input };
  return execa(process.execPath, [MAIN, ...args], {
    reject: false,
    stripFinalNewline: false,
    ...stdin,
    env: { ...env },
  });
}

/** Once this text has come on a stream of a command that was started. */
export async function hasPrinted(
  command: Readonly<Record<'stdout' | 'stderr', Readable>>,
  text: string,
  stream: 'stdout' | 'stderr' = 'stdout',
): Promise<void> {
  let seen = '';
  await new Promise<void>((resolve, reject) => {
    command[stream].on('data', (chunk: Buffer) => {
      seen += chunk;
      if (seen.includes(text)) resolve();
    });
    command[stream].on('end', () => reject(new Error(`it ended without ${JSON.stringify(text)}: ${seen}`)));
  });
}

/** A command line for `sh -c`, in which `quantine` is the built command. */
export async function shell(script: string, env: Readonly<Record<string, string>> = {}) {
  const quantine = `quantine() { '${process.execPath}' '${MAIN}' "$@"; }`;
  return execa('bash', ['-c', `set -o pipefail\n${quantine}\n${script}`], {
    reject: false,
    stripFinalNewline: false,
    env: { ...env },
  });
}

/** The built command at a terminal of its own, made by `script`. */
export async function atTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return execa('script', ['-qec', commandLine(args), '/dev/null'], { reject: false, input: '', env: { ...env } });
}

/**
 * The same, and the terminal goes away once this text is on it. Its shell passes the hang-up on, as an interactive one
 * does, and writes the exit code of the command to a file.
 */
export async function closeTerminalOnce(text: string, args: readonly string[], statusFile: string): Promise<void> {
  const hangUp = "trap 'kill -HUP $pid' HUP";
  const command = `${hangUp}; ${commandLine(args)} & pid=$!; wait $pid; wait $pid; echo $? >'${statusFile}'`;
  const terminal = execa('script', ['-qec', command, '/dev/null'], { reject: false, env: { SHELL: '/bin/bash' } });
  await hasPrinted(terminal, text);
  terminal.kill('SIGKILL');
  await terminal;
}

function commandLine(args: readonly string[]): string {
  return [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
}
