import pc from 'picocolors';
import { expect, test } from 'vitest';
import { renderOutcome } from '../../../../src/cli/render/outcome-text.js';
import type { ArtifactFate } from '../../../../src/cli/write-artifacts.js';
import type { ExecutedOutcome } from '../../../../src/core/outcome.js';
import { completed, failed, terminated } from '../outcomes.js';

const FACTS = [
  '  time    2 s of 5 min',
  '  CPU     1 s',
  '  memory  100 MiB of 4 GiB at its peak',
  '  exit    0',
  '  image   quantine/python313:0123456789ab',
];

function render(outcome: ExecutedOutcome, fates = new Map<string, ArtifactFate>()): string[] {
  return [...renderOutcome(outcome, fates, pc.createColors(false))];
}

function file(path: string, bytes: number) {
  return { path, bytes, sha256: 'a'.repeat(64), content: new Uint8Array() };
}

test('a run that gave nothing back says so, how it ended and what it took', () => {
  const none = '  none: it defines neither run(data, params) nor a variable `result`';
  expect(render(completed())).toEqual(['', 'result', none, '', 'completed', ...FACTS]);
});

test.each([
  ['def main(data, params): return 1', false, 'it defines neither run(data, params) nor a variable `result`'],
  ['def run(d, p): ...\nexit()', false, 'it ended before run(data, params) was called, and set no variable `result`'],
  ['result = 5\ndef run(data, params): pass', true, 'run(data, params) returned None'],
  ['run = functools.partial(test, 3)', true, 'run(data, params) returned None'],
  ['result = None', true, 'the variable `result` is None'],
  ['from a import *\nrun(1)', true, 'what run(data, params) returned, or else the variable `result`, is None'],
])('without a result, and with %j, it says whose that is', (text, hasValue, why) => {
  const lines = renderOutcome(completed({ hasValue }), new Map(), pc.createColors(false), text);
  expect(lines).toContain(`  none: ${why}`);
});

test('the result comes first, then the files, then the ending', () => {
  const outcome = completed({
    value: { sharpe: 1.5, beta: null },
    nonFinitePaths: ['$.beta'],
    artifacts: [file('equity.csv', 2048), file('plots/a.svg', 10)],
    skippedArtifacts: [{ path: 'link', reason: 'not a regular file' }],
  });
  const fates = new Map<string, ArtifactFate>([
    ['equity.csv', { file: 'out/equity.csv' }],
    ['plots/a.svg', { notWritten: 'ENOSPC', fault: 'host' }],
  ]);
  expect(render(outcome, fates)).toEqual([
    '',
    'result',
    '  { "sharpe": 1.5, "beta": null }',
    '  NaN or infinite, so null here: $.beta',
    '',
    'files',
    '  equity.csv   2 KiB  out/equity.csv',
    '  plots/a.svg  10 B   not written: ENOSPC',
    '  link         -      left behind: not a regular file',
    '',
    'completed',
    ...FACTS,
  ]);
});

test('files that nobody asked for say how to keep them', () => {
  expect(render(completed({ artifacts: [file('equity.csv', 10)] }))).toContain(
    '  equity.csv  10 B  not kept: --out DIR keeps it',
  );
});

test('an exception is told with its lines in the strategy and what caused it', () => {
  const cause = { type: 'KeyError', message: "'close'", line: 2, traceback: [], causes: [] };
  const error = {
    type: 'ValueError',
    message: 'no bars',
    line: 9,
    traceback: [{ line: 9, function: '<module>', text: '  run(data)' }],
    causes: [cause],
  };
  expect(render(failed({ error })).slice(0, 6)).toEqual([
    '',
    'failed  ValueError: no bars',
    '  line 9, in <module>',
    '    run(data)',
    "  caused by KeyError: 'close'",
    '  line 2',
  ]);
});

test('a cause that only says the error again is not told', () => {
  const cause = { type: 'KeyError', message: "'close'", line: 2, traceback: [], causes: [] };
  const other = { ...cause, message: '7' };
  const error = { ...cause, causes: [cause, other] };
  expect(render(failed({ error })).slice(1, 5)).toEqual([
    "failed  KeyError: 'close'",
    '  line 2',
    '  caused by KeyError: 7',
    '  line 2',
  ]);
});

test('a message of many lines cannot pass for lines of ours, nor steer the terminal', () => {
  const error = { type: 'E', message: 'x\ncompleted\u001b[2J', line: null, traceback: [], causes: [] };
  expect(render(failed({ error }))[1]).toBe('failed  E: x\n    completed\\x1b[2J');
});

test('nothing that a guest names can begin a line or steer the terminal', () => {
  const forged = 'x\n\ncompleted\u001b[2J';
  const shown = 'x\\x0a\\x0acompleted\\x1b[2J';
  const error = { type: forged, message: '', line: 1, traceback: [{ line: 1, function: forged, text: forged }] };
  expect(
    render(failed({ error: { ...error, causes: [{ ...error, type: `${forged}!`, causes: [] }] } })).slice(1, 7),
  ).toEqual([
    `failed  ${shown}`,
    `  line 1, in ${shown}`,
    `    ${shown}`,
    `  caused by ${shown}!`,
    `  line 1, in ${shown}`,
    `    ${shown}`,
  ]);
  const outcome = completed({
    value: [forged],
    nonFinitePaths: [forged],
    artifacts: [file(forged, 1)],
    skippedArtifacts: [{ path: forged, reason: forged }],
  });
  const fates = new Map<string, ArtifactFate>([[forged, { file: `out/${forged}` }]]);
  expect(render(outcome, fates).slice(1, 8)).toEqual([
    'result',
    '  ["x\\n\\ncompleted\\u001b[2J"]',
    `  NaN or infinite, so null here: ${shown}`,
    '',
    'files',
    `  ${shown}  1 B  out/${shown}`,
    `  ${shown}  -    left behind: ${shown}`,
  ]);
});

test('a name of ten megabytes is cut', () => {
  const skippedArtifacts = [{ path: 'x'.repeat(10_000_000), reason: 'a link' }];
  expect(render(completed({ skippedArtifacts })).join('\n').length).toBeLessThan(2500);
});

test('a message of ten megabytes is cut', () => {
  const error = { type: 'E', message: 'x'.repeat(10_000_000), line: null, traceback: [], causes: [] };
  expect(render(failed({ error }))[1]?.length).toBeLessThan(2100);
});

test('a run that was ended says why, and does not invent what nobody measured', () => {
  const usage = { wallSeconds: 2, cpuSeconds: null, peakMemoryBytes: null, stdoutBytes: 0, stderrBytes: 0 };
  expect(render(terminated({ resourceUsage: usage }))).toEqual([
    '',
    'terminated: out of time',
    '  ended after 300 s',
    '  time    2 s of 5 min',
    '  CPU     not measured',
    '  memory  not measured',
    '  exit    none',
    '  image   quantine/python313:0123456789ab',
  ]);
});

test('cut output, kills and waived promises are told', () => {
  const outcome = completed({
    truncated: { stdout: true, stderr: false },
    outOfMemoryKills: 1,
    waived: ['validation', 'cpu'],
  });
  expect(render(outcome).slice(-4)).toEqual([
    '  cut     stdout passed the cap; only the first bytes are kept',
    '  killed  1 process for want of memory',
    '  waived  validation: nobody read this code before it ran',
    '  waived  cpu: the engine put no cap on CPU time',
  ]);
});
