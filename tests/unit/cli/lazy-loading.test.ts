import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SOURCE = new URL('../../../src/', import.meta.url);
const STATIC_IMPORT = /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)';$/gm;
const ANY_IMPORT = /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)';$|\bimport\('([^']+)'\)/gm;

/** Packages that a file of src loads, itself and through what it imports. */
function packagesOf(file: string, pattern: RegExp): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const open = [new URL(file, SOURCE)];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (seen.has(here.href)) continue;
    seen.add(here.href);
    for (const match of readFileSync(here, 'utf8').matchAll(pattern)) {
      const specifier = match[1] ?? match[2]!;
      if (specifier.startsWith('.')) open.push(new URL(specifier.replace(/\.js$/, '.ts'), here));
      else packages.add(specifier);
    }
  }
  return packages;
}

test('--help loads neither the engine nor the parser', () => {
  const packages = packagesOf('cli/main.ts', STATIC_IMPORT);
  expect(packages).toContain('commander');
  expect(packages).not.toContain('dockerode');
  expect(packages).not.toContain('web-tree-sitter');
});

test('check loads the parser and can never reach an engine', () => {
  const packages = packagesOf('cli/commands/check.ts', ANY_IMPORT);
  expect(packages).toContain('web-tree-sitter');
  expect(packages).not.toContain('dockerode');
  expect(packages).not.toContain('execa');
});
