import type { Command } from 'commander';
import type { StoredDataset } from '../../engine/dataset.js';
import type { CliContext, CliIo } from '../context.js';
import { findEngine } from '../find-engine.js';
import { columns } from '../render/columns.js';
import { oneLine } from '../render/guest-text.js';
import { counted, formatBytes } from '../render/quantities.js';

interface DataFlags {
  readonly json?: boolean;
}

export function registerData(program: Command, context: CliContext): void {
  const data = program
    .command('data')
    .summary('list or remove the data files that the engine keeps')
    .description('Lists or removes the data files that the engine keeps, each under its SHA-256.')
    .addHelpText('after', '\nExample:\n  quantine data list');
  data
    .command('list')
    .description('Lists every data file that the engine keeps, the newest first.')
    .option('--json', 'as one JSON document')
    .addHelpText('after', '\nExamples:\n  quantine data list\n  quantine data list --json')
    .action((flags: DataFlags) => list(flags, context));
  data
    .command('prune')
    .description('Removes every data file that no run is using. The next run that needs one brings it again.')
    .option('--json', 'as one JSON document')
    .addHelpText('after', '\nExample:\n  quantine data prune')
    .action((flags: DataFlags) => prune(flags, context));
}

async function list(flags: DataFlags, context: CliContext): Promise<void> {
  const engine = await findEngine(context);
  const { listDatasets } = await import('../../engine/dataset.js');
  const datasets = await listDatasets(engine);
  if (flags.json) return writeJson(context.io, { datasets });
  if (datasets.length === 0) return context.io.out('the engine keeps no data files\n');
  writeRows(context.io, datasets);
  context.io.out(`\n${counted(datasets.length, 'data file')}, ${totalOf(datasets)}\n`);
}

async function prune(flags: DataFlags, context: CliContext): Promise<void> {
  const engine = await findEngine(context);
  const { pruneDatasets } = await import('../../engine/dataset.js');
  const removed = await pruneDatasets(engine);
  if (flags.json) return writeJson(context.io, { removed });
  writeRows(context.io, removed);
  context.io.out(`removed ${counted(removed.length, 'data file')}, ${totalOf(removed)}\n`);
}

function writeRows(io: CliIo, datasets: readonly StoredDataset[]): void {
  const rows = datasets.map(({ sha256, fileName = '-', bytes, createdAt }) => [
    sha256,
    oneLine(fileName),
    formatBytes(bytes),
    createdAt,
  ]);
  for (const line of columns(rows)) io.out(`${line}\n`);
}

function totalOf(datasets: readonly StoredDataset[]): string {
  return formatBytes(datasets.reduce((sum, { bytes }) => sum + bytes, 0));
}

function writeJson(io: CliIo, document: unknown): void {
  io.out(`${JSON.stringify(document, null, 2)}\n`);
}
