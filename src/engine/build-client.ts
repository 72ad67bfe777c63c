import { readFile } from 'node:fs/promises';
import type { Settings } from '../config/load.js';
import type { ContextFile } from './image-context.js';
import { formatPipConfig, readPipOptions } from './pip-settings.js';

/** What the build stages are told of this machine, and what they could not be told. */
interface BuildClient {
  readonly files: readonly ContextFile[];
  readonly notices: readonly string[];
}

/** Where the build stages find these files. The Dockerfile and `base/connect.sh` know the same names. */
const CLIENT_DIR = 'client';
const CERTIFICATES = 'ca-certificates.crt';
const CLIENT_CERTIFICATE = 'client-certificate.pem';

/**
 * The certificates, mirrors and index settings of this machine as files of the context. They are copied into the first
 * build stages, from which the image takes its packages alone: no layer, variable or history line of it has them.
 */
export async function buildClient(settings: Settings): Promise<BuildClient> {
  const notices: string[] = [];
  const pip = new Map(await readPipOptions(settings));
  const read = async (path: string | undefined): Promise<Buffer | null> => {
    if (path === undefined) return null;
    return readFile(path).catch(() => {
      notices.push(`${path} cannot be read and is left out of the build.`);
      return null;
    });
  };
  const certificates = (await read(pip.get('cert'))) ?? (await read(settings.build.certificateFile));
  const clientCertificate = await read(pip.get('client-cert'));
  place(pip, 'cert', certificates && CERTIFICATES);
  place(pip, 'client-cert', clientCertificate && CLIENT_CERTIFICATE);
  notices.push(...keepRemoteLinks(pip));
  return {
    files: [
      file('pip.conf', formatPipConfig(pip)),
      file('debian-mirror', settings.build.debianMirror ?? ''),
      file(CERTIFICATES, certificates ?? ''),
      file(CLIENT_CERTIFICATE, clientCertificate ?? ''),
    ],
    notices,
  };
}

/** Points an option at the file that the build stages have, or drops it where they have none. */
function place(pip: Map<string, string>, option: string, name: string | null): void {
  if (name === null) pip.delete(option);
  else pip.set(option, `/${CLIENT_DIR}/${name}`);
}

/** `find-links` may name directories of this machine, which a build cannot see. */
function keepRemoteLinks(pip: Map<string, string>): readonly string[] {
  const links = pip.get('find-links')?.split(/\s+/).filter(Boolean) ?? [];
  const remote = links.filter((link) => /^https?:/.test(link));
  if (remote.length > 0) pip.set('find-links', remote.join('\n'));
  else pip.delete('find-links');
  return links
    .filter((link) => !remote.includes(link))
    .map((link) => `pip's find-links names ${link}, which a build cannot see; it is left out.`);
}

function file(name: string, content: string | Buffer): ContextFile {
  return { path: `${CLIENT_DIR}/${name}`, content: Buffer.from(content) };
}
