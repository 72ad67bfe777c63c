export type RiskLevel = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** A place in the source. Lines and columns count from 1; columns count UTF-16 units; `end` is exclusive. */
export interface SourceRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The source line on which a range begins. */
export interface Excerpt {
  /** The line without its indentation, cut to a readable length around the place that is meant. */
  readonly snippet: string;
  /** Where in it the range begins, from 1, in UTF-16 units. */
  readonly snippetColumn: number;
}

/** What a finding is about: reach beyond the sandbox's gifts, or a program that may not end or fit. */
export type Channel = 'security' | 'robustness';

/** One of the places that together make a finding graver than each alone. */
export interface ViolationPart extends SourceRange {
  readonly qualifiedName: string;
  /** What it does there, such as `decodes text`. */
  readonly does: string;
}

/** One finding of one rule about one qualified name, at its first place in the source. */
export interface Violation extends SourceRange, Excerpt {
  /** Kebab-case id of the rule, which is also the name of its file. */
  readonly rule: string;
  readonly channel: Channel;
  /** What is wrong, in plain words. */
  readonly message: string;
  /** What this finding adds to the score. Zero for the second and later mentions of the same name. */
  readonly points: number;
  /** What the rule itself gives, where the policy says otherwise. */
  readonly pointsOfRule?: number;
  /** The dotted name the code resolves to, such as `os.system`. */
  readonly qualifiedName: string;
  /** Why it matters. */
  readonly why: string;
  /** What to write instead. */
  readonly saferWay: string;
  /**
   * The names by which the thing was reached, the first as the source brings it in: `['random', 'random._os',
   * 'os.system']`. Absent where the source says the name itself.
   */
  readonly via?: readonly string[];
  /** What was found together, where that is what is wrong: decode plus execute. */
  readonly parts?: readonly ViolationPart[];
}

/** A finding that was taken out of the score, by whom and why. Always reported. */
export interface PardonedViolation extends Violation {
  readonly pardon: Pardon;
}

export interface Pardon {
  /** A comment in the source (`--allow-inline`), or the policy of the user. */
  readonly by: 'comment' | 'policy';
  readonly reason: string;
}

/** A comment that asks for a pardon and was not heard. */
export interface IgnoredPardon {
  readonly line: number;
  readonly column: number;
  readonly cause: 'not-allowed' | 'malformed' | 'no-reason' | 'unknown-rule' | 'unused';
  /** Why it was not, in plain words. */
  readonly message: string;
}

/** A name, argument or value that the packages of the image do not have: the run would fail there. Adds no points. */
export interface CompatibilityNote extends SourceRange, Excerpt {
  /** What is missing, such as `numpy.NaN`. */
  readonly qualifiedName: string;
  /** What is wrong and what to write instead, in plain words. */
  readonly message: string;
  /** How many places more of the source it is about; absent where there is this one. */
  readonly furtherPlaces?: number;
  /** Where the source runs, and what it says there changes nothing; absent where the run ends there. */
  readonly hasNoEffect?: true;
  /** Where the source runs and gives nothing back: it has no entry point. */
  readonly givesNothing?: true;
}

/** What a source is able to do beyond computing, whether or not it is accused of it. */
export const CAPABILITIES = {
  'reads-files': 'reads files',
  'writes-files': 'writes files',
  'deletes-files': 'deletes or moves files',
  'uses-network': 'uses the network',
  'uses-database': 'uses a database',
  'starts-processes': 'starts processes or threads',
  'signals-processes': 'signals or ends processes',
  'runs-text-as-code': 'runs text as code',
  'reads-pickles': 'reads pickles',
  'imports-by-name': 'imports modules by name',
  'walks-objects': 'walks from object to object',
  'reads-environment': 'reads the environment',
  'steers-interpreter': 'steers the interpreter',
  'calls-native-code': 'calls native code',
  'decodes-text': 'decodes text or bytes',
  'watches-user': 'reads the screen, the keyboard or the clipboard',
} as const;

export type CapabilityName = keyof typeof CAPABILITIES;

export interface Capability {
  readonly name: CapabilityName;
  /** The dotted names that give it, in the order of the source. */
  readonly by: readonly string[];
  /** The line of the first. */
  readonly line: number;
}

/** Why a source could not be read at all. Such a source has no score and is always refused. */
export interface UnreadableSource extends Partial<Excerpt> {
  readonly code: 'SOURCE_UNREADABLE';
  /** Which check refused it: `syntax`, `encoding`, `nul`, `too-large`, `too-deep`, `too-slow`, ... */
  readonly reason: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** What the validator says of one source. `sha256` names the exact bytes that were judged. */
export interface Report {
  /** Parses, and scores below the maximum or was approved. */
  readonly isValid: boolean;
  /** Sum of points; null where the source could not be read. */
  readonly riskScore: number | null;
  readonly riskLevel: RiskLevel | null;
  /** The score at which a source is refused. */
  readonly maxRiskScore: number;
  /** What each channel adds to the score. */
  readonly scores: Readonly<Record<Channel, number>>;
  readonly violations: readonly Violation[];
  /** Findings that a comment or the policy took out of the score. */
  readonly pardoned: readonly PardonedViolation[];
  /** Comments of the source that ask for a pardon and were not heard. */
  readonly ignoredPardons: readonly IgnoredPardon[];
  /** Where the source would fail in the image that it was judged for. No points. */
  readonly compatibility: readonly CompatibilityNote[];
  readonly capabilities: readonly Capability[];
  /** Modules that the source imports, by their dotted names, sorted. */
  readonly imports: readonly string[];
  /** What it was judged by: the SHA-256 of the rules and the user's settings together. */
  readonly policy: PolicyIdentity;
  /** Present where a person approved these very bytes under this very policy. */
  readonly approval?: Approval;
  /** Present where a person refused these very bytes, whatever they score. */
  readonly refusedBy?: Approval;
  /** Present when the source could not be read. */
  readonly unreadable?: UnreadableSource;
  /** `Risk score 35 exceeds maximum 30`, or why the source could not be read; absent when it passes. */
  readonly refusal?: string;
  readonly sha256: string;
  readonly counts: ReportCounts;
}

export interface PolicyIdentity {
  readonly sha256: string;
  /** The file it was read from; absent for the policy that is built in. */
  readonly path?: string;
}

/** A person's word on one source. */
export interface Approval {
  readonly by: string;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface ReportCounts {
  readonly bytes: number;
  readonly lines: number;
  readonly violations: number;
  /** Violations by rule id. */
  readonly byRule: Readonly<Record<string, number>>;
}
