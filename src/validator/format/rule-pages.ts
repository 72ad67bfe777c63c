import { FIXED } from '../../config/limits.js';
import { HARMLESS_POINTS } from '../policy/blacklist.js';
import type { RuleMeta } from '../rule.js';
import { harmlessParts, harmlessUnused, MODULE_RULE, policyOfRule } from './rule-tables.js';
import { describedRule, gravestFirst, ruleMarkdown } from './rule-text.js';

const COMMAND = 'npm run docs';
const WAYS_OUT = '## Where you disagree';
const DISAGREEING = `\nIf it is wrong about your code: [what you can do](README.md#where-you-disagree).\n`;

/** The page about one rule, with the table that it judges by where it has one. */
export function rulePage(meta: RuleMeta): string {
  return `${madeBy()}# ${meta.id}\n\n${ruleMarkdown(meta)}${policySection(meta.id)}${harmlessSection(meta.id)}${DISAGREEING}`;
}

function policySection(id: string): string {
  const rows = [...policyOfRule(id)].map(([reason, names]) => `| ${reason} | ${listed(names)} |`);
  if (rows.length === 0) return '';
  const explained = 'A `*` stands for what follows in the name, and one after a dot for everything below.';
  return ['', '## Policy', '', explained, '', '| reason | names |', '|---|---|', ...rows, ''].join('\n');
}

// What a module costs of which only harmless parts are used, or nothing, is the one thing that its table does not say.
function harmlessSection(id: string): string {
  if (id !== MODULE_RULE) return '';
  const rows = harmlessParts().map(([module, parts]) => `| \`${module}\` | ${listed(parts)} |`);
  return [
    '',
    `## What costs ${HARMLESS_POINTS} points`,
    '',
    'A module of which a source uses nothing but harmless parts. `f()` stands for a call with a literal, `f[]` for a literal entry.',
    '',
    '| module | harmless parts |',
    '|---|---|',
    ...rows,
    '',
    'And these where nothing of them is used: honest strategies leave such imports behind.',
    '',
    `${listed(harmlessUnused())}.`,
    '',
    'All others cost their 30 points by the import alone. What starts processes or threads, reads pickles, calls native code or',
    'imports by name is not left behind by honest strategies, and code that wants not to be seen reaches it in ways that',
    'look like no use. What trades or fetches prices has no other use, and some modules act as they are imported',
    '(`antigravity` opens a browser). With `policy = "strict"` every module of the table counts in full.',
    '',
  ].join('\n');
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** The page that lists them. */
export function rulesIndexPage(metas: readonly RuleMeta[]): string {
  const rows = gravestFirst(metas).map((meta) => {
    const { id, points, channel, what } = describedRule(meta);
    return `| [\`${id}\`](${id}.md) | ${points} | ${channel} | ${what.replaceAll('|', '\\|')} |`;
  });
  return [
    `${madeBy()}# Rules`,
    '',
    'What the validator looks for, the gravest first. A finding adds its points once for each name; a strategy is refused from',
    `${FIXED.defaultMaxRiskScore} on, unless the policy says otherwise. \`quantine explain RULE\` shows these pages on a terminal.`,
    '',
    '| rule | points | channel | what |',
    '|---|---|---|---|',
    ...rows,
    '',
    WAYS_OUT,
    '',
    'A `quantine.toml` decides for all of your strategies: `off = ["RULE"]` counts nothing of a rule, `[points]` says what one finding',
    'costs, and `allow-modules = ["MODULE"]` names modules that you trust. For one line there is the comment',
    '`# quantine: allow RULE -- reason`, heard only with `--allow-inline`; for the bytes of one file that you have read,',
    '`quantine review show FILE`.',
    '',
  ].join('\n');
}

function madeBy(): string {
  return `<!-- Made from src/validator/rules by \`${COMMAND}\`: change the rule, not this page. -->\n\n`;
}
