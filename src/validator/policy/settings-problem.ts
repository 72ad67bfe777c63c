import { DEFAULT_IMAGE, IMAGE_NAMES } from '../../config/image-names.js';
import { FIXED } from '../../config/limits.js';
import { FILE_KEYS, type PolicySettings } from '../../config/policy-settings.js';
import { isPlainObject } from '../../core/given-options.js';
import { didYouMean } from '../../core/nearest-word.js';
import { RULES } from '../registry.js';

const HIGHEST_POINTS = 100;
const MODULE = /^[\p{ID_Start}_]\p{ID_Continue}*(?:\.[\p{ID_Start}_]\p{ID_Continue}*)*$/u;

/** What is wrong with a setting: the sentence goes on after the setting's name. */
export interface SettingsProblem {
  readonly setting: string;
  readonly what: string;
  /** The value, or the entry of it, that is wrong. */
  readonly word: string;
}

/** The first thing wrong with settings, which may come from JavaScript that nobody compiled. */
export function settingsProblem(settings: PolicySettings): SettingsProblem | undefined {
  return (
    unknownSetting(settings) ??
    kindProblem(settings) ??
    maximumProblem(settings) ??
    rulesProblem(settings) ??
    pointsProblem(settings) ??
    namesProblem(settings)
  );
}

function unknownSetting(settings: PolicySettings): SettingsProblem | undefined {
  const known = Object.keys(KINDS);
  const unknown = Object.keys(settings).find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  return { setting: unknown, what: `is no setting of a policy${settingMeant(unknown, known)}`, word: unknown };
}

/** Whoever knows the keys of the file writes those. */
function settingMeant(unknown: string, known: readonly string[]): string {
  const ofFile = Object.entries(FILE_KEYS).find(([, key]) => key === unknown);
  return ofFile === undefined ? didYouMean(unknown, known) : `: outside of a file it is ${ofFile[0]}`;
}

const isText = (value: unknown) => typeof value === 'string';
// A list may have holes, which `every` passes over.
const isList = (value: unknown) => Array.isArray(value) && Array.from(value).every(isText);

const KINDS: Readonly<Record<keyof PolicySettings, readonly [is: (value: unknown) => boolean, takes: string]>> = {
  maxRiskScore: [(value) => typeof value === 'number', 'a number'],
  policy: [(value) => value === 'standard' || value === 'strict', '"standard" or "strict"'],
  allowModules: [isList, 'a list of names'],
  points: [isPlainObject, 'points by rule'],
  off: [isList, 'a list of rules'],
  image: [isText, 'the name of an image'],
  allowInline: [(value) => typeof value === 'boolean', 'true or false'],
  path: [isText, 'a path'],
};

function kindProblem(settings: PolicySettings): SettingsProblem | undefined {
  for (const [setting, [is, takes]] of Object.entries(KINDS)) {
    const value: unknown = settings[setting as keyof PolicySettings];
    if (value !== undefined && !is(value)) return { setting, what: `takes ${takes}`, word: String(value) };
  }
  return undefined;
}

function maximumProblem({ maxRiskScore = FIXED.defaultMaxRiskScore }: PolicySettings): SettingsProblem | undefined {
  if (Number.isFinite(maxRiskScore) && maxRiskScore >= 1 && maxRiskScore <= FIXED.highestMaxRiskScore) return undefined;
  const what = `takes a number from 1 to ${FIXED.highestMaxRiskScore}, not ${maxRiskScore}`;
  return { setting: 'maxRiskScore', what, word: String(maxRiskScore) };
}

function rulesProblem({ off = [], points = {} }: PolicySettings): SettingsProblem | undefined {
  const known = RULES.map(({ meta }) => meta.id);
  const unknown = (rules: readonly string[], setting: 'off' | 'points') =>
    rules
      .filter((rule) => !known.includes(rule))
      .map((rule) => ({
        setting,
        what: `knows no rule ${JSON.stringify(rule)}${didYouMean(rule, known)}`,
        word: rule,
      }));
  return unknown(off, 'off')[0] ?? unknown(Object.keys(points), 'points')[0];
}

function pointsProblem({ points = {} }: PolicySettings): SettingsProblem | undefined {
  const wrong = Object.entries(points).find(([, given]) => !isWithin(given));
  if (wrong === undefined) return undefined;
  const [rule, given] = wrong;
  return {
    setting: 'points',
    what: `gives ${rule} ${given}: it takes a whole number from 0 to ${HIGHEST_POINTS}`,
    word: rule,
  };
}

/** Fractions would let many small findings use up what is counted of a source, and stay below every maximum. */
function isWithin(points: number): boolean {
  return Number.isInteger(points) && points >= 0 && points <= HIGHEST_POINTS;
}

function namesProblem({ allowModules = [], image = DEFAULT_IMAGE }: PolicySettings): SettingsProblem | undefined {
  const module = allowModules.find((name) => !MODULE.test(name));
  if (module !== undefined) {
    const what = `takes names such as "requests", which stand for all below them, not ${JSON.stringify(module)}`;
    return { setting: 'allowModules', what, word: module };
  }
  if (IMAGE_NAMES.some((name) => name === image)) return undefined;
  const what = `knows no image ${JSON.stringify(image)}: choose one of ${IMAGE_NAMES.join(', ')}`;
  return { setting: 'image', what, word: image };
}
