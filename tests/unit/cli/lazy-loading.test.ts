import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SOURCE = new URL('../../../src/', import.meta.url);
const AT_ONCE = /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)';$/gm;
const EVER = /^(?:import|export)\s(?!type\b)[^;]*?from '([^']+)';$|\b(?:import|require)\('([^']+)'\)/gm;

/** What a file of src loads, itself and through what it imports: packages, and files of src. */
function loadedBy(file: string, pattern: RegExp): readonly string[] {
  const packages = new Set<string>();
  const files = new Set<string>();
  const open = [new URL(file, SOURCE).href];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (files.has(here)) continue;
    files.add(here);
    for (const match of readFileSync(new URL(here), 'utf8').matchAll(pattern)) {
      const specifier = match[1] ?? match[2]!;
      if (specifier.startsWith('.')) open.push(new URL(specifier.replace(/\.js$/, '.ts'), here).href);
      else packages.add(specifier);
    }
  }
  return [...packages, ...[...files].map((href) => href.replace(SOURCE.href, ''))];
}

test('--help loads neither the engine nor the parser', () => {
  const loaded = loadedBy('cli/program.ts', AT_ONCE);
  expect(loaded).toContain('commander');
  expect(loaded).not.toContain('validator/registry.ts');
  expect(loaded).not.toContain('dockerode');
  expect(loaded).not.toContain('validator/reading/parser.ts');
});

test('check loads the parser and can never reach an engine', () => {
  const loaded = loadedBy('cli/commands/check.ts', EVER);
  expect(loaded).toContain('web-tree-sitter');
  expect(loaded).not.toContain('dockerode');
  expect(loaded).not.toContain('execa');
  expect(loaded.filter((name) => name.startsWith('engine/'))).toEqual([]);
});

test.each(['rules', 'explain'])('%s waits for no parser', (command) => {
  const loaded = loadedBy(`cli/commands/${command}.ts`, EVER);
  expect(loaded).toContain('validator/registry.ts');
  expect(loaded).not.toContain('web-tree-sitter');
});

test('a check where there is no file of policy or approvals loads nothing to read one', () => {
  const loaded = ['cli/judge.ts', 'validator/validate.ts'].flatMap((file) => loadedBy(file, AT_ONCE));
  expect(loaded).toContain('config/policy-finder.ts');
  expect(loaded).not.toContain('zod');
  expect(loaded).not.toContain('smol-toml');
});
