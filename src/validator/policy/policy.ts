import { createHash } from 'node:crypto';
import { FIXED } from '../../config/limits.js';
import { packageVersion } from '../../config/version.js';
import { QuantineError } from '../../core/errors.js';

/** What a user may decide about judging, as `quantine.toml` says it. */
export interface PolicySettings {
  /** The score from which on a source is refused: 1 to 90, 30 by default. */
  readonly maxRiskScore?: number;
  /** `strict`: a blacklisted module has its points however harmless its use. */
  readonly policy?: 'standard' | 'strict';
  /** Modules, with everything below them, that are no finding. */
  readonly allowModules?: readonly string[];
  /** Points of one finding by rule id, 0 to 100, in place of the rule's own. */
  readonly points?: Readonly<Record<string, number>>;
  /** Rules that are not asked. */
  readonly off?: readonly string[];
  /** The image whose packages a source is written for: `python313` (default) or `python311`. */
  readonly image?: string;
}

/** What one source is judged by: settings with their defaults, checked and frozen. */
export interface Policy {
  readonly maxRiskScore: number;
  readonly isStrict: boolean;
  readonly allowedModules: ReadonlySet<string>;
  readonly points: ReadonlyMap<string, number>;
  readonly off: ReadonlySet<string>;
  readonly image: string;
  /** Names the settings and the rules of this version of Quantine together. */
  readonly sha256: string;
  readonly path: string | undefined;
}

const DEFAULT_IMAGE = 'python313';

/**
 * The policy that some settings make.
 * @param path the file that the settings come from, for the report
 * @throws QuantineError BAD_REQUEST where the maximum is out of its bounds
 */
export function definePolicy(settings: PolicySettings = {}, path?: string): Policy {
  const maxRiskScore = checkMaxRiskScore(settings.maxRiskScore ?? FIXED.defaultMaxRiskScore);
  const isStrict = settings.policy === 'strict';
  const allowed = [...(settings.allowModules ?? [])].toSorted();
  const off = [...(settings.off ?? [])].toSorted();
  const points = Object.entries(settings.points ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const image = settings.image ?? DEFAULT_IMAGE;
  const canonical = JSON.stringify({ version: packageVersion(), maxRiskScore, isStrict, allowed, off, points, image });
  return Object.freeze({
    maxRiskScore,
    isStrict,
    allowedModules: new Set(allowed),
    points: new Map(points),
    off: new Set(off),
    image,
    sha256: createHash('sha256').update(canonical).digest('hex'),
    path,
  });
}

function checkMaxRiskScore(score: number): number {
  if (Number.isFinite(score) && score >= 1 && score <= FIXED.highestMaxRiskScore) return score;
  throw new QuantineError(
    'BAD_REQUEST',
    `maxRiskScore takes a number from 1 to ${FIXED.highestMaxRiskScore}, not ${score}`,
    { details: { option: 'maxRiskScore' } },
  );
}

/** Whether the user allows a module, or one that it lies in. */
export function isAllowed({ allowedModules }: Policy, name: string): boolean {
  if (allowedModules.size === 0) return false;
  for (const allowed of allowedModules) if (name === allowed || name.startsWith(`${allowed}.`)) return true;
  return false;
}
