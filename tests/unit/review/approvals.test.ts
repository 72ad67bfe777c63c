import { expect, test } from 'vitest';
import { Approvals } from '../../../src/review/approvals.js';
import type { Decision } from '../../../src/review/decision.js';
import { readApprovals } from '../../../src/review/read-approvals.js';

const decision: Decision = {
  sha256: 'a'.repeat(64),
  policySha256: 'b'.repeat(64),
  path: 'strategies/one.py',
  riskScore: 35,
  riskLevel: 'MEDIUM',
  decision: 'approved',
  by: 'Ada',
  reason: 'reads its own notes',
  at: '2026-01-02T03:04:05.000Z',
};

const oneEntry = JSON.stringify({ version: 1, entries: [decision] });

test('words that look like keys are words', () => {
  const reason = '"decision": "refused", said {"by": "Bob"}';
  const text = new Approvals([{ ...decision, reason, path: '"entries":' }]).toJson();
  expect(readApprovals(text, 'x.json').entries).toMatchObject([{ reason }]);
});

test('what is written is read again, whatever the order in which it was decided', () => {
  const other = { ...decision, sha256: 'c'.repeat(64), path: 'another.py' };
  const text = new Approvals().with(decision).with(other).toJson();
  expect(new Approvals().with(other).with(decision).toJson()).toBe(text);
  expect(readApprovals(text, 'x.json').entries).toEqual([other, decision]);
});

test.each<[unknown, string]>([
  [null, 'are made of a list of decisions'],
  ['x', 'are made of a list of decisions'],
  [{}, 'are made of a list of decisions'],
  [[decision, {}], 'entry 2 of the approvals is no decision'],
  [[null], 'entry 1 of the approvals is no decision'],
  [[{ ...decision, decision: 'deny' }], 'entry 1 of the approvals is no decision'],
  [[{ ...decision, decision: 'Refused' }], 'entry 1 of the approvals is no decision'],
  [[{ ...decision, riskScore: '60' }], 'entry 1 of the approvals is no decision'],
  [[{ ...decision, sha256: 'A'.repeat(64) }], 'entry 1 of the approvals is no decision: look at its sha256'],
  [[{ ...decision, riskScore: Number.POSITIVE_INFINITY }], 'look at its riskScore'],
  [[{ ...decision, riskScore: -1 }], 'look at its riskScore'],
  [[{ ...decision, riskLevel: 'toString' }], 'look at its riskLevel'],
  [[{ ...decision, by: ' ' }], 'look at its by'],
  [[{ ...decision, reason: 'x'.repeat(1001) }], 'look at its reason'],
  [[{ ...decision, at: 'soon' }], 'look at its at'],
  [[{ ...decision, at: '2026-02-30T00:00:00Z' }], 'look at its at'],
  [[{ ...decision, path: 'x'.repeat(40_000) }], 'look at its path'],
  [[{ ...decision, also: 'risky.py' }], 'there is no field "also"'],
  [Array(1), 'entry 1 of the approvals is no decision'],
])('approvals are not made of %j', (entries, message) => {
  expect(() => new Approvals(entries as Decision[])).toThrow(message);
});

test('approvals are made of decisions at the edge of what they may be', () => {
  const score = { ...decision, riskScore: null, riskLevel: null, at: '2028-02-29T23:59Z' };
  const words = { ...decision, policySha256: 'e'.repeat(64), riskScore: 0, reason: 'x'.repeat(1000) };
  expect(new Approvals([score, words]).entries).toHaveLength(2);
});

test('a decision does not become another one in the hands of whoever gave it, or is given it', () => {
  const given = { ...decision, decision: 'refused' as Decision['decision'] };
  const list = [given];
  const approvals = new Approvals(list);
  given.decision = 'approved';
  list.length = 0;
  expect(approvals.entries).toEqual([{ ...decision, decision: 'refused' }]);
  const [kept] = approvals.about(decision.sha256);
  expect(() => Object.assign(kept!, { decision: 'approved' })).toThrow(TypeError);
  expect(() => (approvals.entries as Decision[]).push(decision)).toThrow(TypeError);
  expect(() => (approvals.about(decision.sha256) as Decision[]).push(decision)).toThrow(TypeError);
});

test('one object may be used for decision after decision', () => {
  const given = { ...decision, decision: 'refused' as Decision['decision'] };
  const first = new Approvals().with(given);
  Object.assign(given, { sha256: 'c'.repeat(64), decision: 'approved' });
  expect(first.with(given).about(decision.sha256)).toMatchObject([{ decision: 'refused' }]);
});

test('a field is asked for once', () => {
  const answers: Decision['decision'][] = ['refused', 'approved', 'approved', 'approved'];
  const given = {
    ...decision,
    get decision() {
      return answers.shift()!;
    },
  };
  expect(new Approvals([given]).entries).toMatchObject([{ decision: 'refused' }]);
});

const throws = () => {
  throw new Error('no');
};

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a number', 5],
  ['an empty object', {}],
  ['what throws when it is asked', Object.defineProperty({}, 'by', { enumerable: true, get: throws })],
])('%s is no decision', (_, given) => {
  const badRequest = expect.objectContaining({ code: 'BAD_REQUEST' });
  expect(() => new Approvals().with(given as Decision)).toThrow(badRequest);
  expect(() => new Approvals().replacedBy(given as Decision)).toThrow(badRequest);
  expect(() => new Approvals([given as Decision])).toThrow(badRequest);
});

test.each([
  ['a path of 30 million characters', { path: 'x'.repeat(3e7) }],
  ['a path that is longer than any', { path: 'x'.repeat(40_000) }],
])('a file with %s is damaged', (_, field) => {
  const text = JSON.stringify({ version: 1, entries: [{ ...decision, ...field }] });
  expect(() => readApprovals(text, 'x.json')).toThrow('x.json is no file of approvals: entry 1: its path');
});

test.each([
  ['characters', 'x'.repeat(3e7)],
  ['quotes', '\\"'.repeat(1e7)],
])('a text of endless %s is damage even where another of its key takes its place', (_, long) => {
  const text = oneEntry.replace('"reason"', `"reason": "${long}", "reason"`);
  expect(() => readApprovals(text, 'x.json')).toThrow('x.json is no file of approvals: it has a text that is too long');
});

test('each field has a line of its own', () => {
  expect(new Approvals([decision]).toJson()).toContain(
    '\n      "by": "Ada",\n      "reason": "reads its own notes",\n',
  );
});

test('a later decision on the same bytes and policy takes the place of the earlier', () => {
  const later = { ...decision, reason: 'read again' };
  expect(new Approvals([decision]).with(later).entries).toEqual([later]);
});

test('bytes may be approved under two policies', () => {
  const other = { ...decision, policySha256: 'd'.repeat(64) };
  expect(new Approvals([decision]).with(other).entries).toHaveLength(2);
});

test('a refusal takes every approval of the bytes back, and an approval a refusal', () => {
  const refusal: Decision = { ...decision, policySha256: 'd'.repeat(64), decision: 'refused' };
  expect(new Approvals([decision]).with(refusal).entries).toEqual([refusal]);
  expect(new Approvals([refusal]).with(decision).entries).toEqual([decision]);
});

test.each<[string, string]>([
  ['no JSON', '{"version": 1, '],
  ['nothing', ''],
  ['a merge that was left open', '<<<<<<< HEAD\n{}\n'],
  ['another version', '{"version": 2, "entries": []}'],
  ['no version', '{"entries": []}'],
  ['a field that is not known', JSON.stringify({ version: 1, entries: [{ ...decision, also: 'risky.py' }] })],
  ['a hash that is cut', JSON.stringify({ version: 1, entries: [{ ...decision, sha256: 'aaaa' }] })],
  ['no name', JSON.stringify({ version: 1, entries: [{ ...decision, by: ' ' }] })],
  ['no reason', JSON.stringify({ version: 1, entries: [{ ...decision, reason: '' }] })],
  ['no date', JSON.stringify({ version: 1, entries: [{ ...decision, at: 'yesterday' }] })],
  ['a refusal and an approval in one entry', oneEntry.replace('"decision"', '"decision": "refused", "decision"')],
  ['a key in other letters', oneEntry.replace('"decision"', '"decision": "refused", "decisi\\u006fn"')],
  ['two lists of entries', oneEntry.replace(/\}$/, ', "entries": []}')],
  ['another decision', JSON.stringify({ version: 1, entries: [{ ...decision, decision: 'perhaps' }] })],
])('a file with %s is damaged, and no part of it counts', (_, text) => {
  expect(() => readApprovals(text, 'x.json')).toThrow('x.json is no file of approvals');
});

test.each([
  ['[]', 'x.json is no file of approvals: it holds no {"version": 1, "entries": [...]}'],
  ['null', 'x.json is no file of approvals: it holds no {"version": 1, "entries": [...]}'],
  [
    '{"version": 1, "entries": [], "also": 1}',
    'x.json is no file of approvals: it has a field that is not known: also',
  ],
  ['{"version": 1, "entries": [1]}', 'x.json is no file of approvals: entry 1 is not what Quantine writes there'],
  ['{"version": 2, "entries": []}', 'x.json is no file of approvals: its version is not what Quantine writes there'],
  [
    JSON.stringify({ version: 1, entries: [decision, { ...decision, reason: undefined }] }),
    'x.json is no file of approvals: entry 2 has no reason',
  ],
  [
    JSON.stringify({ version: 1, entries: [{ ...decision, reason: '' }] }),
    'x.json is no file of approvals: entry 1: its reason is not what Quantine writes there',
  ],
  ['', 'x.json is no file of approvals: it is empty; {"version": 1, "entries": []} says that nothing is decided'],
])('the fault of %s is told by its place', (text, message) => {
  expect(() => readApprovals(text, 'x.json')).toThrow(message);
});
