import pc from 'picocolors';
import { loadSettings } from '../config/load.js';
import type { CliContext, CliIo, ExitCode } from './context.js';

/**
 * The context of this very process.
 * @throws QuantineError BAD_REQUEST where the environment cannot be read
 */
export function processContext(): CliContext {
  const settings = loadSettings();
  return {
    settings,
    io: processIo(settings.noColor),
    setExitCode(code: ExitCode) {
      process.exitCode = code;
    },
  };
}

/** Standard output and error. Whoever stops reading, as `head` does, has read enough: that is no error. */
function processIo(noColor: boolean): CliIo {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const isTerminal = process.stdout.isTTY === true;
  const isErrTerminal = process.stderr.isTTY === true;
  return {
    out: (text) => void (process.stdout.writable && process.stdout.write(text)),
    err: (text) => void (process.stderr.writable && process.stderr.write(text)),
    colours: pc.createColors(isTerminal && !noColor),
    errColours: pc.createColors(isErrTerminal && !noColor),
    isTerminal,
    isErrTerminal,
  };
}
