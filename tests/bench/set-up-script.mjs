// What scripts/quantine costs when everything is set up, against the command alone. The goal is below 50 ms:
//
//     scripts/quantine --version && node tests/bench/set-up-script.mjs [rounds]
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { line, sideBySide } from './side-by-side.mjs';

const rounds = Number(process.argv[2] ?? 20);
const run = promisify(execFile);
const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

const script = () => run(path('scripts/quantine'), ['--version']);
const command = () => run(process.execPath, [path('dist/cli/main.js'), '--version']);

console.log(line('nothing to set up', await sideBySide(rounds, script, command), 'scripts/quantine', 'main.js'));
