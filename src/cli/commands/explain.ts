import type { Command } from 'commander';
import { packageFile } from '../../config/version.js';
import { QuantineError } from '../../core/errors.js';
import { didYouMean } from '../../core/nearest-word.js';
import type { WordOfReports } from '../../validator/format/words-of-reports.js';
import type { Rule, RuleMeta } from '../../validator/rule.js';
import type { CliContext, CliIo } from '../context.js';
import { shortened } from '../render/guest-text.js';

export function registerExplain(program: Command, context: CliContext): void {
  program
    .command('explain')
    .summary('say what a rule is about')
    .description('Says of one rule what it finds, why that matters, and what to write instead.')
    .argument('<rule>', 'the name of a rule, or another word, as a report has it: will-not-run, markdown')
    .addHelpText('after', '\nExample:\n  quantine explain dangerous-call')
    .action((id: string) => explain(id, context.io));
}

/** @throws QuantineError BAD_REQUEST where there is no such rule */
async function explain(id: string, io: CliIo): Promise<void> {
  const { RULES } = await import('../../validator/registry.js');
  const { describedRule } = await import('../../validator/format/rule-text.js');
  const { bold, dim, yellow } = io.colours;
  const rule = RULES.find(({ meta }) => meta.id === id);
  if (rule === undefined) {
    const { word, sections } = (await otherWord(id)) ?? (await refuseUnknown(id, RULES));
    return io.out(`${[bold(word), ...sections.map((section) => told(section, bold))].join('\n\n')}\n`);
  }
  const { meta } = rule;
  const { points, channel, page } = describedRule(meta);
  const blocks = [
    `${bold(meta.id)}  ${yellow(`+${points}`)}  ${channel}`,
    ...sectionsOf(meta).map((section) => told(section, bold)),
    dim(`page: ${packageFile(page)}`),
  ];
  io.out(`${blocks.join('\n\n')}\n`);
}

function told([heading, text]: readonly [string, string], bold: (text: string) => string): string {
  return `${bold(heading)}\n${text.trimEnd().replace(/^(?=.)/gm, '  ')}`;
}

/** A report has reasons and notes of its own beside rules. */
async function otherWord(id: string): Promise<WordOfReports | undefined> {
  const { wordOfReports } = await import('../../validator/format/words-of-reports.js');
  return wordOfReports(id);
}

function sectionsOf({ what, why, example, accepted, saferWay }: RuleMeta): readonly (readonly [string, string])[] {
  return [
    ['What', what],
    ['Why', why],
    ['Example', example],
    ['Accepted', accepted],
    ['Safer way', saferWay],
  ];
}

/** A report has names of modules, builtins and attributes beside those of rules: they lead to the rule. */
async function refuseUnknown(id: string, rules: readonly Rule[]): Promise<never> {
  const { ruleOfName } = await import('../../validator/policy/rule-of-name.js');
  const rule = ruleOfName(id);
  const ids = rules.map(({ meta }) => meta.id);
  const told = rule === undefined ? didYouMean(id, ids) : `: ${id} is judged by ${rule}`;
  throw new QuantineError('BAD_REQUEST', `there is no rule ${shortened(JSON.stringify(id))}${told}`, {
    nextStep: rule === undefined ? 'quantine rules lists them all.' : `quantine explain ${rule} says what it is about.`,
  });
}
