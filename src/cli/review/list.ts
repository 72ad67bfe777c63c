import { packageVersion } from '../../config/version.js';
import { dayOf } from '../../core/day-of.js';
import { printableLine } from '../../core/printable.js';
import type { Decision } from '../../review/decision.js';
import type { ReviewState, StaleDecision } from '../../review/state.js';
import type { CliIo } from '../context.js';
import type { JudgeFlags } from '../judge-options.js';
import { columns } from '../render/columns.js';
import { counted } from '../render/quantities.js';
import { ReviewDesk, type Reviewed, staleDecisions } from './desk.js';

export interface ListFlags extends JudgeFlags {
  readonly json?: boolean;
}

const WORDS = {
  pending: 'pending',
  approved: 'approved',
  refused: 'refused',
  unapprovable: 'cannot be approved',
  passes: 'pass',
} as const satisfies Record<ReviewState, string>;

/** Lists what waits for somebody's decision, what was decided, and what of that counts no more. */
export async function listReviews(paths: readonly string[], flags: ListFlags, io: CliIo): Promise<void> {
  const desk = new ReviewDesk(flags);
  const reviewed: Reviewed[] = [];
  for (const file of await desk.filesOf(paths)) reviewed.push(await desk.look(file));
  const stale = staleDecisions(reviewed, paths);
  if (flags.json) io.out(`${JSON.stringify(documentOf(reviewed, stale), null, 2)}\n`);
  else writeText(reviewed, stale, io);
}

function documentOf(reviewed: readonly Reviewed[], stale: readonly StaleDecision[]): object {
  const files = reviewed.map(({ path, state, report, decidedReport: { approval, refusedBy } }) => ({
    path,
    state,
    riskScore: report.riskScore,
    riskLevel: report.riskLevel,
    maxRiskScore: report.maxRiskScore,
    sha256: report.sha256,
    policy: report.policy,
    ...(approval !== undefined && { approval }),
    ...(refusedBy !== undefined && { refusedBy }),
  }));
  return { version: packageVersion(), files, stale: stale.map(({ decision, why }) => ({ ...decision, why })) };
}

function writeText(reviewed: readonly Reviewed[], stale: readonly StaleDecision[], io: CliIo): void {
  const rows = [
    ...reviewed.filter(({ state }) => state !== 'passes').map(rowOf),
    ...stale.map(({ decision, why }) => [decision.path, '-', 'stale', `${sentence(decision)}; ${why}`]),
  ];
  for (const line of columns(rows.map((row) => row.map(printableLine)))) io.out(`${line}\n`);
  const states = Object.keys(WORDS) as ReviewState[];
  const counts = states.map((state) => `${reviewed.filter((one) => one.state === state).length} ${WORDS[state]}`);
  const outdated = stale.length === 0 ? '' : `; ${counted(stale.length, 'decision')} stale`;
  io.out(`${rows.length === 0 ? '' : '\n'}${counted(reviewed.length, 'file')}: ${counts.join(', ')}${outdated}\n`);
}

function rowOf({ path, state, report, decidedReport: { approval, refusedBy } }: Reviewed): readonly string[] {
  const { riskLevel, riskScore, maxRiskScore } = report;
  const risk = riskLevel === null ? 'UNREADABLE' : `${riskLevel} ${riskScore}/${maxRiskScore}`;
  const said = approval ?? refusedBy;
  return [path, risk, WORDS[state], said === undefined ? '' : `by ${said.by} on ${dayOf(said.at)}: ${said.reason}`];
}

function sentence({ decision, by, at, reason }: Decision): string {
  return `${decision} by ${by} on ${dayOf(at)}: ${reason}`;
}
