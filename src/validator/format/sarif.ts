import type { Artifact, Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';
import { printableLine } from '../../core/printable.js';
import type { PathReport } from './json.js';
import { indentedJson } from './json.js';
import { type SarifFile, sarifFile } from './sarif-place.js';
import { sarifResults } from './sarif-results.js';
import { sarifRules } from './sarif-rules.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * The reports as one SARIF 2.1.0 log with one run.
 * @param version of this package
 * @param root the folder that paths are written relative to, absolute
 */
export function formatReportsSarif(version: string, reports: readonly PathReport[], root: string): string {
  const rules = sarifRules();
  const files = reports.map(({ path, report }, index) => ({ report, file: sarifFile(path, root, index) }));
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      runOf(
        version,
        rules,
        files.flatMap(({ report, file }) => sarifResults(report, file, rules)),
        files.map(artifactOf),
      ),
    ],
  };
  return indentedJson(log);
}

/** Why a check came to no report: a word for programs, and a sentence for people. */
export interface CheckFailure {
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
}

/** A check that failed, as a SARIF 2.1.0 log whose one run says so, and holds nothing else. */
export function formatFailureSarif(version: string, { code, message, exitCode }: CheckFailure): string {
  const notification: Notification = {
    descriptor: { id: code },
    level: 'error',
    message: { text: printableLine(message).replaceAll(/[{}]/g, '$&$&') },
  };
  const run = runOf(version, sarifRules(), [], []);
  const invocation = { executionSuccessful: false, exitCode, toolExecutionNotifications: [notification] };
  return indentedJson({ $schema: SCHEMA, version: '2.1.0', runs: [{ ...run, invocations: [invocation] }] });
}

function runOf(version: string, rules: ReportingDescriptor[], results: Result[], artifacts: Artifact[]): Run {
  return {
    tool: { driver: { name: 'quantine', version, semanticVersion: version, rules } },
    invocations: [{ executionSuccessful: true }],
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder in which quantine was started.' } } },
    columnKind: 'utf16CodeUnits',
    artifacts,
    results,
  };
}

function artifactOf({ report, file }: { readonly report: PathReport['report']; readonly file: SarifFile }): Artifact {
  const { sha256, isValid, riskScore, riskLevel, policy } = report;
  return {
    location: file.artifact,
    length: report.counts.bytes,
    sourceLanguage: 'python',
    ...(sha256 !== '' && { hashes: { 'sha-256': sha256 } }),
    properties: { isValid, riskScore, riskLevel, policySha256: policy.sha256 },
  };
}
