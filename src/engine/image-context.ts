import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { pack } from 'tar-stream';
import { QuantineError } from '../core/errors.js';
import type { ImageTemplate } from './image-templates.js';

/** One file of a build context. `path` has forward slashes and is relative to the context. */
export interface ContextFile {
  readonly path: string;
  readonly content: Buffer;
}

/** `docker/` of this package: beside src in a checkout, beside dist once installed. */
const DOCKER_DIR = fileURLToPath(new URL('../../docker/', import.meta.url));

/** What a run of the guest's tests leaves behind is not a part of it. */
const LEFTOVERS = new Set(['__pycache__', '.pytest_cache', '.ruff_cache']);

/**
 * Everything that decides what a template's image holds, sorted by path.
 * @throws QuantineError INTERNAL where this package lacks a part of `docker/`
 */
export async function imageInputs(template: ImageTemplate, directory = DOCKER_DIR): Promise<readonly ContextFile[]> {
  try {
    const files = [
      'Dockerfile',
      ...['assemble.py', 'connect.sh', 'inventory.py', `packages-${template.name}.txt`].map((name) => `base/${name}`),
      `requirements-${template.name}.lock`,
    ];
    const [guest, ...inputs] = await Promise.all([
      readTree(directory, 'guest/quantine_guest'),
      ...files.map((path) => readContextFile(directory, path)),
    ]);
    return [...guest, ...inputs].sort((left, right) => (left.path < right.path ? -1 : 1));
  } catch (error) {
    throw new QuantineError('INTERNAL', `the image cannot be described: ${String(error)}`, { cause: error });
  }
}

/** What asks a network whether it reaches a mirror, which decides nothing of what the image holds. */
export function probeInput(directory = DOCKER_DIR): Promise<ContextFile> {
  return readContextFile(directory, 'base/probe.sh');
}

/** What the `test` stage needs besides: the tools' lock and settings and, from a checkout, the tests. */
export async function testInputs(projectDir: string): Promise<readonly ContextFile[]> {
  const settings = ['requirements-test.lock', 'base/check_guest.py', 'guest/README.md', 'guest/pyproject.toml'];
  const [trees, ...files] = await Promise.all([
    Promise.all([readTree(projectDir, 'tests/guest'), readTree(projectDir, 'tests/contract')]),
    ...settings.map((path) => readContextFile(join(projectDir, 'docker'), path)),
  ]);
  return [...files, ...trees.flat()];
}

/** First 16 hexadecimal digits of the SHA-256 over the inputs and what else decides the result. */
export function inputsDigest(inputs: readonly ContextFile[], besides: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(besides));
  for (const { path, content } of inputs) hash.update(`\0${path}\0${content.length}\0`).update(content);
  return hash.digest('hex').slice(0, 16);
}

/** The context as the engine takes it. Times are left out: the builder's cache goes by content. */
export function contextTar(files: readonly ContextFile[]): Readable {
  const tar = pack();
  for (const { path, content } of files) tar.entry({ name: path, mode: 0o644, mtime: new Date(0) }, content);
  tar.finalize();
  return Readable.from(tar);
}

async function readTree(root: string, directory: string): Promise<ContextFile[]> {
  const entries = await readdir(join(root, directory), { withFileTypes: true });
  const trees = entries
    .filter((entry) => !LEFTOVERS.has(entry.name) && !entry.name.endsWith('.pyc'))
    .map(async (entry) => {
      const path = posix.join(directory, entry.name);
      return entry.isDirectory() ? readTree(root, path) : [await readContextFile(root, path)];
    });
  return (await Promise.all(trees)).flat();
}

async function readContextFile(root: string, path: string): Promise<ContextFile> {
  return { path, content: await readFile(join(root, path)) };
}
