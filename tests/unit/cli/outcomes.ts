import type { CompletedOutcome, FailedOutcome, RejectedOutcome, TerminatedOutcome } from '../../../src/core/outcome.js';
import type { Report } from '../../../src/core/report.js';

const SHA = 'a'.repeat(64);
const IMAGE = { id: `sha256:${'b'.repeat(64)}`, reference: 'quantine/python313:0123456789ab' };
const LIMITS = {
  timeoutSeconds: 300,
  cpus: 2,
  memoryMiB: 4096,
  pids: 64,
  tmpMiB: 64,
  outputMiB: 64,
  stdoutMiB: 8,
  stderrMiB: 8,
  valueMiB: 8,
};

export const REPORT: Report = {
  isValid: true,
  riskScore: 0,
  riskLevel: 'LOW',
  maxRiskScore: 30,
  scores: { security: 0, robustness: 0 },
  violations: [],
  pardoned: [],
  ignoredPardons: [],
  compatibility: [],
  capabilities: [],
  imports: [],
  policy: { sha256: SHA },
  sha256: SHA,
  counts: { bytes: 9, lines: 1, violations: 0, byRule: {} },
};

const SHARED = {
  executionId: 'run-1',
  stdout: 'hello\n',
  stderr: 'careful\n',
  truncated: { stdout: false, stderr: false },
  artifacts: [],
  skippedArtifacts: [],
  resourceUsage: { wallSeconds: 2, cpuSeconds: 1, peakMemoryBytes: 104_857_600, stdoutBytes: 6, stderrBytes: 8 },
  outOfMemoryKills: 0,
  sourceSha256: SHA,
  image: IMAGE,
  limits: LIMITS,
  waived: [],
  report: REPORT,
  runCard: {
    schemaVersion: 1,
    executionId: 'run-1',
    quantineVersion: '0.1.0',
    startedAt: '2026-01-02T03:04:05.000Z',
    source: { sha256: SHA, bytes: 9 },
    validation: { riskScore: 0, maxRiskScore: 30, policySha256: 'ab'.repeat(32) },
    data: [],
    params: {},
    limits: LIMITS,
    image: IMAGE,
    engine: { name: 'Docker', version: '20.10', apiVersion: '1.41', cgroupVersion: '1', architecture: 'amd64' },
    seccompSha256: SHA,
    waived: [],
  },
} as const;

export function completed(change: Partial<CompletedOutcome> = {}): CompletedOutcome {
  const nothing = { value: null, hasValue: false, nonFinitePaths: [] };
  return { status: 'completed', success: true, exitCode: 0, ...nothing, ...SHARED, ...change };
}

export function failed(change: Partial<FailedOutcome> = {}): FailedOutcome {
  const error = { type: 'ValueError', message: 'no bars', line: 3, traceback: [], causes: [] };
  return { status: 'failed', success: false, code: 'EXECUTION_ERROR', exitCode: 1, error, ...SHARED, ...change };
}

export function terminated(change: Partial<TerminatedOutcome> = {}): TerminatedOutcome {
  return {
    status: 'terminated',
    success: false,
    reason: 'wall_clock',
    code: 'EXECUTION_TIMEOUT',
    message: 'ended after 300 s',
    exitCode: null,
    ...SHARED,
    ...change,
  };
}

export function rejected(change: Partial<RejectedOutcome> = {}): RejectedOutcome {
  return {
    status: 'rejected',
    success: false,
    executionId: 'run-1',
    message: 'Risk score 60 exceeds maximum 30',
    sourceSha256: SHA,
    report: { ...REPORT, isValid: false, riskScore: 60, riskLevel: 'MEDIUM' },
    ...change,
  };
}
