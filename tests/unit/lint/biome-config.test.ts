import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('biome.json is what its tables make', () => {
  const script = join(import.meta.dirname, '../../../scripts/lint/make-biome-config.mjs');
  expect(execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' }).toString()).toBe('');
});
