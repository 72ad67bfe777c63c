import { IMAGE_NAMES } from '../../config/image-names.js';
import { dayOf } from '../../core/day-of.js';
import type { Report } from '../../core/report.js';
import type { Decision } from '../../review/decision.js';
import { whyStale } from '../../review/state.js';
import { Judge } from '../judge.js';
import type { JudgeFlags } from '../judge-options.js';
import { pathFrom } from './path-from.js';

/** Who approved a strategy that is refused all the same, and why that counts no more; undefined where nobody did. */
export async function lapsedApproval(
  path: string,
  report: Report,
  judge: Judge,
  flags: JudgeFlags,
): Promise<string | undefined> {
  const approval = await lastApproval(path, report, judge);
  return approval === undefined ? undefined : await sentenceOn(approval, path, report, flags);
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

async function sentenceOn(approval: Decision, path: string, report: Report, flags: JudgeFlags): Promise<string> {
  const { sha256, by, at, reason } = approval;
  const stale = sha256 === report.sha256 ? whyStale(approval, report) : 'its bytes have changed since';
  const image = await imageApproved(approval, path, report, flags);
  const why = image === undefined ? stale : `it was approved for the image ${image}`;
  return `approved by ${by} on ${dayOf(at)} (${reason}), which counts no longer: ${why ?? 'it can no longer be approved'}`;
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
