/** What a user may decide about judging. `quantine.toml` says the same in kebab case, but for the last two. */
export interface PolicySettings {
  /** The score from which on a source is refused: 1 to 90, 30 by default. */
  readonly maxRiskScore?: number;
  /** `strict`: a blacklisted module has its points however harmless its use. */
  readonly policy?: 'standard' | 'strict';
  /** Modules, with everything below them, that are no finding. */
  readonly allowModules?: readonly string[];
  /** Points of one finding by rule id, 0 to 100, in place of the rule's own. */
  readonly points?: Readonly<Record<string, number>>;
  /** Rules whose findings are pardoned: reported, and not in the score. */
  readonly off?: readonly string[];
  /** The image whose packages a source is written for: `python313` (default) or `python311`. */
  readonly image?: string;
  /**
   * Whether `# quantine: allow <rule> -- reason` pardons a finding. No file can say so, only a caller: a folder of
   * foreign code would pardon itself.
   */
  readonly allowInline?: boolean;
  /** The file that the settings come from, for the report. */
  readonly path?: string;
}

/** The keys of a policy file, by the setting that each one is. */
export const FILE_KEYS = {
  maxRiskScore: 'max-risk',
  policy: 'policy',
  allowModules: 'allow-modules',
  points: 'points',
  off: 'off',
  image: 'image',
} as const satisfies Partial<Record<keyof PolicySettings, string>>;
