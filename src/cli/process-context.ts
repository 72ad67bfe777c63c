import pc from 'picocolors';
import { loadSettings } from '../config/load.js';
import type { CliContext, CliIo, ExitCode } from './context.js';

/** The context of this very process. */
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

/**
 * Standard output and error. Whoever stops reading, as `head` does, has read enough: that is no error. Nor is a terminal
 * that was closed, which answers with EIO.
 */
function processIo(noColor: boolean): CliIo {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && !(error.code === 'EIO' && stream.isTTY)) throw error;
    });
  }
  return {
    out: (text) => void (process.stdout.writable && process.stdout.write(text)),
    err: (text) => void (process.stderr.writable && process.stderr.write(text)),
    colours: pc.createColors(process.stdout.isTTY === true && !noColor),
    errColours: pc.createColors(process.stderr.isTTY === true && !noColor),
  };
}
