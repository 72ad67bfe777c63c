import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.js';
import { loadSettings } from '../../src/config/load.js';
import { type SecondEngine, startSecondEngine } from '../helpers/second-engine.js';
import { fakeIo } from '../unit/cli/fake-io.js';
import { shell } from './cli-command.js';

const io = fakeIo();
const program = buildProgram({ settings: loadSettings({}), io, setExitCode: () => {} });

/** The commands that a help shows as its examples, as they would be typed. */
function examplesOf(command: Command): readonly string[] {
  io.written.out = '';
  command.outputHelp();
  const [, examples = ''] = io.written.out.split(/\nExamples?:\n/);
  const own = [...examples.matchAll(/^ {2}(.*\bquantine .*)$/gm)].map(([, line]) => line!);
  return [...own, ...command.commands.flatMap(examplesOf)];
}

const examples = [...new Set(examplesOf(program))];

// The risky ones are among those that this reads.
const refusesSomething = (line: string) => line.includes('check examples ');

// A run, a build or a question leaves the user's engine as it was. What throws things away has an engine of its own.
const throwsAway = (line: string) => line.includes(' prune');

// What writes a file does so beside a copy of the examples.
const writesFile = (line: string) => / review (?:approve|refuse) | --sarif /.test(line);

describe('the examples of every --help', () => {
  let second: SecondEngine;
  let desk: string;
  beforeAll(async () => {
    second = await startSecondEngine();
    desk = await mkdtemp(join(tmpdir(), 'quantine-'));
    await cp('examples', join(desk, 'examples'), { recursive: true });
  });
  afterAll(async () => {
    await second[Symbol.asyncDispose]();
    await rm(desk, { recursive: true });
  });

  it('are some for each of the commands', () => {
    const commands = [
      'check',
      'run',
      'review list',
      'review approve',
      'image build',
      'image inspect',
      'data list',
      'data prune',
      'doctor',
      'setup',
    ];
    expect(commands.filter((command) => !examples.some((line) => line.includes(`quantine ${command}`)))).toEqual([]);
  });

  it.each(examples)('%s', async (line) => {
    const env = { QUANTINE_NO_INSTALL: '1', ...(throwsAway(line) && { DOCKER_HOST: second.host }) };
    const { exitCode, stdout, stderr } = await shell(writesFile(line) ? `cd '${desk}' && ${line}` : line, env);
    expect(stderr).not.toContain('error[');
    expect(exitCode).toBe(refusesSomething(line) ? 1 : 0);
    expect(stdout).not.toBe('');
  });
});
