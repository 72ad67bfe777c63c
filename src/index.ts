/** The SDK's front door. */
export { FIXED, LIMITS } from './config/limits.js';
export type { PolicySettings } from './config/policy-settings.js';
export type { ErrorCode, Fault } from './core/errors.js';
export { ERROR_CATALOGUE, QuantineError } from './core/errors.js';
export type {
  Artifact,
  CompletedOutcome,
  ExecutedOutcome,
  ExecutionOutcome,
  FailedOutcome,
  OutcomeCode,
  RejectedOutcome,
  ResourceUsage,
  SkippedArtifact,
  StrategyError,
  TerminatedOutcome,
  TerminationReason,
  TracebackFrame,
} from './core/outcome.js';
export { OUTCOME_CODES } from './core/outcome.js';
export type {
  Approval,
  Capability,
  CapabilityName,
  Channel,
  CompatibilityNote,
  Excerpt,
  IgnoredPardon,
  Pardon,
  PardonedViolation,
  PolicyIdentity,
  Report,
  ReportCounts,
  RiskLevel,
  SourceRange,
  UnreadableSource,
  Violation,
  ViolationPart,
} from './core/report.js';
export { CAPABILITIES } from './core/report.js';
export type { DatasetIdentity, EngineIdentity, ImageIdentity, Limits, RunCard, Waiver } from './core/run-card.js';
export type { WireOutcome, WireResourceUsage } from './core/wire.js';
export { toWire } from './core/wire.js';
export type { DataFile } from './engine/data-file.js';
export { executeCodeInSandbox, SandboxExecutor } from './executor.js';
export type { ExecuteOptions, ExecutorOptions } from './executor-options.js';
export { Approvals } from './review/approvals.js';
export { loadApprovals } from './review/approvals-file.js';
export type { Decision } from './review/decision.js';
export type { OutputChunk } from './runner/run-strategy.js';
export { loadPolicy } from './validator/policy/policies.js';
export type { ValidatorOptions } from './validator/validate.js';
export { CodeValidator } from './validator/validate.js';
