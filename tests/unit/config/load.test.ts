import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load.js';

describe('loadSettings', () => {
  it('needs nothing of its environment', () => {
    expect(loadSettings({})).toEqual({
      homeDir: homedir(),
      xdgRuntimeDir: undefined,
      userName: undefined,
      cacheDir: join(homedir(), '.cache'),
      docker: {
        host: undefined,
        context: undefined,
        configDir: `${homedir()}/.docker`,
        tlsVerify: false,
        certPath: undefined,
      },
      noInstall: false,
      autoSetup: false,
      build: {
        network: undefined,
        baseImage: undefined,
        debianMirror: undefined,
        certificateFile: undefined,
        pipConfigFile: undefined,
        pip: {},
      },
      noColor: false,
      isDumbTerminal: false,
      isCi: false,
    });
  });

  it('finds the caches where XDG has them, and leaves a relative path aside as XDG says', () => {
    expect(loadSettings({ XDG_CACHE_HOME: '/var/cache/ada' }).cacheDir).toBe('/var/cache/ada');
    expect(loadSettings({ HOME: '/home/ada', XDG_CACHE_HOME: 'cache' }).cacheDir).toBe('/home/ada/.cache');
  });

  it('takes an empty variable for one that is not set, as Docker does', () => {
    const settings = loadSettings({ DOCKER_HOST: '', DOCKER_CONTEXT: '', NO_COLOR: '', DOCKER_TLS_VERIFY: '' });

    expect(settings).toEqual(loadSettings({}));
  });

  it('finds the docker configuration below HOME, unless DOCKER_CONFIG says where', () => {
    expect(loadSettings({ HOME: '/home/ada' }).docker.configDir).toBe('/home/ada/.docker');
    expect(loadSettings({ HOME: '/home/ada', DOCKER_CONFIG: '/etc/dc' }).docker.configDir).toBe('/etc/dc');
  });

  it('asks for TLS whenever DOCKER_TLS_VERIFY is not empty', () => {
    const { docker } = loadSettings({
      DOCKER_HOST: 'tcp://desk:2376',
      DOCKER_TLS_VERIFY: '1',
      DOCKER_CERT_PATH: '/certs',
    });

    expect(docker).toMatchObject({ host: 'tcp://desk:2376', tlsVerify: true, certPath: '/certs' });
  });

  it.each([
    ['1', true],
    ['yes', true],
    ['0', false],
    ['', false],
  ])('reads a switch set to "%s" as %s', (text, expected) => {
    const settings = loadSettings({ QUANTINE_NO_INSTALL: text, QUANTINE_AUTO_SETUP: text });

    expect(settings).toMatchObject({ noInstall: expected, autoSetup: expected });
  });

  it('wants no colour as soon as NO_COLOR says anything, even 0', () => {
    expect(loadSettings({ NO_COLOR: '0' }).noColor).toBe(true);
  });

  it("hands every setting of pip's to the build, and nothing else", () => {
    const { build } = loadSettings({
      PIP_INDEX_URL: 'https://mirror.example/simple',
      PIP_CERT: '/ca.pem',
      PIPX_HOME: '/pipx',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });

    expect(build.pip).toEqual({ PIP_INDEX_URL: 'https://mirror.example/simple', PIP_CERT: '/ca.pem' });
  });

  it('gives the build its network, base, mirror and certificates', () => {
    const { build } = loadSettings({
      QUANTINE_BUILD_NETWORK: 'host',
      QUANTINE_BASE_IMAGE: 'desk/python-base:1',
      QUANTINE_DEBIAN_MIRROR: 'https://mirror.example/debian',
      SSL_CERT_FILE: '/ca.pem',
      PIP_CONFIG_FILE: '/pip.conf',
    });

    expect(build).toMatchObject({
      network: 'host',
      baseImage: 'desk/python-base:1',
      debianMirror: 'https://mirror.example/debian',
      certificateFile: '/ca.pem',
      pipConfigFile: '/pip.conf',
    });
  });

  it('cannot be changed afterwards', () => {
    const settings = loadSettings({});

    expect([settings, settings.docker, settings.build, settings.build.pip].every(Object.isFrozen)).toBe(true);
  });
});
