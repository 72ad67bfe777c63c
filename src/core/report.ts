export type RiskLevel = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** A place in the source. Lines and columns count from 1; columns count UTF-16 units; `end` is exclusive. */
export interface SourceRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One finding of one rule about one qualified name, at its first place in the source. */
export interface Violation extends SourceRange {
  /** Kebab-case id of the rule, which is also the name of its file. */
  readonly rule: string;
  /** What is wrong, in plain words. */
  readonly message: string;
  /** What this finding adds to the score. Zero for the second and later mentions of the same name. */
  readonly points: number;
  /** The source line, cut to a readable length. */
  readonly snippet: string;
  /** The dotted name the code resolves to, such as `os.system`. */
  readonly qualifiedName: string;
  /** What to write instead. */
  readonly saferWay: string;
}

/** Why a source could not be read at all. Such a source has no score and is always refused. */
export interface UnreadableSource {
  readonly code: 'SOURCE_UNREADABLE';
  /** Which check refused it: `syntax`, `encoding`, `nul`, `too-large`, `too-deep`, `too-slow`, ... */
  readonly reason: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** What the validator says of one source. `sha256` names the exact bytes that were judged. */
export interface Report {
  /** Parses, and scores below the maximum. */
  readonly isValid: boolean;
  /** Sum of points; null where the source could not be read. */
  readonly riskScore: number | null;
  readonly riskLevel: RiskLevel | null;
  /** The score at which a source is refused. */
  readonly maxRiskScore: number;
  readonly violations: readonly Violation[];
  /** Present when the source could not be read. */
  readonly unreadable?: UnreadableSource;
  /** `Risk score 35 exceeds maximum 30`, or why the source could not be read; absent when it passes. */
  readonly refusal?: string;
  readonly sha256: string;
  readonly counts: ReportCounts;
}

export interface ReportCounts {
  readonly bytes: number;
  readonly lines: number;
  readonly violations: number;
  /** Violations by rule id. */
  readonly byRule: Readonly<Record<string, number>>;
}
