import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantine-few-'));
  for (let file = 0; file < 100; file++) writeFileSync(join(folder, `${file}.py`), `result = ${file}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `check` on two threads answers, where its process may have so many files open at once. */
async function checkWith(descriptors: number): Promise<string> {
  const command = `ulimit -n ${descriptors} && exec "$0" "$@"`;
  const flags = ['--no-cache', '--threads', '2', '--format', 'json'];
  const { exitCode, stdout } = await execa('bash', ['-c', command, process.execPath, MAIN, 'check', folder, ...flags], {
    reject: false,
  });
  if (stdout === '') return 'nothing';
  const document = JSON.parse(stdout);
  return `${document.error?.code ?? (document.reports.every(isValid) ? 'all pass' : 'refused')}, ${exitCode}`;
}

const isValid = (report: { readonly isValid: boolean }) => report.isValid;

it('honest files are refused by no number of descriptors', async () => {
  // How many Node needs for itself is different in each version; below that it ends in its own way, and answers nothing.
  const numbers = [19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 32, 40, 256];
  const answers = new Set<string>();
  for (const descriptors of numbers) answers.add(await checkWith(descriptors));
  answers.delete('nothing');

  expect([...answers]).toEqual(['TOO_MANY_OPEN_FILES, 3', 'all pass, 0']);
});
