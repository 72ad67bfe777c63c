import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadSettings } from '../../src/config/load.js';
import type { BuildRequest } from '../../src/engine/container-engine.js';
import { DockerEngine } from '../../src/engine/docker-engine.js';
import { buildTemplate } from '../../src/engine/image-build.js';
import { DEFAULT_TEMPLATE, IMAGE_TEMPLATES } from '../../src/engine/image-templates.js';
import { currentImage, type ImageFile, ourEngine, savedImage } from '../helpers/image-files.js';
import { realDocker } from '../helpers/real-engine.js';

const TOOLS_OF_AN_ATTACKER = [
  ...['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'busybox', 'toybox', 'env', 'su', 'sudo', 'mount', 'chroot'],
  ...['pip', 'pip3', 'easy_install', 'apt', 'apt-get', 'dpkg', 'dpkg-deb', 'uv', 'conda'],
  ...['gcc', 'cc', 'c++', 'g++', 'clang', 'tcc', 'ld', 'as', 'make', 'cmake', 'perl', 'ruby', 'node', 'f2py'],
  ...['curl', 'wget', 'nc', 'ncat', 'netcat', 'socat', 'ssh', 'scp', 'ftp', 'telnet', 'ping', 'ip', 'ifconfig', 'dig'],
];

describe.each(Object.values(IMAGE_TEMPLATES))('the image $name', (template) => {
  let docker: Docker;
  let id: string;
  let files: readonly ImageFile[];

  beforeAll(async () => {
    docker = await realDocker();
    id = (await currentImage(await ourEngine(), template)).id;
    ({ files } = await savedImage(docker, id));
  });

  it('holds no shell, installer, compiler or network tool', () => {
    const found = files.filter(
      ({ path, type }) => type !== 'directory' && TOOLS_OF_AN_ATTACKER.includes(basename(path)),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
    expect(files.filter(({ path }) => /(^|\/)(pip|setuptools|wheel|ensurepip)(-[^/]*)?$/.test(path))).toEqual([]);
  });

  it('holds one program, which is Python', () => {
    const programs = files.filter(
      ({ path, type, mode, content }) =>
        type === 'file' && (mode & 0o111) !== 0 && !(isElf(content) && /\.so(\.|$)/.test(path)),
    );
    expect(programs.map(({ path }) => path)).toEqual([expect.stringMatching(/^usr\/bin\/python3\.\d+$/)]);
  });

  it('lends no privilege: no setuid, setgid or device file, and nothing to write but /tmp and /output', () => {
    expect(paths(files.filter(({ mode }) => (mode & 0o6000) !== 0))).toEqual([]);
    expect(paths(files.filter(({ type }) => type.endsWith('-device')))).toEqual([]);
    const isOpen = ({ mode, uid, type }: ImageFile): boolean =>
      type !== 'symlink' && ((mode & 0o002) !== 0 || uid !== 0);
    expect(paths(files.filter(isOpen))).toEqual(['output', 'tmp']);
  });

  it('runs as a user who is nobody, in an environment that says nothing', async () => {
    const { Config: config } = await docker.getImage(id).inspect();
    expect(config.User).toBe('65532:65532');
    expect((config.Env ?? []).filter((line: string) => !line.startsWith('PATH='))).toEqual([]);
    expect(textOf(files, 'etc/passwd')).toMatch(/^sandboxuser:x:65532:65532:/m);
    expect(textOf(files, 'etc/group')).toMatch(/^sandboxuser:x:65532:/m);
  });
});

describe('what a build is told of the machine it runs on', () => {
  const reference = 'quantine/canary:test';
  const canary = 'canary-of-the-build.invalid';

  /** Builds beside the real image instead of over it. */
  class BesideEngine extends DockerEngine {
    override buildImage(context: Readable, request: BuildRequest, onLine: (line: string) => void) {
      const beside = request.reference === undefined ? request : { ...request, reference };
      return super.buildImage(context, beside, onLine);
    }

    /** Nothing to take the place of: what is listed here would be removed. */
    override async listImages() {
      return [];
    }

    override inspectImage(wanted: string) {
      return super.inspectImage(wanted.startsWith(`quantine/${DEFAULT_TEMPLATE.name}:`) ? reference : wanted);
    }
  }

  it('is in no layer, variable or history line of the image', async () => {
    const settings = loadSettings();
    const certificates = join(tmpdir(), `${canary}.crt`);
    onTestFinished(() => rm(certificates, { force: true }));
    const real = settings.build.pip.PIP_CERT ?? settings.build.certificateFile;
    await writeFile(certificates, `# ${canary}\n${real === undefined ? '' : await readFile(real, 'utf8')}`);
    const told = { ...settings.build.pip, PIP_TRUSTED_HOST: canary, ...(real && { PIP_CERT: certificates }) };
    const engine = new BesideEngine((await ourEngine()).endpoint);
    const docker = await realDocker();
    const before = await answersLeft(docker);
    const seen: string[] = [];
    const build = { ...settings.build, pip: told };
    await buildTemplate(engine, DEFAULT_TEMPLATE, { ...settings, build }, { onProgress: (one) => seen.push(one.kind) });

    const { files, texts } = await savedImage(docker, reference);
    const history = JSON.stringify(await docker.getImage(reference).history());
    const tells = /canary-of-the-build|pip\.conf|ca-certificates|find-links|index-url|CERT|PIP_/i;
    expect(seen).toContain('step');
    expect(texts.filter((text) => tells.test(text))).toEqual([]);
    expect(history).not.toMatch(tells);
    expect(paths(files.filter(({ content }) => content.includes(canary)))).toEqual([]);
    expect(paths(files.filter(({ path }) => path.startsWith('client') || path === 'etc/pip.conf'))).toEqual([]);
    expect(await answersLeft(docker)).toEqual(before);
    await docker.getImage(reference).remove();
  }, 300_000);
});

/** The nameless images of stages that were only built to be asked something, by id. */
async function answersLeft(docker: Docker): Promise<readonly string[]> {
  const nameless = await docker.listImages({ filters: { dangling: ['true'] } });
  const made = await Promise.all(
    nameless.map(async ({ Id: id }) => ({ id, by: String((await docker.getImage(id).history())[0]?.CreatedBy) })),
  );
  return made.flatMap(({ id, by }) => (by.includes('asked at') ? [id] : [])).sort();
}

function isElf(content: Buffer): boolean {
  return content.subarray(0, 4).equals(Buffer.from('\x7fELF', 'latin1'));
}

function paths(files: readonly ImageFile[]): readonly string[] {
  return [...new Set(files.map(({ path }) => path))].sort();
}

function textOf(files: readonly ImageFile[], path: string): string {
  return files.find((file) => file.path === path)?.content.toString() ?? '';
}
