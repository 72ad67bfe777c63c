import pc from 'picocolors';
import { loadSettings, type Settings } from '../config/load.js';
import { describeErrno } from '../core/errno-words.js';
import { type CliContext, type CliIo, EXIT, type ExitCode } from './context.js';

/** The context of this very process. Output that was lost has settled how it ends. */
export function processContext(): CliContext {
  const settings = loadSettings();
  const io = processIo(settings);
  return {
    settings,
    io,
    setExitCode(code: ExitCode) {
      process.exitCode = io.outputLost.aborted ? EXIT.ourFault : code;
    },
  };
}

/**
 * Standard output and error. Whoever stops reading, as `head` does, has read enough: that is no error. Nor is a terminal
 * that was closed, which answers with EIO. Output that the disk has no room for is one; what fails on standard error ends
 * nothing.
 */
function processIo({ noColor, isDumbTerminal }: Settings): CliIo {
  const lost = new AbortController();
  const err = writerTo(process.stderr, () => {});
  const out = writerTo(process.stdout, (error) => {
    if (error.code === 'EPIPE' || (error.code === 'EIO' && process.stdout.isTTY)) return;
    process.exitCode = EXIT.ourFault;
    err(`quantine: standard output cannot be written to: ${describeErrno(error)}\n`);
    lost.abort();
  });
  return {
    out,
    err,
    outputLost: lost.signal,
    isTerminal: {
      out: process.stdout.isTTY === true && !isDumbTerminal,
      err: process.stderr.isTTY === true && !isDumbTerminal,
    },
    colours: pc.createColors(process.stdout.isTTY === true && !noColor),
    errColours: pc.createColors(process.stderr.isTTY === true && !noColor),
  };
}

/** A write to a file may throw at once, one to a pipe fails later: either way the first error ends the writing. */
function writerTo(stream: NodeJS.WriteStream, onFirstError: (error: NodeJS.ErrnoException) => void) {
  let hasFailed = false;
  const fail = (error: NodeJS.ErrnoException) => {
    if (hasFailed) return;
    hasFailed = true;
    onFirstError(error);
  };
  stream.on('error', fail);
  return (text: string) => {
    if (hasFailed || !stream.writable) return;
    try {
      stream.write(text);
    } catch (error) {
      fail(error as NodeJS.ErrnoException);
    }
  };
}
