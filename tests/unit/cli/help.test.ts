import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { buildProgram } from '../../../src/cli/program.js';
import { FIXED } from '../../../src/config/limits.js';
import { loadSettings } from '../../../src/config/load.js';
import { fakeIo } from './fake-io.js';

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}

const io = fakeIo();
const program = buildProgram({ settings: loadSettings({}), io, setExitCode: () => {} });
const commands = everyCommand(program).map((command) => [nameOf(command), command] as const);

/** The commands in the README's table, where `quantine data list\|prune` is two. */
function commandsOfReadme(): readonly string[] {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| `(quantine [^`]+)` \|/gm)].map(([, command]) => command!);
  return rows.flatMap((row) => {
    const words = row.split(' ').filter((word) => /^[a-z]/.test(word));
    const last = words.pop()!.split('\\|');
    return last.map((one) => [...words, one].join(' '));
  });
}

test('the commands are those of the README', () => {
  const thatDoSomething = commands.filter(([, command]) => command.commands.length === 0).map(([name]) => name);
  expect(thatDoSomething.sort()).toEqual(commandsOfReadme().toSorted());
});

test.each(commands)('%s has help with an example of itself', (name, command) => {
  io.written.out = '';
  command.outputHelp();
  const [, examples = ''] = io.written.out.split(/\nExamples?:\n/);
  expect(examples).toContain(name);
});

test.each(['check', 'run'])('the help of %s names the bounds that hold for --max-risk', (name) => {
  io.written.out = '';
  program.commands.find((command) => command.name() === name)!.outputHelp();
  expect(io.written.out.replace(/\s+/g, ' ')).toContain(
    `1 to ${FIXED.highestMaxRiskScore} (default ${FIXED.defaultMaxRiskScore})`,
  );
});
