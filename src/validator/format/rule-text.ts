import type { RuleMeta } from '../rule.js';

/** `+30`, and which score it goes to where that is not the usual one. */
export function pointsText({ points, channel }: Pick<RuleMeta, 'points' | 'channel'>): string {
  return channel === 'robustness' ? `+${points} (robustness)` : `+${points}`;
}

/** What a rule says of itself, as Markdown, under the fixed headings. Headings are of the second level. */
export function ruleMarkdown(meta: RuleMeta): string {
  const sections = [
    ['What', meta.what],
    ['Why', meta.why],
    ['Example', pythonBlock(meta.example)],
    ['Accepted', pythonBlock(meta.accepted)],
    ['Safer way', meta.saferWay],
    ['Points', pointsSentence(meta)],
  ];
  return sections.map(([heading, text]) => `## ${heading}\n\n${text}\n`).join('\n');
}

function pointsSentence({ points, channel }: RuleMeta): string {
  const of = channel === 'robustness' ? ', in the channel of robustness' : '';
  return `${pointsInWords(points)} for a finding${of}, once for each name, unless the finding says otherwise.`;
}

function pointsInWords(points: number): string {
  return points === 1 ? '1 point' : `${points} points`;
}

/** The fence is longer than any in the text, so that the text cannot end it. */
function pythonBlock(source: string): string {
  const longest = Math.max(2, ...[...source.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}python\n${source.endsWith('\n') ? source : `${source}\n`}${fence}`;
}
