import type { RuleMeta } from '../rule.js';
import { describedRule, ruleMarkdown } from './rule-text.js';

const COMMAND = 'npm run docs';

/** The page about one rule. */
export function rulePage(meta: RuleMeta): string {
  return `${madeBy()}# ${meta.id}\n\n${ruleMarkdown(meta)}`;
}

/** The page that lists them. */
export function rulesIndexPage(metas: readonly RuleMeta[]): string {
  const rows = metas.map((meta) => {
    const { id, points, channel, what } = describedRule(meta);
    return `| [\`${id}\`](${id}.md) | ${points} | ${channel} | ${what.replaceAll('|', '\\|')} |`;
  });
  return [
    `${madeBy()}# Rules`,
    '',
    'What the validator looks for, the gravest first. A finding adds its points once for each name; a strategy is refused from',
    '30 on, unless the policy says otherwise. `quantine explain RULE` shows these pages on a terminal.',
    '',
    '| rule | points | channel | what |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function madeBy(): string {
  return `<!-- Made from src/validator/rules by \`${COMMAND}\`: change the rule, not this page. -->\n\n`;
}
