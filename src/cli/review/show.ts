import { packageVersion } from '../../config/version.js';
import { printableLine } from '../../core/printable.js';
import { whyNotApproved } from '../../review/decide.js';
import { formatReportsJson } from '../../validator/format/json.js';
import { formatReportText } from '../../validator/format/text.js';
import { textWidthFor } from '../../validator/format/text-width.js';
import type { CliIo } from '../context.js';
import { Judge } from '../judge.js';
import type { JudgeFlags } from '../judge-options.js';
import { shellPath } from '../render/shell-word.js';
import { shownFrom } from './decision.js';
import { ReviewDesk, type Reviewed } from './desk.js';
import { judgeWords } from './judge-words.js';
import { lapsedApproval } from './lapsed-approval.js';
import type { ListFlags } from './list.js';

/** Shows the report on one strategy, what was decided, and what a reviewer can do. */
export async function showReview(path: string, flags: ListFlags, io: CliIo): Promise<void> {
  const reviewed = await new ReviewDesk(flags, true).lookAtFile(path);
  const { decidedReport, report, approvalsPath } = reviewed;
  if (flags.json) return io.out(`${formatReportsJson(packageVersion(), [{ path, report: decidedReport }])}\n`);
  io.out(`${formatReportText(path, decidedReport, io.colours, await textWidthFor(decidedReport))}\n\n`);
  io.out(
    `sha256: ${report.sha256 || 'none, because it cannot be opened'}\npolicy: ${report.policy.sha256}\nkept in: ${shownFrom(approvalsPath)}\n`,
  );
  const isUndecided = reviewed.state === 'pending' || reviewed.state === 'unapprovable';
  const lapsed = isUndecided ? await lapsedApproval(path, report, new Judge(flags, true), flags) : undefined;
  if (lapsed !== undefined) io.out(`${printableLine(lapsed)}\n`);
  io.out(`${printableLine(nextStep(reviewed, flags))}\n`);
}

function nextStep({ path, report, state }: Reviewed, flags: JudgeFlags): string {
  const words = [shellPath(path), '--sha256', report.sha256.slice(0, 12), ...judgeWords(flags), '--reason "..."'];
  const command = (verb: string) => ['quantine review', verb, ...words].join(' ');
  switch (state) {
    case 'pending':
      return `pending: ${command('approve')}`;
    case 'refused':
    case 'approved':
      return `${state}: ${command(state === 'refused' ? 'approve' : 'refuse')} takes it back`;
    case 'passes':
    case 'unapprovable':
      return whyNotApproved(report) ?? '';
  }
}
