import { printableLine } from '../../core/printable.js';
import type { Report } from '../../core/report.js';
import type { Decision } from '../../review/approvals.js';
import { whyNotApproved } from '../../review/decide.js';
import { whyStale } from '../../review/state.js';
import type { Judge } from '../judge.js';
import type { JudgeFlags } from '../judge-options.js';
import { shellPath } from '../render/shell-word.js';
import { judgeWords } from './judge-words.js';
import { pathFrom } from './path-from.js';

/**
 * What people can do about a refusal: the approval that counts no more, where there was one, and the command by which
 * somebody can look and decide. None for what passes, what came on standard input, and what a person refused.
 */
export async function afterRefusal(
  path: string,
  report: Report,
  judge: Judge,
  flags: JudgeFlags,
): Promise<readonly string[]> {
  if (report.isValid || report.refusedBy !== undefined || path === '-') return [];
  const approval = await lastApproval(path, report, judge);
  const command = ['quantine review show', shellPath(path), ...judgeWords(flags)].join(' ');
  const lines = [
    ...(approval === undefined ? [] : [lapsed(approval, report)]),
    ...(whyNotApproved(report) === undefined ? [`to approve it: ${command}`] : []),
  ];
  return lines.map(printableLine);
}

async function lastApproval(path: string, report: Report, judge: Judge): Promise<Decision | undefined> {
  const approvals = await judge.approvalsFor(path);
  if (approvals.entries.length === 0) return undefined;
  const known = [
    ...approvals.about(report.sha256),
    ...approvals.at(pathFrom(await judge.approvalsPathFor(path), path)),
  ];
  const byAge = known
    .filter(({ decision }) => decision === 'approved')
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  return byAge.at(-1);
}

function lapsed(approval: Decision, report: Report): string {
  const { sha256, by, at } = approval;
  const why = sha256 === report.sha256 ? whyStale(approval, report) : 'its bytes have changed since';
  return `approved by ${by} on ${at.slice(0, 10)}, and no more: ${why ?? 'it can no longer be approved'}`;
}
