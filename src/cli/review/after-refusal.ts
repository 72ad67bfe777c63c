import { printableLine } from '../../core/printable.js';
import type { Report } from '../../core/report.js';
import { whyNotApproved } from '../../review/decide.js';
import { willFail } from '../../validator/format/note-words.js';
import type { Judge } from '../judge.js';
import { type JudgeFlags, leavesApprovalsAside } from '../judge-options.js';
import { shellPath } from '../render/shell-word.js';
import { judgeWords } from './judge-words.js';
import { lapsedApproval } from './lapsed-approval.js';

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
  const lapsed = await lapsedApproval(path, report, judge, flags);
  const lines = [
    ...(lapsed === undefined ? [] : [lapsed]),
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
