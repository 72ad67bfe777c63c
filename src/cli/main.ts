#!/usr/bin/env node
import { holdSignals } from './cancel-on-signal.js';
import { giveHeadStart } from './head-start.js';

const held = holdSignals();
const { runCommand } = await import('./run-command.js');
// Not before: what the build kept compiled, Node takes only while its flags are those of the build.
giveHeadStart(process.argv.slice(2));
await runCommand(process.argv.slice(2), held);
