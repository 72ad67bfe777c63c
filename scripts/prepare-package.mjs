// What npm runs in a checkout after it installed the packages, and before it packs or publishes: makes dist/.
// Installing a git address with --global, as pre-commit does, npm hands --global on to the installation that should bring
// the packages to build with, and so leaves them out (https://github.com/npm/cli/issues/8440): they are installed here.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const isOfOuterInstallation = (name) => /^npm_config_(?:global|location)$/i.test(name);
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOfOuterInstallation(name)));

const npm = (...args) => {
  // As a script, where npm says which it is: on Windows the command itself is a batch file.
  const [program, ...first] = env.npm_execpath === undefined ? ['npm'] : [process.execPath, env.npm_execpath];
  execFileSync(program, [...first, ...args], { cwd: ROOT, env, stdio: ['ignore', 2, 2] });
};

if (!existsSync(join(ROOT, 'node_modules/.bin/tsc'))) {
  npm('ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund');
}
npm('run', 'build');
