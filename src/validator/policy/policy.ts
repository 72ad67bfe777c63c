/** What one source is judged by: settings with their defaults, checked and frozen. */
export interface Policy {
  readonly maxRiskScore: number;
  readonly isStrict: boolean;
  readonly allowedModules: ReadonlySet<string>;
  readonly points: ReadonlyMap<string, number>;
  readonly off: ReadonlySet<string>;
  readonly image: string;
  readonly allowInline: boolean;
  /** Names the settings and the rules of this version of Quantine together. Where the settings came from is not in it. */
  readonly sha256: string;
  readonly path: string | undefined;
}

/** Whether the user allows a module, or one that it lies in. */
export function isAllowed({ allowedModules }: Policy, name: string): boolean {
  if (allowedModules.size === 0) return false;
  for (const allowed of allowedModules) if (name === allowed || name.startsWith(`${allowed}.`)) return true;
  return false;
}
