import { userInfo } from 'node:os';
import { relative } from 'node:path';
import { dayOf } from '../../core/day-of.js';
import { QuantineError } from '../../core/errors.js';
import { printableLine } from '../../core/printable.js';
import type { Approvals } from '../../review/approvals.js';
import { changeApprovals } from '../../review/approvals-file.js';
import { whyNotApproved } from '../../review/decide.js';
import { type Decision, LONGEST_WORDS } from '../../review/decision.js';
import { leaveOnSignal } from '../cancel-on-signal.js';
import { type CliContext, EXIT, type ExitCode } from '../context.js';
import type { JudgeFlags } from '../judge-options.js';
import { ReviewDesk, type Reviewed } from './desk.js';
import { pathFrom } from './path-from.js';

export interface DecideFlags extends JudgeFlags {
  readonly reason: string;
  readonly by?: string;
  /** The beginning of the SHA-256 of what was reviewed. */
  readonly sha256?: string;
}

/**
 * Writes down that somebody approves or refuses a strategy, by the bytes that it has at this moment.
 * @throws QuantineError BAD_REQUEST where it is not known who or why, or the bytes are not those that were reviewed
 */
export async function decideOn(
  path: string,
  decision: Decision['decision'],
  flags: DecideFlags,
  { io, settings }: CliContext,
): Promise<ExitCode> {
  const by = words(flags.by ?? settings.userName ?? accountName(), '--by');
  const reason = words(flags.reason, '--reason');
  const reviewed = await new ReviewDesk(flags, true).lookAtFile(path);
  const { report, state, approvalsPath } = reviewed;
  refuseOtherBytes(reviewed, flags.sha256);
  const why = decision === 'approved' ? whyNotApprovable(reviewed) : whyNotRefusable(reviewed);
  if (why !== undefined) return notWritten(path, why, state === 'passes', io);
  const { sha256, riskScore, riskLevel, policy } = report;
  // Whoever waits for the lock would find it for ever.
  using _ = leaveOnSignal(io, 'cancelled: nothing is written down');
  const decided: Decision = {
    sha256,
    policySha256: policy.sha256,
    path: pathFrom(approvalsPath, path),
    riskScore,
    riskLevel,
    decision,
    by,
    reason,
    at: new Date().toISOString(),
  };
  let replaced: readonly Decision[] = [];
  const decide = (before: Approvals) => {
    replaced = before.replacedBy(decided);
    return before.with(decided);
  };
  await changeApprovals(approvalsPath, decide, shownFrom(approvalsPath));
  const { bold, green, red } = io.colours;
  const verb = decision === 'approved' ? green('approved') : red('refused');
  io.out(`${verb} ${bold(printableLine(path))} by ${printableLine(by)}: ${printableLine(reason)}\n`);
  io.out(`  sha256 ${sha256}, policy ${policy.sha256.slice(0, 12)}, in ${shownFrom(approvalsPath)}\n`);
  for (const other of replaced) io.out(`  in place of: ${decisionWords(other)}\n`);
  return EXIT.ok;
}

/** What somebody else decided must not go without a word. */
function decisionWords({ decision, by, at, reason }: Decision): string {
  return printableLine(`${decision} by ${by} on ${dayOf(at)}: ${reason}`);
}

/** To approve what passes by its score takes a refusal back, if there is one to take back. */
function whyNotApprovable({ report, state }: Reviewed): string | undefined {
  return state === 'refused' && report.isValid ? undefined : whyNotApproved(report);
}

function whyNotRefusable({ report }: Reviewed): string | undefined {
  return report.sha256 === '' ? 'what cannot be opened has no bytes that could be refused' : undefined;
}

function notWritten(path: string, why: string, passes: boolean, io: CliContext['io']): ExitCode {
  const sentence = `${printableLine(path)}: ${why}\n`;
  if (passes) io.out(sentence);
  else io.err(`nothing is written down: ${sentence}`);
  return passes ? EXIT.ok : EXIT.refused;
}

function refuseOtherBytes({ path, report }: Reviewed, reviewedHash: string | undefined): void {
  if (reviewedHash === undefined || report.sha256.startsWith(reviewedHash.toLowerCase())) return;
  const message = `${path} is not what was reviewed: its SHA-256 is ${report.sha256}, not ${reviewedHash}`;
  throw new QuantineError('BAD_REQUEST', message, { nextStep: 'Look at it again with `quantine review show`.' });
}

// Services and containers have an account, but no name for it in their environment.
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    throw new QuantineError('BAD_REQUEST', 'nobody is known to decide: say who does with --by NAME');
  }
}

function words(text: string, flag: string): string {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= LONGEST_WORDS && !/\p{Cc}/u.test(trimmed)) return trimmed;
  throw new QuantineError('BAD_REQUEST', `${flag} takes words on one line, at most ${LONGEST_WORDS} characters`);
}

/** As a person would type it from here. */
export function shownFrom(path: string): string {
  return printableLine(relative(process.cwd(), path) || path);
}
