/** Reads what `docker context` writes: which context is current, and where each one's engine listens. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { EngineAddress, TlsFiles } from './container-engine.js';
import { parseEngineAddress } from './engine-address.js';

/** The little of a file system that the search for an engine needs. */
export interface ReadableFiles {
  /** Undefined where there is no such file or it cannot be read. */
  readText(path: string): string | undefined;
  /** Names in a folder; none where there is no such folder. */
  list(folder: string): readonly string[];
}

const configFile = z.object({ currentContext: z.string().optional() });
const metaFile = z.object({
  Name: z.string(),
  Endpoints: z.object({ docker: z.object({ Host: z.string().optional() }).optional() }).optional(),
});

/** The context that `docker context use` chose; undefined for the built-in `default` one. */
export function currentContextName(configDir: string, files: ReadableFiles): string | undefined {
  const name = parseJson(configFile, files.readText(join(configDir, 'config.json')))?.currentContext;
  return name === undefined || name === '' || name === 'default' ? undefined : name;
}

/** Where a context's engine listens; null where there is no such context. */
export function contextAddress(name: string, configDir: string, files: ReadableFiles): EngineAddress | null {
  const folder = createHash('sha256').update(name).digest('hex');
  const meta = parseJson(metaFile, files.readText(join(configDir, 'contexts', 'meta', folder, 'meta.json')));
  const host = meta?.Endpoints?.docker?.Host;
  if (host === undefined || host === '') return null;
  const tls = readTls(join(configDir, 'contexts', 'tls', folder, 'docker'), files);
  return parseEngineAddress(host, tls, `context ${name}`);
}

/** Every context somebody has made, the built-in one aside. */
export function contextNames(configDir: string, files: ReadableFiles): readonly string[] {
  const folder = join(configDir, 'contexts', 'meta');
  return files
    .list(folder)
    .map((entry) => parseJson(metaFile, files.readText(join(folder, entry, 'meta.json')))?.Name)
    .filter((name) => name !== undefined);
}

/** The certificates in a folder, by docker's names for them; null where there are none. */
export function readTls(folder: string, files: ReadableFiles): TlsFiles | null {
  const found = { ca: 'ca.pem', cert: 'cert.pem', key: 'key.pem' } as const;
  const entries = Object.entries(found)
    .map(([field, file]) => [field, files.readText(join(folder, file))] as const)
    .filter(([, text]) => text !== undefined);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** A damaged file of the docker client counts as none: the search then says where else it looked. */
function parseJson<Shape>(schema: z.ZodType<Shape>, text: string | undefined): Shape | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
