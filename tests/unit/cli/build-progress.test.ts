import { expect, test } from 'vitest';
import { buildProgress } from '../../../src/cli/build-progress.js';
import type { BuildProgress } from '../../../src/engine/image-build.js';
import { fakeIo } from './fake-io.js';

const BUILD: readonly BuildProgress[] = [
  { kind: 'notice', text: 'No registry answers; making the base.' },
  { kind: 'step', step: 1, of: 3, instruction: 'FROM base' },
  { kind: 'step', step: 2, of: 3, instruction: `RUN ${'long '.repeat(30)}` },
  { kind: 'output', text: 'Get:1 libfoo' },
  { kind: 'step', step: 2, of: 9, instruction: `RUN ${'long '.repeat(30)}` },
  { kind: 'step', step: 9, of: 9, instruction: 'RUN last' },
];

function told(verbose: boolean): string[] {
  const io = fakeIo();
  const tell = buildProgress(io, verbose);
  for (const progress of BUILD) tell(progress);
  expect(io.written.out).toBe('');
  return io.written.err.split('\n');
}

test('a person sees the notices and what takes time, each once', () => {
  expect(told(false)).toEqual([
    'quantine: No registry answers; making the base.',
    `  step 2 of 3: RUN ${'long '.repeat(16)}lo ...`,
    '  step 9 of 9: RUN last',
    '',
  ]);
});

test('whoever asks for everything sees every line', () => {
  expect(told(true)).toHaveLength(BUILD.length + 1);
  expect(told(true)).toContain('    Get:1 libfoo');
});
