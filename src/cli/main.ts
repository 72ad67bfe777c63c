#!/usr/bin/env node
import { holdSignals } from './cancel-on-signal.js';
import { EXIT } from './context.js';
import { giveHeadStart } from './head-start.js';

const held = holdSignals();
const args = process.argv.slice(2);
try {
  const { runCommand } = await import('./run-command.js');
  // Not before: what the build kept compiled, Node takes only while its flags are those of the build.
  giveHeadStart(args);
  await runCommand(args, held);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  const isOutOfFiles = /^E[MN]FILE$/.test((error as NodeJS.ErrnoException).code ?? '');
  process.stderr.write(
    isOutOfFiles
      ? `error[TOO_MANY_OPEN_FILES]: ${why}\n  Let the process open more files, as with \`ulimit -n 1024\`, and try again.\n`
      : `quantine: this installation is broken: ${why}\n  Install or build it again.\n`,
  );
  process.exitCode = EXIT.ourFault;
}
