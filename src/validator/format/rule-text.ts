import type { Channel } from '../../core/report.js';
import type { RuleMeta } from '../rule.js';

/** A rule as a list of rules shows it. */
export interface DescribedRule extends Omit<RuleMeta, 'channel'> {
  readonly channel: Channel;
  /** The page about it, below the root of the package. */
  readonly page: string;
}

export function describedRule(meta: RuleMeta): DescribedRule {
  const { id, points, channel = 'security', ...texts } = meta;
  return { id, points, channel, ...texts, page: `docs/rules/${id}.md` };
}

/** Those with the most points for a finding first; among equals, as they are given. */
export function gravestFirst(metas: readonly RuleMeta[]): readonly RuleMeta[] {
  return metas.toSorted((one, other) => other.points - one.points);
}

/** `+30`, and which score it goes to where that is not the usual one. */
export function pointsText({ points, channel }: Pick<RuleMeta, 'points' | 'channel'>): string {
  return channel === 'robustness' ? `+${points} (robustness)` : `+${points}`;
}

/** The sections of a rule's page, under the fixed headings. */
export function ruleSections(meta: RuleMeta): readonly (readonly [heading: string, markdown: string])[] {
  return [
    ['What', meta.what],
    ['Why', meta.why],
    ['Example', pythonBlock(meta.example)],
    ['Accepted', pythonBlock(meta.accepted)],
    ['Safer way', meta.saferWay],
    ['Points', pointsSentence(meta)],
  ];
}

/** What a rule says of itself, as Markdown. Headings are of the second level. */
export function ruleMarkdown(meta: RuleMeta): string {
  return ruleSections(meta)
    .map(([heading, markdown]) => `## ${heading}\n\n${markdown}\n`)
    .join('\n');
}

function pointsSentence({ points, channel }: RuleMeta): string {
  const each = `${points} ${points === 1 ? 'point' : 'points'}`;
  const where = channel === 'robustness' ? ', in the channel of robustness' : '';
  return `${each} for a finding${where}, once for each name, unless the finding says otherwise.`;
}

/** The fence is longer than any in the text, so that the text cannot end it. */
function pythonBlock(source: string): string {
  const longest = Math.max(2, ...[...source.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}python\n${source.endsWith('\n') ? source : `${source}\n`}${fence}`;
}
