import { QuantineError } from '../../core/errors.js';

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

/**
 * Looks at a policy as a caller from JavaScript hands it over: settings, and a copy with another maximum, are none.
 * @throws QuantineError BAD_REQUEST where it is not one that `definePolicy` made
 */
export function refuseOddPolicy(policy: unknown): void {
  const { allowedModules, points, off } = Object(policy) as Partial<Policy>;
  const isWhole = allowedModules instanceof Set && points instanceof Map && off instanceof Set;
  if (isWhole && Object.isFrozen(policy)) return;
  throw new QuantineError('BAD_REQUEST', 'the policy must be that of a CodeValidator', {
    nextStep: 'Settings belong to its constructor: new CodeValidator({ maxRiskScore: 20 }).',
  });
}

/** Whether the user allows a module, or one that it lies in. */
export function isAllowed({ allowedModules }: Policy, name: string): boolean {
  if (allowedModules.size === 0) return false;
  for (const allowed of allowedModules) if (name === allowed || name.startsWith(`${allowed}.`)) return true;
  return false;
}
