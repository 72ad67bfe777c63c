import { describe, expect, it } from 'vitest';
import { checkEngine, judgeDisk } from '../../../src/cli/doctor/engine-checks.js';
import type { EngineEndpoint, EngineFacts } from '../../../src/engine/container-engine.js';

const GIB = 1024 ** 3;
const endpoint: EngineEndpoint = { origin: 'DOCKER_HOST', address: { kind: 'socket', path: '/srv/own.sock' } };

function check(name: string, facts: Partial<EngineFacts>) {
  const docker: EngineFacts = {
    name: 'Docker Engine',
    version: '28.2.2',
    apiVersion: '1.50',
    architecture: 'amd64',
    osType: 'linux',
    cgroupVersion: '2',
    isPodman: false,
    rootless: false,
    seccomp: true,
    runcVersion: '1.3.3',
    storageDriver: 'overlay2',
    kernelVersion: '6.1.0',
    operatingSystem: 'Debian',
    dataRoot: '/var/lib/docker',
    cpus: 8,
    memoryBytes: 16 * GIB,
  };
  return checkEngine({ ...docker, ...facts }, endpoint).find((one) => one.name === name);
}

describe('what the doctor says of an engine', () => {
  it('names version, address and where that came from', () => {
    expect(check('engine', {})).toEqual({
      name: 'engine',
      status: 'ok',
      found: 'Docker Engine 28.2.2, API 1.50, at /srv/own.sock (DOCKER_HOST)',
    });
  });

  it.each([
    ['1.40', 'failed'],
    ['1.41', 'ok'],
    ['2.0', 'ok'],
  ])('judges API %s %s', (apiVersion, status) => {
    expect(check('engine', { apiVersion })).toMatchObject({ status });
  });

  it.each([
    ['4.9.3', 'failed'],
    ['5.4.0', 'warning'],
  ])('judges Podman %s %s', (version, status) => {
    expect(check('engine', { isPodman: true, version })).toMatchObject({ status });
  });

  it('fails an engine without seccomp', () => {
    expect(check('seccomp', { seccomp: false })).toMatchObject({ status: 'failed' });
  });

  it.each([
    [1 * GIB, 'failed'],
    [3 * GIB, 'warning'],
    [60 * GIB, 'ok'],
  ])('judges %d bytes of free disk %s', (bytes, status) => {
    expect(judgeDisk(bytes, '/var/lib/docker')).toMatchObject({ status });
  });
});
