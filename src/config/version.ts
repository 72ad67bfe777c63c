import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The version of this package, as its package.json has it. */
export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

/** Where a file of this package lies on this machine. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
