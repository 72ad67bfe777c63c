import { describe, expect, test } from 'vitest';
import type { PolicySettings } from '../../../../src/config/policy-settings.js';
import { definePolicy } from '../../../../src/validator/policy/define-policy.js';

const hashOf = (settings: PolicySettings) => definePolicy(settings).sha256;

test('of 80,000 allowed modules those below others say nothing', () => {
  const roots = Array.from({ length: 40_000 }, (_, index) => `m${index}`);
  const { allowedModules } = definePolicy({ allowModules: [...roots, ...roots.map((name) => `${name}.below.it`)] });
  expect(allowedModules.size).toBe(40_000);
  expect(definePolicy({ allowModules: ['a.b', 'ab', 'a.b.c.d'] }).allowedModules).toEqual(new Set(['a.b', 'ab']));
});

test('a policy keeps what its hash stands for, and can be handed to another thread', () => {
  const policy = definePolicy({ off: ['file-io'], points: { reflection: 1 }, allowModules: ['requests'] });
  const { off, points, allowedModules } = policy;
  const changes = [
    () => (off as Set<string>).add('reflection'),
    () => (off as Set<string>).delete('file-io'),
    () => (points as Map<string, number>).set('reflection', 0),
    () => (points as Map<string, number>).clear(),
    () => (allowedModules as Set<string>).add('os'),
  ];
  for (const change of changes) expect(change).toThrow('a policy does not change');
  const handedOver = structuredClone(policy);
  expect(handedOver).toEqual({
    ...policy,
    off: new Set(['file-io']),
    points: new Map([['reflection', 1]]),
    allowedModules: new Set(['requests']),
  });
});

describe('the hash of a policy', () => {
  test.each<[string, PolicySettings, PolicySettings]>([
    ['what is said by default', {}, { maxRiskScore: 30, policy: 'standard', allowModules: [], image: 'python313' }],
    ['the order of lists', { off: ['file-io', 'reflection'] }, { off: ['reflection', 'file-io', 'file-io'] }],
    ['the order of points', { points: { reflection: 1, 'file-io': 2 } }, { points: { 'file-io': 2, reflection: 1 } }],
    ['a module below an allowed one', { allowModules: ['requests'] }, { allowModules: ['requests.auth', 'requests'] }],
    ['points of a rule that is off', { off: ['file-io'] }, { off: ['file-io'], points: { 'file-io': 2 } }],
    ['where it lies', {}, { path: 'research/quantine.toml' }],
  ])('does not change with %s', (_, one, other) => {
    expect(hashOf(other)).toBe(hashOf(one));
  });

  test.each<[string, PolicySettings]>([
    ['the maximum', { maxRiskScore: 31 }],
    ['strictness', { policy: 'strict' }],
    ['an allowed module', { allowModules: ['requests'] }],
    ['points', { points: { 'file-io': 29 } }],
    ['a rule that is off', { off: ['file-io'] }],
    ['the image', { image: 'python311' }],
    ['whether comments pardon', { allowInline: true }],
  ])('changes with %s', (_, settings) => {
    expect(hashOf(settings)).not.toBe(hashOf({}));
  });
});

test.each<[string, object, string]>([
  ['a maximum past its bounds', { maxRiskScore: 91 }, 'maxRiskScore takes a number from 1 to 90, not 91'],
  ['a maximum that is no number', { maxRiskScore: Number.NaN }, 'maxRiskScore takes a number'],
  ['a rule that is not there', { off: ['file-oi'] }, 'off knows no rule "file-oi": did you mean file-io?'],
  ['points of one', { points: { evil: 3 } }, 'points knows no rule "evil"'],
  [
    'points past their bounds',
    { points: { 'file-io': -1 } },
    'points gives file-io -1: it takes a whole number from 0 to 100',
  ],
  ['points that are no whole number', { points: { 'file-io': 0.01 } }, 'it takes a whole number from 0 to 100'],
  ['a module that is a pattern', { allowModules: ['requests.*'] }, 'allowModules takes names such as "requests"'],
  ['an image that is not there', { image: 'python27' }, 'image knows no image "python27"'],
  ['a list that is text', { off: 'file-io' }, 'off takes a list of rules'],
  ['points that are a list', { points: ['file-io'] }, 'points takes points by rule'],
  ['another strictness', { policy: 'Strict' }, 'policy takes "standard" or "strict"'],
  ['yes for true', { allowInline: 'yes' }, 'allowInline takes true or false'],
  ['a setting that is not there', { maxRisk: 3 }, 'maxRisk is no setting of a policy: did you mean maxRiskScore?'],
  ['a key of the file', { 'max-risk': 3 }, 'max-risk is no setting of a policy: outside of a file it is maxRiskScore'],
])('%s is a bad request', (_, settings, message) => {
  expect(() => definePolicy(settings)).toThrow(message);
});
