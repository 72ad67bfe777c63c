import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The profile under which strategies run: its JSON text, and the SHA-256 that run cards name. */
export interface SeccompProfile {
  readonly json: string;
  readonly sha256: string;
}

/** Reads `docker/seccomp.json` of this package. The engine wants the content, so a remote engine needs no file. */
export function readSeccompProfile(): SeccompProfile {
  const text = readFileSync(new URL('../../docker/seccomp.json', import.meta.url), 'utf8');
  const json = JSON.stringify(JSON.parse(text));
  return { json, sha256: createHash('sha256').update(json).digest('hex') };
}
