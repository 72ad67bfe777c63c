import { expect, test } from 'vitest';
import { didYouMean, nearestWord } from '../../../src/core/nearest-word.js';

const KEYS = ['max-risk', 'policy', 'allow-modules', 'off', 'points'];

test.each([
  ['max-rsik', 'max-risk'],
  ['Policy', 'policy'],
  ['allow-module', 'allow-modules'],
  ['of', 'off'],
  ['allow', 'allow-modules'],
])('%s is near to %s', (word, meant) => {
  expect(nearestWord(word, KEYS)).toBe(meant);
});

test('a word that is like none of them is near to none', () => {
  expect(nearestWord('threshold', KEYS)).toBeUndefined();
  expect(nearestWord('', KEYS)).toBeUndefined();
});

test('of two that are alike the nearer one is named', () => {
  expect(nearestWord('point', ['paint-it', 'pointer', 'points'])).toBe('points');
});

test('a sentence about an unknown word ends in what was meant, or as it was', () => {
  expect(didYouMean('max-rsik', KEYS)).toBe(': did you mean max-risk?');
  expect(didYouMean('threshold', KEYS)).toBe('');
});
