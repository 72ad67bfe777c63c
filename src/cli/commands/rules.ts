import { type Command, Option } from 'commander';
import { packageVersion } from '../../config/version.js';
import type { CliContext, CliIo } from '../context.js';
import { columns } from '../render/columns.js';

interface RulesFlags {
  readonly format: 'text' | 'json';
}

export function registerRules(program: Command, context: CliContext): void {
  program
    .command('rules')
    .summary('list what strategies are judged by')
    .description(
      'Lists every rule, the gravest first: its name, its points, the channel they go to, and what it finds.',
    )
    .addOption(new Option('--format <format>', 'how to tell it').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExamples:\n  quantine rules\n  quantine rules --format json')
    .action((flags: RulesFlags) => listRules(flags, context.io));
}

async function listRules({ format }: RulesFlags, io: CliIo): Promise<void> {
  const { RULES } = await import('../../validator/registry.js');
  const { describedRule, gravestFirst } = await import('../../validator/format/rule-text.js');
  const rules = gravestFirst(RULES.map(({ meta }) => meta)).map(describedRule);
  if (format === 'json') {
    io.out(`${JSON.stringify({ version: packageVersion(), rules }, null, 2)}\n`);
    return;
  }
  const rows = rules.map(({ id, points, channel, what }) => [id, `+${points}`, channel, what]);
  io.out(`${columns(rows).join('\n')}\n\nquantine explain RULE says why, and what to write instead.\n`);
}
