import { createHash } from 'node:crypto';
import { DEFAULT_IMAGE } from '../../config/image-names.js';
import { FIXED } from '../../config/limits.js';
import type { PolicySettings } from '../../config/policy-settings.js';
import { packageVersion } from '../../config/version.js';
import { QuantineError } from '../../core/errors.js';
import type { Policy } from './policy.js';
import { settingsProblem } from './settings-problem.js';

/**
 * The policy that some settings make.
 * @throws QuantineError BAD_REQUEST where one is out of its bounds, or names a rule or an image that is not there
 */
export function definePolicy(settings: PolicySettings = {}): Policy {
  const problem = settingsProblem(settings);
  if (problem !== undefined) {
    throw new QuantineError('BAD_REQUEST', `${problem.setting} ${problem.what}`, {
      nextStep: 'Correct the setting of the policy that the message names.',
      details: { option: problem.setting },
    });
  }
  const maxRiskScore = settings.maxRiskScore ?? FIXED.defaultMaxRiskScore;
  const isStrict = settings.policy === 'strict';
  const allowed = withoutThoseBelowOthers(settings.allowModules ?? []);
  const off = [...new Set(settings.off)].toSorted();
  const points = Object.entries(settings.points ?? {}).filter(([rule]) => !off.includes(rule));
  points.sort(([one], [other]) => (one < other ? -1 : 1));
  const image = settings.image ?? DEFAULT_IMAGE;
  const allowInline = settings.allowInline ?? false;
  const judging = { maxRiskScore, isStrict, allowed, off, points, image, allowInline };
  const canonical = JSON.stringify({ version: packageVersion(), ...judging });
  return Object.freeze({
    maxRiskScore,
    isStrict,
    allowedModules: unchangeable(new Set(allowed)),
    points: unchangeable(new Map(points)),
    off: unchangeable(new Set(off)),
    image,
    allowInline,
    sha256: createHash('sha256').update(canonical).digest('hex'),
    path: settings.path,
  });
}

const CHANGES = ['add', 'set', 'delete', 'clear'];

/** A set or a map is not frozen by freezing it. With another content a policy would judge under the hash of the first. */
function unchangeable<T extends ReadonlySet<string> | ReadonlyMap<string, number>>(collection: T): T {
  const refuse = () => {
    throw new QuantineError('BAD_REQUEST', 'a policy does not change: make another from other settings');
  };
  for (const name of CHANGES) Object.defineProperty(collection, name, { value: refuse });
  return Object.freeze(collection);
}

/** `os.path` says nothing beside `os`: two ways to say the same have the same hash. */
function withoutThoseBelowOthers(modules: readonly string[]): readonly string[] {
  const all = new Set(modules);
  return [...all].filter((name) => !packagesAbove(name).some((above) => all.has(above))).toSorted();
}

/** `a` and `a.b` of `a.b.c`. */
function packagesAbove(name: string): readonly string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}
