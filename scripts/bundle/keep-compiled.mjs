// Leaves what the parts of the command share compiled beside it: as it is after a check, with every function that one calls.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { KEPT, kept, loadShared, SHARED } from './load-compiled.mjs';

const EXAMPLES = fileURLToPath(new URL('../../examples/strategies', import.meta.url));

const folder = pathToFileURL(`${process.argv[2]}/`);
const { require, script } = loadShared(folder);
const { runCommand } = require('./run-command.cjs');
process.stdout.write = () => true;
await runCommand(['check', EXAMPLES, '--isolated', '--no-cache', '--threads', '1'], {
  [Symbol.dispose ?? 'dispose']() {},
});

// What is refused among the examples is no fault of the build; all else is.
if (process.exitCode > 1) throw new Error(`the packed check of ${EXAMPLES} ends with ${process.exitCode}`);
process.exitCode = 0;

const draft = new URL(`${KEPT}.draft`, folder);
writeFileSync(draft, kept(readFileSync(new URL(SHARED, folder)), script.createCachedData()));
renameSync(draft, new URL(KEPT, folder));
