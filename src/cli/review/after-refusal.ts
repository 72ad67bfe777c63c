import { IMAGE_NAMES } from '../../config/image-names.js';
import { printableLine } from '../../core/printable.js';
import type { Report } from '../../core/report.js';
import type { Decision } from '../../review/approvals.js';
import { whyNotApproved } from '../../review/decide.js';
import { whyStale } from '../../review/state.js';
import { willFail } from '../../validator/format/note-words.js';
import { Judge } from '../judge.js';
import { type JudgeFlags, leavesApprovalsAside } from '../judge-options.js';
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
  const lines = [
    ...(approval === undefined ? [] : [await lapsed(approval, path, report, flags)]),
    ...(whyNotApproved(report) === undefined ? [wayToApprove(path, report, flags)] : []),
  ];
  return lines.map(printableLine);
}

function wayToApprove(path: string, report: Report, flags: JudgeFlags): string {
  if (leavesApprovalsAside(flags)) {
    return '--isolated leaves approvals aside: to approve it, check without it, or name their file with --approvals';
  }
  const command = ['quantine review show', shellPath(path), ...judgeWords(flags)].join(' ');
  return `to approve it${willFail(report) ? ', though it will not run as it is' : ''}: ${command}`;
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

async function lapsed(approval: Decision, path: string, report: Report, flags: JudgeFlags): Promise<string> {
  const { sha256, by, at } = approval;
  const why = sha256 === report.sha256 ? whyStale(approval, report) : 'its bytes have changed since';
  const image = await imageApproved(approval, path, report, flags);
  const reason = image === undefined ? why : `it was approved for the image ${image}`;
  return `approved by ${by} on ${at.slice(0, 10)}, which counts no longer: ${reason ?? 'it can no longer be approved'}`;
}

/** The image by which alone the policy of an approval differs; undefined where more does, or nothing. */
async function imageApproved(
  { sha256, policySha256 }: Decision,
  path: string,
  report: Report,
  flags: JudgeFlags,
): Promise<string | undefined> {
  if (sha256 !== report.sha256 || policySha256 === report.policy.sha256) return undefined;
  for (const image of IMAGE_NAMES) {
    const policy = await new Judge({ ...flags, image }).policyFor(path);
    if (policy.sha256 === policySha256) return image;
  }
  return undefined;
}
