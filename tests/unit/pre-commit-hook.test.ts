import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const hook = Object.fromEntries(
  [...read('.pre-commit-hooks.yaml').matchAll(/^[- ] (\w+): (.+)$/gm)].map(([, key, value]) => [key, value]),
);

// scripts/try-pre-commit.sh tries it with pre-commit itself.
it('the hook checks Python files, whose names are never read as options', () => {
  expect(hook).toMatchObject({
    id: 'quantine',
    entry: 'quantine check',
    args: "['--']",
    language: 'node',
    types: '[python]',
  });
});

it('its package is built where it is installed from git, by the command that the hook calls', () => {
  const manifest = JSON.parse(read('package.json'));

  expect(manifest.scripts.prepare).toBe('node scripts/prepare-package.mjs');
  expect(manifest.bin).toEqual({ quantine: 'dist/cli/main.js' });
});
