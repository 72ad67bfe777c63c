import { packageVersion } from '../../config/version.js';
import { printableLine } from '../../core/printable.js';
import { whyNotApproved } from '../../review/decide.js';
import { formatReportsJson } from '../../validator/format/json.js';
import { formatReportText } from '../../validator/format/text.js';
import { textWidthFor } from '../../validator/format/text-width.js';
import type { CliIo } from '../context.js';
import { shownFrom } from './decision.js';
import { ReviewDesk, type Reviewed } from './desk.js';
import type { ListFlags } from './list.js';

/** Shows the report on one strategy, what was decided, and what a reviewer can do. */
export async function showReview(path: string, flags: ListFlags, io: CliIo): Promise<void> {
  const reviewed = await new ReviewDesk(flags).look({ path });
  const { decidedReport, report, approvalsPath } = reviewed;
  if (flags.json) return io.out(`${formatReportsJson(packageVersion(), [{ path, report: decidedReport }])}\n`);
  io.out(`${formatReportText(path, decidedReport, io.colours, await textWidthFor(decidedReport))}\n\n`);
  io.out(`sha256: ${report.sha256}\npolicy: ${report.policy.sha256}\nkept in: ${shownFrom(approvalsPath)}\n`);
  io.out(`${printableLine(nextStep(reviewed))}\n`);
}

function nextStep({ path, report, state }: Reviewed): string {
  const command = (verb: string) =>
    `quantine review ${verb} ${path} --sha256 ${report.sha256.slice(0, 12)} --reason "..."`;
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
