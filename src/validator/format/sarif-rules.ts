import type { ReportingDescriptor } from 'sarif';
import { FIXED } from '../../config/limits.js';
import { RULES } from '../registry.js';
import type { RuleMeta } from '../rule.js';
import { levelOf } from './level.js';
import { pointsText, ruleMarkdown } from './rule-text.js';

/** What is told of a source although no rule found it. */
export const UNREADABLE_SOURCE = 'unreadable-source';
export const REFUSED_BY_PERSON = 'refused-by-person';
export const WILL_NOT_RUN = 'will-not-run';
export const PARDON_NOT_HEARD = 'pardon-not-heard';

/** Every rule, then what no rule finds, with all that a viewer shows of it. */
export function sarifRules(): ReportingDescriptor[] {
  return [...RULES.map(({ meta }) => ruleOf(meta)), ...TOLD_BY_NO_RULE];
}

function ruleOf(meta: RuleMeta): ReportingDescriptor {
  const { id, points, channel = 'security', what, why, saferWay } = meta;
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: what },
    fullDescription: { text: why },
    help: { text: `${what} ${why} Safer: ${saferWay}`, markdown: ruleMarkdown(meta) },
    defaultConfiguration: { level: levelOf(points) },
    properties: {
      tags: [channel],
      points: pointsText(meta),
      ...(channel === 'security' && { 'security-severity': severityOf(points) }),
    },
  };
}

const unreadableSource: ReportingDescriptor = {
  id: UNREADABLE_SOURCE,
  name: nameOf(UNREADABLE_SOURCE),
  shortDescription: { text: 'A source that cannot be read whole.' },
  fullDescription: { text: 'What cannot be read cannot be judged, so it has no score and is always refused.' },
  help: { text: 'Save the file as UTF-8, and mend what the message names until Python 3 itself would read it.' },
  defaultConfiguration: { level: 'error' },
  properties: { tags: ['security'], 'security-severity': severityOf(FIXED.defaultMaxRiskScore) },
};

const refusedByPerson: ReportingDescriptor = {
  id: REFUSED_BY_PERSON,
  name: nameOf(REFUSED_BY_PERSON),
  shortDescription: { text: 'A source that somebody has read and refused.' },
  fullDescription: { text: 'A refusal is about the very bytes, and counts whatever they score.' },
  help: { text: 'Talk to whoever refused it; `quantine review approve` takes a refusal back.' },
  defaultConfiguration: { level: 'error' },
  properties: { tags: ['security'], 'security-severity': severityOf(FIXED.defaultMaxRiskScore) },
};

const willNotRun: ReportingDescriptor = {
  id: WILL_NOT_RUN,
  name: nameOf(WILL_NOT_RUN),
  shortDescription: {
    text: 'A name, argument or value that the packages of the image do not have, or a strategy that has nothing to be called.',
  },
  fullDescription: {
    text: 'The run would end there with an exception, or what is said there changes nothing, or the run gives nothing back. It adds no points.',
  },
  help: { text: 'Write what the message says, or run with an image whose packages still have it.' },
  defaultConfiguration: { level: 'note' },
  properties: { tags: ['compatibility'] },
};

const pardonNotHeard: ReportingDescriptor = {
  id: PARDON_NOT_HEARD,
  name: nameOf(PARDON_NOT_HEARD),
  shortDescription: { text: 'A comment that asks for a pardon and was not heard.' },
  fullDescription: { text: 'Whoever wrote it may believe that the finding is settled. It adds no points.' },
  help: { text: 'Take the comment out, or write it as the message says.' },
  defaultConfiguration: { level: 'note' },
  properties: { tags: ['security'] },
};

export const TOLD_BY_NO_RULE: readonly ReportingDescriptor[] = [
  unreadableSource,
  refusedByPerson,
  willNotRun,
  pardonNotHeard,
];

/** `dangerous-call` as `DangerousCall`, as SARIF's names are written. */
function nameOf(id: string): string {
  return id.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** On the scale of GitHub, which is CVSS's: from 7.0 on it is high. */
function severityOf(points: number): string {
  return Math.min(10, points * 0.27).toFixed(1);
}
