import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EngineAddress } from '../../../src/engine/container-engine.js';
import { describeAddress } from '../../../src/engine/engine-address.js';
import {
  engineCandidates,
  locateEngine,
  type SearchedMachine,
  type SearchSettings,
} from '../../../src/engine/locate.js';
import type { Finding } from '../../../src/engine/probe.js';

const HOME = '/home/ada';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function settings(docker: Partial<SearchSettings['docker']> = {}): SearchSettings {
  return {
    homeDir: HOME,
    xdgRuntimeDir: '/run/user/1000',
    docker: {
      host: undefined,
      context: undefined,
      configDir: `${HOME}/.docker`,
      tlsVerify: false,
      certPath: undefined,
      ...docker,
    },
  };
}

function surroundings(
  found: Record<string, Finding> = {},
  files: Record<string, string> = {},
  platform: NodeJS.Platform = 'linux',
): SearchedMachine & { readonly probed: string[] } {
  const probed: string[] = [];
  return {
    platform,
    probed,
    files: { readText: (path) => files[path], list: () => [] },
    probe(address: EngineAddress) {
      const where = describeAddress(address);
      probed.push(where);
      return Promise.resolve({ finding: found[where] ?? 'absent', detail: '' });
    },
  };
}

function contextFiles(name: string, host: string): Record<string, string> {
  return {
    [`${HOME}/.docker/config.json`]: JSON.stringify({ currentContext: name }),
    [`${HOME}/.docker/contexts/meta/${sha256(name)}/meta.json`]: JSON.stringify({
      Name: name,
      Metadata: {},
      Endpoints: { docker: { Host: host, SkipTLSVerify: false } },
    }),
    [`${HOME}/.docker/contexts/tls/${sha256(name)}/docker/ca.pem`]: 'THE CA',
  };
}

describe('the search for an engine', () => {
  it('tries the well-known sockets in order', async () => {
    const machine = surroundings();
    await expect(locateEngine(settings(), machine)).rejects.toMatchObject({ code: 'DOCKER_UNAVAILABLE' });
    expect(machine.probed).toEqual([
      '/var/run/docker.sock',
      '/run/user/1000/docker.sock',
      '/home/ada/.docker/run/docker.sock',
      '/run/user/1000/podman/podman.sock',
    ]);
  });

  it('takes the first that answers and asks no further', async () => {
    const machine = surroundings({ '/run/user/1000/docker.sock': 'answers' });
    const engine = await locateEngine(settings(), machine);
    expect(engine).toEqual({
      origin: '/run/user/1000/docker.sock',
      address: { kind: 'socket', path: '/run/user/1000/docker.sock' },
    });
    expect(machine.probed).toHaveLength(2);
  });

  it('never exchanges a silent DOCKER_HOST for another engine', async () => {
    const machine = surroundings({ '/var/run/docker.sock': 'answers', '/srv/own.sock': 'refused' });
    const search = locateEngine(settings({ host: 'unix:///srv/own.sock' }), machine);
    await expect(search).rejects.toMatchObject({
      code: 'DOCKER_UNAVAILABLE',
      message: 'no engine answers: DOCKER_HOST (/srv/own.sock): nobody listens',
      nextStep: 'Start that engine, or unset DOCKER_HOST.',
    });
    expect(machine.probed).toEqual(['/srv/own.sock']);
  });

  it('lets DOCKER_HOST win over DOCKER_CONTEXT', () => {
    const chosen = settings({ host: 'unix:///srv/own.sock', context: 'lab' });
    expect(engineCandidates(chosen, surroundings()).map((one) => one.origin)).toEqual(['DOCKER_HOST']);
  });

  it('takes DOCKER_CONTEXT from the docker configuration, with its certificates', () => {
    const machine = surroundings({}, contextFiles('lab', 'tcp://lab.example:2376'));
    expect(engineCandidates(settings({ context: 'lab' }), machine)).toEqual([
      {
        origin: 'DOCKER_CONTEXT lab',
        address: { kind: 'tcp', host: 'lab.example', port: 2376, tls: { ca: 'THE CA' } },
        isChosen: true,
      },
    ]);
  });

  it('refuses a DOCKER_CONTEXT that does not exist, naming it', () => {
    expect(() => engineCandidates(settings({ context: 'lab' }), surroundings())).toThrow(/DOCKER_CONTEXT names lab/);
  });

  it('reads DOCKER_CONTEXT=default as the well-known sockets, past the current context', () => {
    const machine = surroundings({}, contextFiles('lab', 'unix:///lab.sock'));
    expect(engineCandidates(settings({ context: 'default' }), machine)[0]?.origin).toBe('/var/run/docker.sock');
  });

  it('tries the current context before the well-known sockets, and goes on where it is silent', async () => {
    const machine = surroundings({ '/var/run/docker.sock': 'answers' }, contextFiles('desk', 'unix:///desk.sock'));
    const engine = await locateEngine(settings(), machine);
    expect(machine.probed).toEqual(['/desk.sock', '/var/run/docker.sock']);
    expect(engine.origin).toBe('/var/run/docker.sock');
  });

  it('counts a damaged docker configuration as none', () => {
    const machine = surroundings({}, { [`${HOME}/.docker/config.json`]: '{"currentContext": ' });
    expect(engineCandidates(settings(), machine)[0]?.origin).toBe('/var/run/docker.sock');
  });

  it('says PERMISSION_DENIED where a socket is there and this user may not use it', async () => {
    const machine = surroundings({ '/var/run/docker.sock': 'no_permission' });
    await expect(locateEngine(settings(), machine)).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      message: expect.stringContaining('/var/run/docker.sock: no permission'),
    });
  });

  it('goes past a socket it may not use to one it may', async () => {
    const machine = surroundings({ '/var/run/docker.sock': 'no_permission', '/run/user/1000/docker.sock': 'answers' });
    expect((await locateEngine(settings(), machine)).origin).toBe('/run/user/1000/docker.sock');
  });

  it('says ENGINE_UNSUPPORTED for ssh, and how to forward the socket', async () => {
    const machine = surroundings({ 'ssh://ada@lab': 'unsupported' });
    await expect(locateEngine(settings({ host: 'ssh://ada@lab' }), machine)).rejects.toMatchObject({
      code: 'ENGINE_UNSUPPORTED',
      nextStep: expect.stringContaining('ssh -nNT -L'),
    });
  });

  it('looks at the named pipe alone on Windows', () => {
    const candidates = engineCandidates(settings(), surroundings({}, {}, 'win32'));
    expect(candidates.map((one) => one.origin)).toEqual(['//./pipe/docker_engine']);
  });
});

describe('DOCKER_HOST', () => {
  const addressOf = (host: string, more: Partial<SearchSettings['docker']> = {}, files: Record<string, string> = {}) =>
    engineCandidates(settings({ host, ...more }), surroundings({}, files))[0]?.address;

  it.each([
    ['unix:///run/d.sock', { kind: 'socket', path: '/run/d.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://10.0.0.7', { kind: 'tcp', host: '10.0.0.7', port: 2375, tls: null }],
    ['tcp://[::1]:2400', { kind: 'tcp', host: '::1', port: 2400, tls: null }],
    ['https://lab.example', { kind: 'tcp', host: 'lab.example', port: 2376, tls: {} }],
    ['ssh://ada@lab', { kind: 'ssh', url: 'ssh://ada@lab' }],
  ])('reads %s', (host, address) => {
    expect(addressOf(host)).toEqual(address);
  });

  it('takes certificates from DOCKER_CERT_PATH only where DOCKER_TLS_VERIFY asks for them', () => {
    const files = { '/certs/ca.pem': 'CA', '/certs/cert.pem': 'CERT', '/certs/key.pem': 'KEY' };
    expect(addressOf('tcp://lab', { tlsVerify: true, certPath: '/certs' }, files)).toEqual({
      kind: 'tcp',
      host: 'lab',
      port: 2376,
      tls: { ca: 'CA', cert: 'CERT', key: 'KEY' },
    });
    expect(addressOf('tcp://lab', { certPath: '/certs' }, files)).toMatchObject({ tls: null });
  });

  it.each(['docker.sock', 'unix://', 'tcp://', 'fd://', 'tcp://host:port', 'tcp://host:0', 'tcp://host:70000'])(
    'refuses %s',
    (host) => {
      expect(() => addressOf(host)).toThrow(/DOCKER_HOST is .* no address of an engine/);
    },
  );
});
