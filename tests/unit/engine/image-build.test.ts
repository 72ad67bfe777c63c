import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadSettings } from '../../../src/config/load.js';
import { QuantineError } from '../../../src/core/errors.js';
import { buildClient } from '../../../src/engine/build-client.js';
import type { BuildRequest, ContainerEngine } from '../../../src/engine/container-engine.js';
import { mirrorsForSuite } from '../../../src/engine/debian-base.js';
import { type BuildProgress, buildTemplate } from '../../../src/engine/image-build.js';
import { DEFAULT_TEMPLATE } from '../../../src/engine/image-templates.js';
import { parsePipConfig } from '../../../src/engine/pip-settings.js';

const INVENTORY = '{"schemaVersion":1,"python":"3.13.5","architecture":"x86_64","debian":[],"packages":[]}';
const BASE = { QUANTINE_BASE_IMAGE: 'desk/debian:1', PIP_CONFIG_FILE: '/dev/null' };

/** An engine that has every image, and whose builds fail where `refuse` says so. */
function builder(refuse: (request: BuildRequest, onLine: (line: string) => void) => boolean) {
  const requests: BuildRequest[] = [];
  const dropped: string[] = [];
  const engine = {
    inspectImage: async (reference: string) => ({ id: 'sha256:1', reference, labels: {} }),
    listImages: async () => [],
    pullImage: async () => {
      throw new QuantineError('IMAGE_NOT_FOUND', 'no registry');
    },
    buildImage: async (_context: unknown, request: BuildRequest, onLine: (line: string) => void) => {
      requests.push(request);
      onLine('Step 1/2 : RUN something');
      if (refuse(request, onLine)) throw new QuantineError('IMAGE_BUILD_FAILED', 'it returned 1');
      onLine(`inventory ${INVENTORY}`);
      return `sha256:${request.target}`;
    },
    removeImage: async (reference: string, { keepsParents = false } = {}) => {
      dropped.push(`${reference}${keepsParents ? '' : ' and what it was built on'}`);
      return true;
    },
  } as unknown as ContainerEngine;
  return { engine, requests, dropped, stages: () => requests.map(({ target, network }) => `${target} on ${network}`) };
}

describe('building an image', () => {
  it("takes the engine's network where the registries can be reached from it", async () => {
    const { engine, stages } = builder(() => false);
    await buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE));
    expect(stages()).toEqual(['probe on default', 'inventory on default', 'runtime on default']);
  });

  it("says so and takes the host's where the probe fails", async () => {
    const { engine, stages } = builder(({ network }) => network === 'default');
    const said: BuildProgress[] = [];
    await buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE), { onProgress: (one) => said.push(one) });
    expect(stages()).toEqual(['probe on default', 'probe on host', 'inventory on host', 'runtime on host']);
    expect(said).toContainEqual({ kind: 'notice', text: expect.stringContaining("building on the host's") });
  });

  it("takes the host's where only the package index cannot be reached", async () => {
    const { engine, stages } = builder(({ network, target }, onLine) => {
      onLine('quantine: the Python package index cannot be reached');
      return network === 'default' && target === 'inventory';
    });
    await buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE));
    expect(stages().at(-1)).toBe('runtime on host');
  });

  it('tries no other network than the one that was asked for', async () => {
    const { engine, stages } = builder(() => true);
    const settings = loadSettings({ ...BASE, QUANTINE_BUILD_NETWORK: 'desk' });
    await expect(buildTemplate(engine, DEFAULT_TEMPLATE, settings)).rejects.toMatchObject({
      code: 'IMAGE_BUILD_FAILED',
    });
    expect(stages()).toEqual(['probe on desk']);
  });

  it('fails with the step and what it printed, and does not blame the network for it', async () => {
    const { engine, stages } = builder(({ target }) => target === 'inventory');
    await expect(buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE))).rejects.toMatchObject({
      message: expect.stringContaining('RUN something'),
      details: { target: 'inventory', output: ['Step 1/2 : RUN something'] },
    });
    expect(stages()).toEqual(['probe on default', 'inventory on default']);
  });

  it('puts the inventory that the build printed on the label', async () => {
    const { engine, requests } = builder(() => false);
    await buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE));
    expect(requests.at(-1)?.labels).toMatchObject({
      'io.quantine.template': 'python313',
      'io.quantine.inventory': INVENTORY,
    });
  });

  it('leaves no nameless image of what it only asked, and keeps what the next build can start from', async () => {
    const { engine, dropped } = builder(() => false);
    await buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE));
    expect(dropped).toEqual(['sha256:probe', 'sha256:inventory']);
  });

  it('leaves none where it fails either', async () => {
    const { engine, dropped } = builder(({ target }) => target === 'runtime');
    await expect(buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE))).rejects.toThrow();
    expect(dropped).toEqual(['sha256:probe', 'sha256:inventory']);
  });

  it('is done though what it only asked cannot be removed, and says so', async () => {
    const { engine } = builder(() => false);
    Object.assign(engine, { removeImage: () => Promise.reject(new QuantineError('ENGINE_FAILED', 'driver failed')) });
    const said: BuildProgress[] = [];
    await buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE), { onProgress: (one) => said.push(one) });
    expect(said).toContainEqual({ kind: 'notice', text: expect.stringContaining('stays (sha256:probe): driver') });
  });

  it('removes what it takes the place of, and says so', async () => {
    const { engine } = builder(() => false);
    const older = { reference: 'quantine/python313:older', createdAt: '2020-01-01T00:00:00Z' };
    Object.assign(engine, { listImages: async () => [older], removeImage: async () => true });
    const said: BuildProgress[] = [];
    await buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE), { onProgress: (one) => said.push(one) });
    expect(said.at(-1)).toEqual({ kind: 'notice', text: `Removed what it takes the place of: ${older.reference}.` });
  });

  it('is done though an older one cannot be removed', async () => {
    const { engine } = builder(() => false);
    const failure = new QuantineError('ENGINE_FAILED', 'driver failed');
    Object.assign(engine, { listImages: () => Promise.reject(failure) });
    const said: BuildProgress[] = [];
    await buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE), { onProgress: (one) => said.push(one) });
    expect(said.at(-1)).toEqual({ kind: 'notice', text: 'Older images stay: driver failed' });
  });

  it('makes no base where the engine went away while it was asked for one', async () => {
    const { engine } = builder(() => false);
    const gone = new QuantineError('DOCKER_UNAVAILABLE', 'nobody listens');
    Object.assign(engine, { pullImage: () => Promise.reject(gone) });
    const built = buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE), { noCache: true });
    await expect(built).rejects.toBe(gone);
  });

  it('takes nothing from an earlier build when told so, but its own last stage', async () => {
    const { engine, requests } = builder(() => false);
    await buildTemplate(engine, DEFAULT_TEMPLATE, loadSettings(BASE), { noCache: true });
    expect(requests.map(({ noCache }) => noCache)).toEqual([true, true, false]);
  });
});

describe('what the build stages are told', () => {
  /** The files of the client by name, as text. */
  async function told(env: Record<string, string>): Promise<Record<string, string>> {
    const { files } = await buildClient(loadSettings({ PIP_CONFIG_FILE: '/dev/null', ...env }));
    return Object.fromEntries(files.map(({ path, content }) => [path, content.toString()]));
  }

  async function temporaryFile(content: string): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'quantine-client-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    await writeFile(join(directory, 'file'), content);
    return join(directory, 'file');
  }

  it('is the certificate file itself, and where it lies in there', async () => {
    const files = await told({ SSL_CERT_FILE: await temporaryFile('CERTIFICATES'), PIP_CERT: '/nowhere' });
    expect(files['client/ca-certificates.crt']).toBe('CERTIFICATES');
    const own = await told({ SSL_CERT_FILE: '/nowhere', PIP_CERT: await temporaryFile('PIP CERTIFICATES') });
    expect(own['client/ca-certificates.crt']).toBe('PIP CERTIFICATES');
    expect(own['client/pip.conf']).toContain('cert = /client/ca-certificates.crt');
  });

  it('is the index of the environment before that of the file', async () => {
    const config = await temporaryFile('[global]\nindex-url = https://file.invalid\nproxy = http://proxy.invalid\n');
    const files = await told({ PIP_CONFIG_FILE: config, PIP_INDEX_URL: 'https://environment.invalid' });
    expect(files['client/pip.conf']).toContain('index-url = https://environment.invalid');
    expect(files['client/pip.conf']).toContain('proxy = http://proxy.invalid');
  });

  it('is nothing that shapes an installation here', async () => {
    const files = await told({ PIP_USER: '1', PIP_TARGET: '/here', PIP_REQUIRE_VIRTUALENV: 'true', PIP_TIMEOUT: '9' });
    expect(files['client/pip.conf']).toBe('[global]\ntimeout = 9\n');
  });

  it('is no directory of this machine, and that is said', async () => {
    const settings = loadSettings({ PIP_CONFIG_FILE: '/dev/null', PIP_FIND_LINKS: '/wheels https://links.invalid' });
    const { files, notices } = await buildClient(settings);
    expect(files[0]?.content.toString()).toBe('[global]\nfind-links = https://links.invalid\n');
    expect(notices).toEqual([expect.stringContaining('/wheels')]);
  });

  it('is the mirror of the desk', async () => {
    const files = await told({ QUANTINE_DEBIAN_MIRROR: 'http://mirror.invalid/debian' });
    expect(files['client/debian-mirror']).toBe('http://mirror.invalid/debian');
  });
});

describe("reading pip's configuration", () => {
  it('takes options that go on over lines, and leaves comments', () => {
    const text =
      '[global]\n# a comment\nextra_index_url =\n    https://one.invalid\n    https://two.invalid\ntimeout: 5\n';
    expect([...parsePipConfig(text)]).toEqual([
      ['extra-index-url', '\nhttps://one.invalid\nhttps://two.invalid'],
      ['timeout', '5'],
    ]);
  });

  it('lets the section of the command win over the global one, wherever it stands', () => {
    const text = '[download]\ntimeout = 9\n[global]\ntimeout = 5\n[freeze]\ntimeout = 1\n';
    expect(parsePipConfig(text).get('timeout')).toBe('9');
  });
});

describe('the mirrors of a base made here', () => {
  it("are this machine's own, for the other release", () => {
    const targets = [
      'Debian http://mirror.invalid/debian/ bookworm',
      'Debian http://mirror.invalid/debian/ bookworm-updates',
      'Debian http://mirror.invalid/debian-security/ bookworm-security',
      'Node http://node.invalid/ nodistro',
    ].join('\n');
    expect(mirrorsForSuite(targets, 'trixie')).toEqual([
      'deb http://mirror.invalid/debian/ trixie main',
      'deb http://mirror.invalid/debian/ trixie-updates main',
      'deb http://mirror.invalid/debian-security/ trixie-security main',
    ]);
  });

  it('are nobody else’s: on Ubuntu there are none, and mmdebstrap takes its own', () => {
    expect(mirrorsForSuite('Ubuntu http://mirror.invalid/ubuntu/ noble', 'trixie')).toEqual([]);
  });
});
